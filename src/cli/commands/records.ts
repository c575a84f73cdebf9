import { causeWords } from '../../match/cause-words.js'
import { recordLines } from '../../match/synthesis/lines.js'
import { command } from '../command.js'
import type { ExitCode } from '../exit.js'
import { findRules } from '../find-rules.js'
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
    let ends: ExitCode = 0
    for (const { rule } of entries) {
      const { lines, unmade, fires } = recordLines(rule)
      process.stdout.write(lines.map((line) => `${line}\n`).join(''))
      const title = safeLine(rule.title)
      process.stderr.write(
        unmade.map(({ why, cause }) => `${title}: no record for "${safeLine(why)}": ${causeWords[cause]}\n`).join(''),
      )
      if (!fires) ends = 1
    }
    return ends
  },
})
