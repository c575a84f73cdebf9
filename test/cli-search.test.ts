import { rmSync } from 'node:fs'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { compile, rule, run, temporaryFolder, write } from './program.js'

let folder: string

beforeAll(compile)
beforeEach(() => {
  folder = temporaryFolder()
  write(folder, {
    'rules/odd.yml': rule(),
    'rules/other.yml': rule({ title: 'Other tool', id: 'b', value: '\\other.exe' }),
  })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const query = 'field:Image ends_with:"\\other.exe" level:high excludes:field:ParentImage'

it('prints the rules that fit, and of how many', async () => {
  const { code, out, err } = await run(['search', query, 'rules'], folder)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toBe('sigma  high  Other tool  other\n1 of 2 rules.\n')
  expect((await run(['search', 'tool', 'rules', '--limit', '1'], folder)).out).toContain('2 of 2 rules; the first 1')
  expect((await run(['search', 'nothing-such', 'rules'], folder)).out).toBe('0 of 2 rules.\n')
})

it('prints a rule a line for programs', async () => {
  const { out } = await run(['search', 'tool', 'rules', '-f', 'jsonl'], folder)
  const lines = out.trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).title).sort()).toEqual(['Odd tool seen', 'Other tool'])
})

it('says where a query is wrong, and what was perhaps meant', async () => {
  const { code, out, err } = await run(['search', 'odd family:elastc', 'rules'], folder)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toBe(
    'error: "elastc" is not a family. Did you mean elastic? [search/unknown-value]\n  odd family:elastc\n             ^^^^^^\n',
  )
  const doubt = await run(['search', 'field:Imgae', 'rules'], folder)
  expect([doubt.code, doubt.out]).toEqual([0, '0 of 2 rules.\n'])
  expect(doubt.err).toContain('Did you mean Image?')
  expect((await run(['search', 'field:Image', 'level:high'], folder)).err).toContain('put the whole query in quotes')
  expect((await run(['search', 'x', 'rules', '-n', '0'], folder)).code).toBe(2)
})
