/**
 * Reading, resolving and indexing a corpus against only parsing its YAML with the same library, in one run: cold (the
 * first time in this process) and warm (median), turn about. Then the growth from 1 to 3 to 10 times the rules.
 */
import { performance } from 'node:perf_hooks'
import * as yaml from 'js-yaml'
import { build } from '../src/catalog/build.js'
import { median, multiplied, readCorpus } from './corpus.js'

const files = readCorpus('sigma', '.yml')
const source = [{ name: 'bench', root: '' }]
const parse = (): void => {
  for (const { text } of files) yaml.loadAll(text, { schema: yaml.YAML11_SCHEMA })
}

const timed = (run: () => unknown): number => {
  const start = performance.now()
  run()
  return performance.now() - start
}

const cold = { parse: timed(parse), build: timed(() => build(source, files)) }
const warm = { parse: median(parse), build: median(() => build(source, files)) }
const growth = [1, 3, 10].map((times) => {
  const many = multiplied(files, times)
  return { rules: many.length, ms: Math.round(median(() => build(source, many), 1)) }
})

console.log(
  JSON.stringify(
    {
      bench: 'read',
      files: files.length,
      cold,
      warm,
      ratio: { cold: cold.build / cold.parse, warm: warm.build / warm.parse },
      rulesPerSecond: { cold: files.length / (cold.build / 1000), warm: files.length / (warm.build / 1000) },
      growth,
      peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    },
    (_, value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value),
    2,
  ),
)
