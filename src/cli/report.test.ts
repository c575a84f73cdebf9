import { expect, it } from 'vitest'
import type { Finding } from './findings.js'
import { report } from './report.js'
import { painter } from './terminal.js'

const finding = (changes: Partial<Finding>): Finding => ({
  file: 'a.yml',
  line: 7,
  column: 3,
  code: 'sigma/test',
  severity: 'error',
  message: 'Wrong.',
  source: 'a wrong line',
  length: 5,
  ...changes,
})

const text = (changes: Partial<Finding>, colour = false): string[] =>
  report({ rules: { whole: 0, partial: 1, unread: 0 }, all: [finding(changes)] }, 'text', painter(colour)).split('\n')

it('underlines what is meant', () => {
  expect(text({})).toEqual([
    'a.yml:7:3: error: Wrong. [sigma/test]',
    ' 7 | a wrong line',
    '   |   ^^^^^',
    '',
    '1 rule: 0 whole, 1 partial, 0 unread. 1 error.',
  ])
})

it('points with one caret at a place without length', () => {
  expect(text({ column: 13, length: 0 })[2]).toBe('   |             ^')
})

it('leaves out the line of what concerns a whole file', () => {
  expect(text({ line: 1, column: 1, source: '', length: 0 })).toEqual([
    'a.yml:1:1: error: Wrong. [sigma/test]',
    '',
    '1 rule: 0 whole, 1 partial, 0 unread. 1 error.',
  ])
})

it('keeps the caret below its place when tabs and hidden characters stand before it', () => {
  expect(text({ source: '\t\u001bwrong', column: 3 }).slice(1, 3)).toEqual([' 7 |  \\u{1b}wrong', '   |        ^^^^^'])
})

it('shows of a long line the part that matters', () => {
  const [, line = '', caret = ''] = text({ source: `${'x'.repeat(5000)}wrong${'y'.repeat(5000)}`, column: 5001 })
  expect(line.length).toBeLessThan(130)
  expect(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('wrong')
})

it('colours by severity', () => {
  expect(text({ severity: 'warning' }, true)[0]).toContain('\u001b[33mwarning\u001b[39m')
  expect(text({ severity: 'note' }, true)[0]).toContain('\u001b[34mnote\u001b[39m')
})

it('lets no file name break out of a GitHub annotation', () => {
  const all = [finding({ file: 'a\n::error::x.yml', message: '100% wrong\n::set-output name=a::b' })]
  const [first, second] = report({ rules: { whole: 0, partial: 0, unread: 1 }, all }, 'github', painter(false)).split(
    '\n',
  )
  expect(first).toBe(
    '::error file=a%0A%3A%3Aerror%3A%3Ax.yml,line=7,col=3,endColumn=8,title=sigma/test::100%25 wrong%0A::set-output name=a::b',
  )
  expect(second).toMatch(/^1 rule: /)
})
