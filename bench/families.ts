/**
 * Splunk's and Kusto's rules read, resolved and indexed, each against only its parsers: js-yaml, and Microsoft's own
 * parser on every text that our reader gives it. Then the site of all four families, written by the program.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import * as yaml from 'js-yaml'
import { build } from '../src/catalog/build.js'
import { parseKql } from '../src/node/kusto.js'
import { median, readCorpus } from './corpus.js'

const source = [{ name: 'bench', root: '' }]
const timed = (run: () => unknown): number => {
  const start = performance.now()
  run()
  return performance.now() - start
}

function splunk(): object {
  const files = readCorpus('splunk', '.yml')
  const floor = (): void => {
    for (const { text } of files)
      try {
        yaml.load(text)
      } catch {
        // A broken file costs what it costs up to its fault.
      }
  }
  const run = (): unknown => build(source, files)
  const cold = { parse: timed(floor), build: timed(run) }
  const warm = { parse: median(floor), build: median(run) }
  return { files: files.length, cold, warm }
}

function kusto(): object {
  const files = ['.md', '.kql', '.yaml'].flatMap((ending) => readCorpus('kusto', ending))
  const load = timed(() => parseKql('T | where a == 1'))
  const texts = new Set<string>()
  let parsing = 0
  const run = (): unknown =>
    build(source, files, undefined, {
      kql: (text) => {
        texts.add(text)
        const start = performance.now()
        const parsed = parseKql(text)
        parsing += performance.now() - start
        return parsed
      },
    })
  const whole = timed(run)
  return { files: files.length, texts: texts.size, load, whole, parser: parsing, ours: whole - parsing }
}

/** In a process of its own, as a user runs it. */
function site(): object {
  const corpora = process.argv[2] ?? ''
  const out = mkdtempSync(join(tmpdir(), 'site-'))
  const program = join(import.meta.dirname, '../../../dist/cli/main.js')
  const script = join(out, 'run.mjs')
  // A file, since the program's threads take over how it was started.
  writeFileSync(
    script,
    `import { main } from ${JSON.stringify(program)}
const code = await main(process.argv.slice(2))
process.stderr.write(JSON.stringify({ code, peak: process.resourceUsage().maxRSS }))`,
  )
  const names = ['sigma', 'elastic', 'splunk', 'kusto'].map((family) => join(corpora, family))
  const start = performance.now()
  const { stdout, stderr } = spawnSync(process.execPath, [script, 'build', ...names, '-o', join(out, 'site')], {
    encoding: 'utf8',
  })
  const seconds = (performance.now() - start) / 1000
  rmSync(out, { recursive: true, force: true })
  const { code, peak } = JSON.parse(stderr) as { code: number; peak: number }
  if (code !== 0) throw new Error(stdout)
  return { seconds, peakMegabytes: Math.round(peak / 1024), said: stdout.trim().split('\n').at(-1) }
}

console.log(
  JSON.stringify(
    { bench: 'families', splunk: splunk(), kusto: kusto(), site: site() },
    (_, value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value),
    2,
  ),
)
