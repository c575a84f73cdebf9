import type { Made, Synthesis, Unmade } from '../../match/synthesis/synthesis.js'
import { synthesise } from '../../match/synthesis/synthesise.js'
import type { Rule } from '../../model/rule.js'
import { command } from '../command.js'
import { findRules } from '../find-rules.js'
import { causeWords } from '../match/cause-words.js'
import { cache } from '../options.js'
import { safeLine } from '../terminal.js'

export default command({
  name: 'records',
  summary: 'made records that a rule fires on, and that it nearly does',
  usage: 'RULE [--in SOURCE]...',
  about: `Makes the smallest record that fires a rule, for each test that must hold a near miss that fails only that test, and for each exclusion a record that would fire but for it. Prints them a line each, as {"expect": "match" or "no match", "why", "record"}: the form of the files beside the example rules, so they can be kept as tests. Each was tried on the rule. What cannot be made is told on standard error with the reason; ends with 1 when no record that fires could be made.`,
  takes: { least: 1, most: 1 },
  options: {
    in: { type: 'string', multiple: true, value: 'SOURCE', about: 'where to look for the rule; may be repeated' },
    cache,
  },
  examples: [
    ['records my-rules/one.yml > my-rules/one.records.jsonl', 'tests for a rule of your own'],
    ['records "Suspicious Curl" --in sigma', 'by the beginning of its title'],
  ],
  async run([query = ''], { in: sources, cache }) {
    const { entries } = await findRules(query, sources, cache)
    const all = entries.map(({ rule }) => told(rule, synthesise(rule)))
    process.stdout.write(all.map(({ lines }) => lines.map((line) => `${line}\n`).join('')).join(''))
    process.stderr.write(all.map(({ unmade }) => unmade.map((line) => `${line}\n`).join('')).join(''))
    return all.every(({ fires }) => fires) ? 0 : 1
  },
})

function told(rule: Rule, { match, nearMisses, exclusions }: Synthesis) {
  const lines: string[] = []
  const unmade: string[] = []
  const tell = (one: Made | Unmade, expect: 'match' | 'no match', why: string): void => {
    if (one.record) lines.push(JSON.stringify({ expect, why, record: one.record }))
    else unmade.push(`${safeLine(rule.title)}: no record for "${safeLine(why)}": ${causeWords[one.cause]}`)
  }
  tell(match, 'match', 'all that must hold does')
  for (const one of nearMisses) tell(one, 'no match', `fails only: ${one.of.text}`)
  for (const one of exclusions) tell(one, 'no match', `is excluded: ${one.of.text}`)
  return { lines, unmade, fires: match.record !== undefined }
}
