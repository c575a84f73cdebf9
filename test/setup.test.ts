import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
} from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { projectRoot, temporaryFolder, write } from './program.js'

/** A small project with an npm, a compiler and a bundler that only note that they were called. */
let folder: string

const note = (name: string): string =>
  `require('node:fs').appendFileSync('calls', '${name} ' + process.argv.slice(2, 3) + '\\n');`
const fakeNpm = `#!${process.execPath}
${note('npm')}
const fs = require('node:fs')
fs.mkdirSync('node_modules', { recursive: true })
fs.writeFileSync('node_modules/.package-lock.json', '{}')
`
const fakeCompiler = `${note('tsc')}
const fs = require('node:fs')
if (fs.readFileSync('src/a.ts', 'utf8') === 'broken') process.exit(2)
const out = process.argv[process.argv.indexOf('--outDir') + 1]
fs.mkdirSync(out, { recursive: true })
for (const name of fs.readdirSync('src')) if (name.endsWith('.ts')) fs.copyFileSync('src/' + name, out + '/' + name.replace('.ts', '.js'))
`

beforeEach(() => {
  folder = temporaryFolder()
  write(folder, {
    'package.json': '{"type": "commonjs"}',
    'package-lock.json': '{}',
    'tsconfig.json': '{}',
    'tsconfig.build.json': '{}',
    'src/a.ts': 'a',
    'src/b.ts': 'b',
    'src/a.test.ts': 'test',
    'src/site/css/site.css': 'css',
    'src/site/client/page.ts': 'page',
    'bin/npm.cjs': fakeNpm,
    'node_modules/typescript/bin/tsc': fakeCompiler,
    'node_modules/esbuild/index.js': `exports.build = ({ entryPoints, outdir }) => { ${note('esbuild')} require('node:fs').mkdirSync(outdir, { recursive: true }) }`,
    'node_modules/esbuild/package.json': '{"main": "index.js"}',
  })
  mkdirSync(join(folder, 'scripts'))
  copyFileSync(join(projectRoot, 'scripts/setup.mjs'), join(folder, 'scripts/setup.mjs'))
  write(folder, { 'bin/npm': fakeNpm })
  spawnSync('chmod', ['+x', join(folder, 'bin/npm')])
  // Old enough that what the tests write later is newer, whatever the disk's clock.
  for (const path of [
    'package.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'scripts/setup.mjs',
    'src/a.ts',
    'src/b.ts',
    'src/site/css/site.css',
    'src/site/client/page.ts',
    'package-lock.json',
  ])
    age(path, 1000)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const age = (path: string, seconds: number): void => utimesSync(join(folder, path), seconds, seconds)

/** What was called, and how it ended. */
function setUp(...args: string[]): { calls: string[]; status: number | null } {
  rmSync(join(folder, 'calls'), { force: true })
  const env = { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}` }
  const { status } = spawnSync(process.execPath, ['scripts/setup.mjs', ...args], { cwd: folder, env })
  const calls = existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : []
  return { calls: calls.map((call) => call.trim()), status }
}
const built = (path: string): string | undefined =>
  existsSync(join(folder, 'dist', path)) ? readFileSync(join(folder, 'dist', path), 'utf8') : undefined

describe.skipIf(process.platform === 'win32')('setup', () => {
  it('installs when nothing is installed or the lock file is newer, and only then', () => {
    expect(setUp()).toEqual({ calls: ['npm ci'], status: 0 })
    expect(setUp()).toEqual({ calls: [], status: 0 })
    age('package-lock.json', Date.now() / 1000 + 10)
    expect(setUp().calls).toEqual(['npm ci'])
  })

  it('never installs into a folder that is only linked to', () => {
    renameSync(join(folder, 'node_modules'), join(folder, 'shared'))
    symlinkSync('shared', join(folder, 'node_modules'))
    expect(setUp()).toEqual({ calls: [], status: 1 })
    expect(existsSync(join(folder, 'shared/esbuild/index.js'))).toBe(true)
  })

  it('builds when there is no build or a source is newer, and only then', () => {
    expect(setUp('--build').calls).toEqual(['npm ci', 'tsc -p', 'esbuild --build'])
    expect([built('a.js'), built('site/css/site.css')]).toEqual(['a', 'css'])
    expect(setUp('--build').calls).toEqual([])
    write(folder, { 'src/a.ts': 'new' })
    age('src/a.ts', Date.now() / 1000 + 10)
    expect(setUp('--build').calls).toEqual(['tsc -p', 'esbuild --build'])
    expect(built('a.js')).toBe('new')
  })

  it('does not build for a test, does when asked to', () => {
    setUp('--build')
    age('src/a.test.ts', Date.now() / 1000 + 10)
    expect(setUp('--build').calls).toEqual([])
    expect(setUp('--build', '--force').calls).toEqual(['tsc -p', 'esbuild --build'])
  })

  it('keeps nothing of a source that is gone', () => {
    setUp('--build')
    unlinkSync(join(folder, 'src/b.ts'))
    expect(setUp('--build').calls).toEqual(['tsc -p', 'esbuild --build'])
    expect([built('a.js'), built('b.js')]).toEqual(['a', undefined])
  })

  it('leaves the last build as it was when a new one fails', () => {
    setUp('--build')
    write(folder, { 'src/a.ts': 'broken' })
    age('src/a.ts', Date.now() / 1000 + 10)
    expect(setUp('--build')).toEqual({ calls: ['tsc -p'], status: 1 })
    expect(built('a.js')).toBe('a')
  })
})
