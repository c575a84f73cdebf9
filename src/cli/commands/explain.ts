import { explain } from '../../match/explain/explain.js'
import { flatten } from '../../match/record.js'
import { ruleIn, seeingOf } from '../../match/seen-record.js'
import { createSources, sourceIn } from '../../resolve/record-source.js'
import { command } from '../command.js'
import { UsageError } from '../exit.js'
import { findRules } from '../find-rules.js'
import { explained } from '../match/explained.js'
import { oneRecord } from '../match/first-record.js'
import { cache, json } from '../options.js'
import { painter, wantsColour } from '../terminal.js'

export default command({
  name: 'explain',
  summary: 'why a rule fires on a record, or why not',
  usage: 'RULE RECORD [--in SOURCE]... [--number N]',
  about: `Prints every predicate of a rule with what the record has in its place: whether it passes, fails or cannot be decided, and, where the rule does not fire, the fewest changes of the record that would make it fire, which were tried. RULE is a file, or the slug, id or title (its beginning is enough) of a rule in the sources. RECORD is a log of any format, of which the record with the number of --number is meant, - for standard input, or JSON itself. Fields are found under the names that such records have for them.`,
  takes: { least: 2, most: 2 },
  options: {
    in: { type: 'string', multiple: true, value: 'SOURCE', about: 'where to look for the rule; may be repeated' },
    number: { type: 'string', short: 'n', value: 'N', default: '1', about: 'which record of the log, from 1' },
    json,
    cache,
  },
  examples: [
    ['explain my-rules/one.yml Security.evtx -n 12', 'the twelfth record of an event log'],
    [`explain my-rules/one.yml '{"Image": "C:\\\\cmd.exe"}'`, 'a record that is written out'],
    ['explain "Suspicious Curl" events.ndjson --in sigma', 'by the beginning of its title'],
  ],
  async run([query = '', log = ''], { in: sources, number, json, cache }) {
    if (!/^[1-9]\d{0,9}$/.test(number)) throw new UsageError(`--number cannot be "${number}"; records count from 1`)
    const { entries } = await findRules(query, sources, cache)
    const record = flatten(await oneRecord(log, Number(number)))
    const source = sourceIn(createSources(), record)
    const paint = painter(wantsColour(process.stdout))
    const all = entries.map(({ rule }) => ({
      rule,
      explanation: explain(ruleIn(rule, source), record, { seeing: seeingOf(rule, source) }),
    }))
    const text = json
      ? JSON.stringify(all.length === 1 ? all[0]?.explanation : all.map(({ explanation }) => explanation), null, 2)
      : all.map(({ rule, explanation }) => explained(rule, explanation, paint).join('\n')).join('\n\n')
    process.stdout.write(`${text}\n`)
    return 0
  },
})
