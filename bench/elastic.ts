/**
 * Reading, resolving and indexing the Elastic corpus against only parsing its TOML: with smol-toml, the fastest parser
 * that was tried and one that tells no places, and with the parser in use. All in one run, turn about; cold is the first
 * time in this process, warm the median.
 */
import { performance } from 'node:perf_hooks'
import { parse as smol } from 'smol-toml'
import { parseTOML } from 'toml-eslint-parser'
import { build } from '../src/catalog/build.js'
import { median, readCorpus } from './corpus.js'

const files = readCorpus('elastic', '.toml')
const source = [{ name: 'bench', root: '' }]

const attempt = (parse: (text: string) => unknown) => (): void => {
  for (const { text } of files)
    try {
      parse(text)
    } catch {
      // A broken file costs what it costs up to its fault.
    }
}

const runs = {
  floor: attempt(smol),
  parse: attempt((text) => parseTOML(text)),
  build: (): unknown => build(source, files),
}

const timed = (run: () => unknown): number => {
  const start = performance.now()
  run()
  return performance.now() - start
}

const cold = { floor: timed(runs.floor), parse: timed(runs.parse), build: timed(runs.build) }
const warm = { floor: median(runs.floor), parse: median(runs.parse), build: median(runs.build) }

console.log(
  JSON.stringify(
    {
      bench: 'elastic',
      files: files.length,
      cold,
      warm,
      rulesPerSecond: { cold: files.length / (cold.build / 1000), warm: files.length / (warm.build / 1000) },
      peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    },
    (_, value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value),
    2,
  ),
)
