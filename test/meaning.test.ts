/**
 * What Sigma means, end to end: rules as text, read and evaluated over records. Runs meaning/*.txt. A paragraph is a
 * case: a line that says what is shown, the detection as YAML, maybe `lists {...}` for placeholders, then records as
 * JSON, each with the verdict. Lines that begin with # are remarks.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSigma } from '../src/catalog/sigma.js'
import { flatten } from '../src/match/record.js'
import { scan } from '../src/match/scan.js'
import type { Rule } from '../src/model/rule.js'

const folder = join(import.meta.dirname, 'meaning')

function ruleOf(detection: string): Rule {
  const text = `title: a case\nid: 00000000-0000-4000-8000-000000000000\nlogsource:\n  product: none\n${detection}\n`
  const [rule] = readSigma('case.yml', text).rules
  if (!rule) throw new Error(`no rule: ${text}`)
  return rule
}

describe.each(readdirSync(folder))('%s', (file) => {
  const paragraphs = readFileSync(join(folder, file), 'utf8')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.split('\n').filter((line) => line !== '' && !line.startsWith('#')))
    .filter((lines) => lines.length > 0)

  for (const [title = '', ...lines] of paragraphs)
    test(title, () => {
      const isRecord = (line: string) => line.startsWith('{')
      const listLine = lines.find((line) => line.startsWith('lists '))
      const lists = new Map<string, string[]>(Object.entries(JSON.parse(listLine?.slice('lists '.length) ?? '{}')))
      const rule = ruleOf(lines.filter((line) => !isRecord(line) && line !== listLine).join('\n'))
      const expected = lines.filter(isRecord)
      const verdicts = expected.map((line) => {
        const json = line.slice(0, line.lastIndexOf('}') + 1)
        return `${json}  ${scan(rule, flatten(JSON.parse(json)), { lists })}`
      })
      expect(verdicts).toEqual(expected)
      expect(expected, 'a case has records').not.toEqual([])
      if (!expected.some((line) => line.endsWith('unsure')))
        expect(rule.diagnostics.filter((one) => one.severity === 'error')).toEqual([])
    })
})
