// Makes a clone ready to run, and does nothing when it is. Needs only Node and npm.
//
//   node scripts/setup.mjs            installs the dependencies when they are missing or older than the lock file
//   node scripts/setup.mjs --build    and compiles src to dist when dist is missing or older than src
//   --force                           does it whether or not there is a need

import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const at = (...parts) => join(root, ...parts)
const asked = new Set(process.argv.slice(2))

const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** Every file below a folder, sorted. */
const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()

function run(what, command, args) {
  const started = Date.now()
  process.stderr.write(`${what} ...\n`)
  // npm is a script on Windows, which only a shell can start; the arguments are all our own.
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (error) fail(`${command} could not be started: ${error.message}`)
  if (status !== 0) fail(`${what} failed.`)
  process.stderr.write(`${what}: ${((Date.now() - started) / 1000).toFixed(1)} s\n`)
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

function install() {
  // npm writes this file at the end of an installation.
  const installed = changed(at('node_modules/.package-lock.json'))
  if (installed >= changed(at('package-lock.json'))) return
  // npm ci would empty the folder that a link leads to, which is someone else's.
  if (lstatSync(at('node_modules'), { throwIfNoEntry: false })?.isSymbolicLink())
    fail('node_modules is a link and out of date: run npm ci where it leads, or remove the link.')
  run('Installing dependencies', 'npm', ['ci', '--no-audit', '--no-fund'])
}

const clientFolder = at('src/site/client')
const isTest = (path) => path.endsWith('.test.ts')

/** Everything that dist is made of. The names count too: a file that was deleted must leave dist. */
function inputs() {
  const settings = ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/setup.mjs'].map((path) => at(path))
  return [...filesBelow(at('src')).filter((path) => !isTest(path)), ...settings]
}

const stamp = at('dist/.built')

function isBuilt(files) {
  const built = changed(stamp)
  return built > 0 && readFileSync(stamp, 'utf8') === files.join('\n') && files.every((path) => changed(path) <= built)
}

async function build() {
  const files = inputs()
  if (!asked.has('--force') && isBuilt(files)) return
  const started = new Date()
  // Beside dist, then in its place: a build that fails leaves the last one as it was.
  const fresh = at(`.cache/dist-${process.pid}`)
  process.on('exit', () => rmSync(fresh, { recursive: true, force: true }))
  run('Compiling', process.execPath, [
    at('node_modules/typescript/bin/tsc'),
    '-p',
    'tsconfig.build.json',
    '--outDir',
    fresh,
  ])
  await bundleClient(join(fresh, 'site/client'))
  copyData(fresh)
  writeFileSync(join(fresh, '.built'), files.join('\n'))
  // What changes while we compile is newer than this build.
  utimesSync(join(fresh, '.built'), started, started)
  rmSync(at('dist'), { recursive: true, force: true })
  renameSync(fresh, at('dist'))
}

async function bundleClient(outdir) {
  if (!existsSync(clientFolder)) return
  const entryPoints = readdirSync(clientFolder)
    .filter((name) => name.endsWith('.ts') && !isTest(name))
    .map((name) => join(clientFolder, name))
  const { build } = await import('esbuild')
  await build({ entryPoints, outdir, bundle: true, minify: true, format: 'esm', target: 'es2022', logLevel: 'warning' })
}

/** Style sheets, pictures and tables: all that is not compiled goes where it was. */
function copyData(fresh) {
  for (const path of filesBelow(at('src')).filter((path) => !path.endsWith('.ts'))) {
    const target = join(fresh, path.slice(at('src').length))
    mkdirSync(dirname(target), { recursive: true })
    cpSync(path, target)
  }
}

install()
if (asked.has('--build')) await build()
