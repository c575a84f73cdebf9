import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type FindOptions, findFiles } from './files.js'

const find = (folder: string, options: Partial<FindOptions> = {}) =>
  findFiles(folder, { extensions: ['yml', 'yaml'], ...options })

let root: string

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'files-')))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function write(tree: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
}

const paths = (folder = root): string[] => find(folder).files.map((file) => file.path)
const troubles = (folder = root): string[] =>
  find(folder).files.flatMap((file) => file.diagnostics.map(({ code, message }) => `${file.path} ${code}: ${message}`))

it('finds rule files below a folder, in the order of their paths', () => {
  write({ 'b.yml': 'b', 'a/z.YAML': 'z', 'a.yml': 'a', 'a/b/c.yml': 'c', 'README.md': '', 'x.yml.bak': '' })
  expect(find(root).files.map(({ path, text }) => [path, text])).toEqual([
    ['a.yml', 'a'],
    ['a/b/c.yml', 'c'],
    ['a/z.YAML', 'z'],
    ['b.yml', 'b'],
  ])
  expect(find(root).folders).toEqual(['', 'a', 'a/b'])
})

it('takes a single file', () => {
  write({ 'a/one.yml': 'one', 'a/two.yml': 'two' })
  expect(paths(join(root, 'a/one.yml'))).toEqual(['one.yml'])
})

it('leaves out hidden folders and node_modules', () => {
  write({ '.github/x.yml': '', 'a/.git/x.yml': '', 'node_modules/p/x.yml': '', 'a/y.yml': '' })
  expect(paths()).toEqual(['a/y.yml'])
})

it('reads only the folders it is told to', () => {
  write({ 'rules/a.yml': '', 'tests/b.yml': '', 'more/c.yml': '' })
  expect(find(root, { only: ['rules', 'more'] }).files.map(({ path }) => path)).toEqual(['more/c.yml', 'rules/a.yml'])
})

it('reports a root that is not there', () => {
  expect(troubles(join(root, 'none'))).toEqual([
    '/ file/unreadable: The file cannot be read: this folder: it does not exist.',
  ])
})

it('does not follow a link to a folder that it lies in', () => {
  write({ 'a/b/c.yml': '' })
  symlinkSync('..', join(root, 'a/b/up'))
  symlinkSync(root, join(root, 'a/top'))
  symlinkSync('/', join(root, 'everything'))
  symlinkSync('self', join(root, 'self'))
  expect(paths().filter((path) => path.endsWith('.yml'))).toEqual(['a/b/c.yml'])
  expect(troubles()).toEqual([
    'a/b/up file/link-loop: The link leads back to a; it is not followed.',
    "a/top file/link-loop: The link leads back to the source's own folder; it is not followed.",
    'everything file/link-loop: The link leads back to a folder above the source; it is not followed.',
    'self file/unreadable: The file cannot be read: where the link leads: it is a loop of links.',
  ])
})

it('reads what is reached by two ways once, by its real path when that lies in the source', () => {
  write({ 'b/rule.yml': 'x', 'b/deep/more.yml': 'y' })
  symlinkSync('b', join(root, 'a'))
  symlinkSync('b/rule.yml', join(root, 'again.yml'))
  symlinkSync('../b/deep', join(root, 'b/loop'))
  expect(paths()).toEqual(['b/deep/more.yml', 'b/rule.yml'])
})

it('follows a link out of the source', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'))
  writeFileSync(join(elsewhere, 'far.yml'), 'far')
  symlinkSync(elsewhere, join(elsewhere, 'back'))
  symlinkSync(elsewhere, join(root, 'link'))
  expect(find(root).files.map(({ path, text }) => [path, text])).toEqual([
    ['link/far.yml', 'far'],
    ['link/back', ''],
  ])
  rmSync(elsewhere, { recursive: true })
})

it('reports a broken link', () => {
  symlinkSync('nowhere.yml', join(root, 'gone.yml'))
  expect(troubles()).toEqual([
    'gone.yml file/unreadable: The file cannot be read: where the link leads: it does not exist.',
  ])
})

it('does not enter folders without end', () => {
  write({ [`${'d/'.repeat(70)}deep.yml`]: '', [`${'e/'.repeat(60)}near.yml`]: '' })
  expect(paths().filter((path) => path.endsWith('near.yml'))).toHaveLength(1)
  expect(troubles().map((line) => line.split(' ')[1])).toEqual(['file/too-deep:'])
})

it('reports a file that is too large, and reads the rest', () => {
  write({ 'big.yml': new Uint8Array(10 * 1024 * 1024).fill(97), 'small.yml': 'small' })
  expect(troubles()).toEqual(['big.yml file/too-large: The file has 10.0 MB; files over 4.0 MB are not read.'])
  expect(find(root).files.map(({ text }) => text)).toEqual(['', 'small'])
})

it('reports binary files and invalid UTF-8', () => {
  write({
    'binary.yml': Uint8Array.from([0x7f, 0x45, 0, 0xff]),
    'latin.yml': Buffer.from('title: caf\xe9\n', 'latin1'),
  })
  expect(troubles().map((line) => line.split(':')[0])).toEqual(['binary.yml file/binary', 'latin.yml file/encoding'])
})

it.skipIf(process.platform === 'win32')('does not wait for a pipe', () => {
  execFileSync('mkfifo', [join(root, 'pipe.yml')])
  expect(troubles()).toEqual(['pipe.yml file/unreadable: The file cannot be read: it is a device, a pipe or a socket.'])
})

it.skipIf(process.platform === 'win32')('reports folders and files that it may not read', () => {
  write({ 'closed/a.yml': '', 'shut.yml': '', 'open.yml': 'open' })
  chmodSync(join(root, 'closed'), 0)
  chmodSync(join(root, 'shut.yml'), 0)
  chmodSync(root, 0o755)
  expect(asNobody(() => troubles())).toEqual([
    'shut.yml file/unreadable: The file cannot be read: permission denied.',
    'closed/ file/unreadable: The file cannot be read: this folder: permission denied.',
  ])
})

/** Root may read everything; nobody may not. */
function asNobody<T>(act: () => T): T {
  if (process.getuid?.() !== 0) return act()
  process.seteuid?.(65534)
  try {
    return act()
  } finally {
    process.seteuid?.(0)
  }
}

it('reads only what changed since', () => {
  write({ 'a.yml': 'old', 'b.yml': 'b', 'c.yml': 'c' })
  for (const name of ['a.yml', 'b.yml', 'c.yml']) utimesSync(join(root, name), 1000, 1000)
  const before = find(root)
  write({ 'a.yml': 'new', 'd.yml': 'd' })
  unlinkSync(join(root, 'c.yml'))
  const after = find(root, { previous: before })
  expect(after.files.map(({ text }) => text)).toEqual(['new', 'b', 'd'])
  expect(after.files[1]).toBe(before.files[1])
})

it('reads a file again that was written a moment ago, since its time may not tell', () => {
  write({ 'a.yml': 'one' })
  const before = find(root)
  const when = new Date()
  write({ 'a.yml': 'two' })
  utimesSync(join(root, 'a.yml'), when, when)
  expect(find(root, { previous: before }).files[0]?.text).toBe('two')
})
