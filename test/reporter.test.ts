import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { projectRoot, write } from './program.js'

// Below the project, so that the tests written here find vitest.
const folder = join(projectRoot, '.cache', `reporter-${process.pid}`)

beforeEach(() => mkdirSync(folder, { recursive: true }))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function runTests(tests: string): { lines: string[]; status: number | null } {
  write(folder, {
    'vitest.config.mjs': 'export default {}',
    'a.test.ts': `import { describe, expect, it } from 'vitest'\n${tests}`,
  })
  const vitest = join(projectRoot, 'node_modules/vitest/vitest.mjs')
  const reporter = join(projectRoot, 'test/reporter.ts')
  const args = [vitest, 'run', '--root', folder, '--reporter', reporter]
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { lines: stdout.trim().split('\n'), status }
}

it('closes with the counts, after the reasons of what was skipped', () => {
  const { lines, status } = runTests(`
    it('passes', () => {})
    it('fails', () => expect(1).toBe(2))
    describe.skipIf(true)('needs a browser', () => { it('a', () => {}); it('b', () => {}) })
    it('says why', ({ skip }) => skip('no disk'))`)
  expect(lines).toEqual([
    'skipped  a.test.ts > needs a browser (2 tests)',
    'skipped  a.test.ts > says why: no disk',
    '1 passed, 1 failed, 3 skipped',
  ])
  expect(status).toBe(1)
})

it('counts a file that cannot be loaded as a failure', () => {
  const { lines, status } = runTests(`it('passes', () => {})\nthrow new Error('broken')`)
  expect([lines.at(-1), status]).toEqual(['0 passed, 1 failed', 1])
})

it('fails when there was nothing to run', () => {
  const { lines, status } = runTests('')
  expect([lines.at(-1), status]).toEqual(['0 passed, 1 failed', 1])
})
