// Runs every bench of this folder one after the other, each in a process of its own, and prints and keeps the figures.
//   npm run bench [-- FOLDER]     where the rules are, a folder for each family; by default the public corpora beside the checkout
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const benches = ['read', 'elastic', 'families', 'site', 'search', 'records', 'evtx', 'match']

const corpora = process.argv[2] ?? join(here, '../../shared/corpora')

const results = benches.map((name) => {
  // Not bundled: constants of a bundle's modules become variables, which V8 does not see through, at half the speed.
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', join(here, `${name}.ts`), corpora],
    { encoding: 'utf8', maxBuffer: 1 << 26 },
  )
  if (status !== 0) {
    process.stderr.write(stderr)
    process.exit(1)
  }
  process.stdout.write(stdout)
  return JSON.parse(stdout)
})

const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length }
const date = new Date().toISOString().slice(0, 10)
mkdirSync(join(here, 'results'), { recursive: true })
writeFileSync(join(here, 'results', `${date}.json`), `${JSON.stringify({ date, machine, results }, null, 2)}\n`)
