import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createWatcher, type Watcher } from './watch.js'

let folder: string
let watcher: Watcher | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watch-'))
  mkdirSync(join(folder, 'deep'))
})
afterEach(() => {
  watcher?.close()
  rmSync(folder, { recursive: true, force: true })
})

it.each([
  ['told of', undefined],
  ['looked for', 20],
])('calls once for a burst of changes that are %s', async (_, poll) => {
  const onChange = vi.fn(async () => {})
  watcher = createWatcher(onChange, { quiet: 20, poll })
  watcher.watch([folder, join(folder, 'deep')])
  expect(watcher.told).toBe(poll === undefined)
  for (let i = 0; i < 5; i++) writeFileSync(join(folder, 'deep', `${i}.yml`), '')
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled(), 5000)
  if (poll === undefined) expect(onChange).toHaveBeenCalledTimes(1)
})

it('calls once more for what changed during a call, and never twice at a time', async () => {
  let atOnce = 0
  let most = 0
  let calls = 0
  watcher = createWatcher(
    async () => {
      most = Math.max(most, ++atOnce)
      if (++calls === 1) {
        writeFileSync(join(folder, 'during.yml'), '')
        await new Promise((resolve) => setTimeout(resolve, 150))
      }
      atOnce--
    },
    { quiet: 10 },
  )
  watcher.watch([folder])
  writeFileSync(join(folder, 'before.yml'), '')
  await vi.waitFor(() => expect(calls).toBe(2), 5000)
  expect(most).toBe(1)
})

it('stops watching what it is no longer told to', async () => {
  const onChange = vi.fn(async () => {})
  watcher = createWatcher(onChange, { quiet: 5 })
  watcher.watch([folder, join(folder, 'deep')])
  watcher.watch([folder])
  writeFileSync(join(folder, 'deep', 'unseen.yml'), '')
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(onChange).not.toHaveBeenCalled()
  writeFileSync(join(folder, 'seen.yml'), '')
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled(), 5000)
})

it('takes a folder that is gone without a word', () => {
  watcher = createWatcher(async () => {}, { quiet: 5 })
  watcher.watch([join(folder, 'none')])
  expect(watcher.told).toBe(true)
})
