import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { readLog } from '../records/read-log.js'
import { type LogFile, logFiles } from './log-files.js'

const root = mkdtempSync(join(tmpdir(), 'logs-'))
afterAll(() => rmSync(root, { recursive: true }))

const lines = (count: number): string => Array.from({ length: count }, (_, i) => `{"n":${i}}\n`).join('')

interface Read {
  readonly values: readonly unknown[]
  readonly faults: readonly string[]
}

async function read({ path, chunks }: LogFile): Promise<Read> {
  const values: unknown[] = []
  const faults: string[] = []
  for await (const batch of readLog(path, chunks)) {
    for (const { value } of batch.records) values.push(value)
    for (const { code } of batch.faults) faults.push(code)
  }
  return { values, faults }
}

const only = (path: string): LogFile => {
  const { files } = logFiles(path)
  expect(files).toHaveLength(1)
  if (!files[0]) throw new Error('no file')
  return files[0]
}

test('a folder: by path, links once, what is no log is said', async () => {
  const folder = join(root, 'folder')
  mkdirSync(join(folder, 'b/c'), { recursive: true })
  writeFileSync(join(folder, 'b/c/2.jsonl.gz'), gzipSync(lines(2)))
  writeFileSync(join(folder, 'a.jsonl'), lines(1))
  writeFileSync(join(folder, 'b/info.yml'), 'title: x\n')
  symlinkSync(join(folder, 'a.jsonl'), join(folder, 'again'))
  symlinkSync(join(folder, 'b'), join(folder, 'b/c/loop'))
  symlinkSync(join(folder, 'none'), join(folder, 'dead'))
  const { files, problems } = logFiles(folder)
  expect(files.map(({ path }) => path.slice(folder.length))).toEqual(['/a.jsonl', '/b/c/2.jsonl.gz', '/b/info.yml'])
  expect(problems.map(({ path }) => path.slice(folder.length))).toEqual(['/b/c/loop', '/dead'])
  expect(await Promise.all(files.map(read))).toEqual([
    { values: [{ n: 0 }], faults: [] },
    { values: [{ n: 0 }, { n: 1 }], faults: [] },
    { values: [], faults: ['log/unknown'] },
  ])
})

test('what is not there, and what cannot be read', async () => {
  expect(logFiles(join(root, 'none'))).toMatchObject({ files: [], problems: [{ message: /does not exist/ }] })
  const file = join(root, 'gone.jsonl')
  writeFileSync(file, lines(1))
  const found = only(file)
  rmSync(file)
  expect(await read(found)).toEqual({ values: [], faults: ['log/unreadable'] })
})

test('packed files: whole, more than one behind each other, cut, damaged', async () => {
  const count = 60_000
  const packed = gzipSync(lines(count))
  const file = join(root, 'a.gz')
  const numbers = async (): Promise<number[]> =>
    (await read(only(file))).values.map((value) => (value as { readonly n: number }).n)
  writeFileSync(file, packed)
  expect(await numbers()).toEqual(Array.from({ length: count }, (_, i) => i))
  writeFileSync(file, Buffer.concat([packed, gzipSync(lines(3))]))
  expect((await numbers()).slice(count)).toEqual([0, 1, 2])
  writeFileSync(file, packed.subarray(0, -20))
  const short = await read(only(file))
  expect(short.values.length).toBeGreaterThan(count / 2)
  expect(short.values).toEqual(short.values.map((_, i) => ({ n: i })))
  expect(short.faults.at(-1)).toBe('log/damaged')
  // After a damage there may be what looks like lines.
  writeFileSync(
    file,
    packed.map((byte, i) => (i > packed.length - 500 ? 255 : byte)),
  )
  const damaged = await read(only(file))
  expect(damaged.values.slice(0, count / 2)).toEqual(short.values.slice(0, count / 2))
  expect(damaged.faults.at(-1)).toBe('log/damaged')
})

test('a bomb', async () => {
  const file = join(root, 'bomb.gz')
  const member = gzipSync(' '.repeat(16 << 20))
  writeFileSync(file, Buffer.concat([gzipSync(lines(3)), ...Array.from({ length: 20 }, () => member)]))
  const { values, faults } = await read(only(file))
  expect(values).toHaveLength(3)
  expect(faults.at(-1)).toBe('log/bomb')
})

test('a socket in a folder is no file', async () => {
  const folder = join(root, 'with-socket')
  mkdirSync(folder)
  const server = createServer().listen(join(folder, 's.log'))
  await new Promise((resolve) => server.once('listening', resolve))
  const { files, problems } = logFiles(folder)
  server.close()
  expect(files).toEqual([])
  expect(problems).toMatchObject([{ path: join(folder, 's.log') }])
})

test('one that stops early', async () => {
  const file = join(root, 'long.jsonl')
  writeFileSync(file, lines(400_000))
  let batches = 0
  for await (const batch of readLog(file, only(file).chunks)) {
    expect(batch.records.length).toBeGreaterThan(0)
    batches++
    break
  }
  expect(batches).toBe(1)
})
