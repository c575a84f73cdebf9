/**
 * Runs cases/*.txt: a line that says what is shown, a rule and one record as JSON, then what is told of them. A rule of
 * Sigma is its detection, or `logsource` and all that follows; another begins with its language: `eql: ...`.
 *
 * Before each predicate stands whether it is as the rule wants it: `+`, `-` or `?`. The part of a value that a test is
 * about stands between angle quotes.
 */
import { expect } from 'vitest'
import { testCases } from '../../../test/case-files.js'
import { build } from '../../catalog/build.js'
import type { Rule } from '../../model/rule.js'
import { flatten } from '../record.js'
import { explain } from './explain.js'
import type { Change, Explanation, Found, Need, Reason } from './explanation.js'

const quotes = "'''"
const head = 'title: x\nid: 5a1d1ed5-2f0e-4b8e-8f58-7a3f4f3c9a15\n'

function ruleOf(written: string): Rule {
  const [, language, query = ''] = /^(eql|kuery|esql): (.*)$/s.exec(written) ?? []
  const [path, text] = language
    ? [
        'x.toml',
        `[rule]\nname = "x"\ntype = "eql"\nlanguage = "${language}"\nindex = ["x"]\nquery = ${quotes}${query}${quotes}\n`,
      ]
    : ['x.yml', /^(?:logsource|title):/m.test(written) ? written : `${head}logsource:\n  product: none\n${written}\n`]
  const { entries } = build([{ name: 'x', root: '/' }], [{ source: 0, path, text }])
  const rule = entries
    .map((entry) => entry.rule)
    .sort((a, b) => a.span.from - b.span.from)
    .at(-1)
  if (!rule) throw new Error(`no rule: ${written}`)
  return rule
}

const signs = { pass: '+', fail: '-', unsure: '?' } as const

function found({ name, value, made, at }: Found): string {
  const text = String(value)
  const marked = at ? `${text.slice(0, at.from)}«${text.slice(at.from, at.to)}»${text.slice(at.to)}` : text
  return `${name} is ${marked}${made === undefined ? '' : ` (${made})`}`
}

function reasonLines(reason: Reason, depth: string): readonly string[] {
  const sign = `${depth}${signs[reason.answer]} `
  switch (reason.kind) {
    case 'test': {
      const lacking =
        reason.lacking.length > 0 && reason.verdict === 'false'
          ? ` lacks ${reason.lacking.map(({ written }) => written).join(', ')}`
          : ''
      const cause = reason.cause ? ` (${reason.cause})` : ''
      const more = reason.more > 0 ? `, ${reason.more} more` : ''
      const values = reason.found.length > 0 ? `: ${reason.found.map(found).join(', ')}${more}` : ': not there'
      return [
        `${sign}${reason.text}${cause}${reason.field === null && reason.found.length === 0 ? '' : values}${lacking}`,
      ]
    }
    case 'unread':
      return [`${sign}${reason.cause}: ${reason.text}`]
    default:
      return [`${sign}${reason.name ?? reason.kind}`, ...reason.of.flatMap((part) => reasonLines(part, `${depth}  `))]
  }
}

function changeLines(change: Change | undefined): readonly string[] {
  if (!change) return []
  if (!change.edits) return [`no change: ${change.cause}`]
  return change.edits.map(({ field, had, to, tests }) => {
    const asked = tests.map(({ mustHold, text }) => `${mustHold ? '' : 'not '}${text}`).join(' and ')
    return `change ${field} from ${JSON.stringify(had)} to ${JSON.stringify(to)}: ${asked}`
  })
}

const needLine = ({ span: _, stage, kind, ...rest }: Need): string =>
  `needs ${kind} at ${stage}: ${JSON.stringify(rest)}`

function lines({ scope, verdict, nearness, stages, reached, needs }: Explanation): readonly string[] {
  return [
    `${scope} ${verdict} ${nearness.toFixed(2)}`,
    ...stages.flatMap((stage) =>
      stage.where ? [`stage ${stage.stage} ${stage.verdict}`, ...reasonLines(stage.where, '  ')] : [],
    ),
    ...reached.flatMap(({ change }) => changeLines(change)),
    ...needs.map(needLine),
  ]
}

testCases(new URL('cases/', import.meta.url), (input, expected) => {
  const at = input.lastIndexOf('\n')
  const told = explain(ruleOf(input.slice(0, at)), flatten(JSON.parse(input.slice(at + 1))))
  expect(lines(told).join('\n')).toBe(expected)
})
