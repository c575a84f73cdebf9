/** The commands `explain` and `records`, as they are run. */
import { rmSync } from 'node:fs'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { compile, rule, run, temporaryFolder, write } from './program.js'

let folder: string

const record = { EventID: 1, Image: 'C:\\odd.exe', CommandLine: 'odd.exe -x' }

beforeAll(compile)
beforeEach(() => {
  folder = temporaryFolder()
  write(folder, {
    'rules/odd.yml': rule(),
    'log.jsonl': `{"EventID": 2}\n${JSON.stringify(record)}\n`,
  })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('tells each predicate with what the record has, and the one change', async () => {
  const { code, out, err } = await run(['explain', 'rules/odd.yml', 'log.jsonl', '-n', '2'], folder)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain("      ✓ Image ends_with '\\odd.exe'\n          Image is C:\\odd.exe\n")
  expect(out).toContain("      ✗ CommandLine contains any [' -enc ', ' -e ']\n          CommandLine is odd.exe -x\n")
  expect(out).toMatch(/One change would make it fire:\n {2}CommandLine: odd\.exe -x\n {2}-> .* -e(nc)? /)
})

it('takes a record that is written out, and answers as JSON', async () => {
  const args = ['explain', 'rules/odd.yml', JSON.stringify({ ...record, CommandLine: 'odd.exe -enc x' }), '--json']
  const { code, out } = await run(args, folder)
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ scope: 'record', verdict: 'true', nearness: 1 })
})

it('says when there is no such record', async () => {
  const { code, err } = await run(['explain', 'rules/odd.yml', 'log.jsonl', '-n', '3'], folder)
  expect({ code, err }).toEqual({ code: 1, err: 'error: log.jsonl holds 2 records, not 3\n' })
  expect((await run(['explain', 'rules/odd.yml', '{"a":'], folder)).err).toContain('the record is not JSON')
})

it('makes records that fire a rule and that nearly do, which the rule agrees with', async () => {
  const { code, out } = await run(['records', 'rules/odd.yml'], folder)
  expect(code).toBe(0)
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.filter(({ expect }) => expect === 'match')).toHaveLength(1)
  expect(lines.filter(({ expect }) => expect === 'no match').length).toBeGreaterThanOrEqual(3)
  for (const line of lines) {
    const told = await run(['explain', 'rules/odd.yml', JSON.stringify(line.record), '--json'], folder)
    expect(JSON.parse(told.out).verdict, line.why).toBe(line.expect === 'match' ? 'true' : 'false')
  }
})
