// Runs every bench of this folder one after the other, each in a process of its own, and prints and keeps the figures.
//   npm run bench [-- FOLDER]     where the rules are, a folder for each family; by default the public corpora beside the checkout
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const built = join(here, '../node_modules/.cache/bench')
const benches = ['read', 'elastic', 'families', 'site', 'search', 'records', 'evtx', 'match']

/** The program's modules as they are compiled: in a bundle their constants become variables, which costs half the speed. */
const compiled = {
  name: 'compiled',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\.\/src\// }, ({ path, resolveDir }) => {
      const file = join(resolveDir, path.replace('../src/', '../dist/'))
      return existsSync(file) ? { path: file, external: true } : undefined
    }),
}

await build({
  entryPoints: benches.map((name) => join(here, `${name}.ts`)),
  outdir: built,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  plugins: [compiled],
  outExtension: { '.js': '.mjs' },
  logLevel: 'warning',
})

const corpora = process.argv[2] ?? join(here, '../../shared/corpora')

const results = benches.map((name) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', join(built, `${name}.mjs`), corpora], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
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
rmSync(built, { recursive: true, force: true })
