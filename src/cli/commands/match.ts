import { writeFileSync } from 'node:fs'
import { severity } from '../../catalog/attack-survey.js'
import { families, type Level, levels } from '../../model/rule.js'
import { command } from '../command.js'
import { type ExitCode, UsageError } from '../exit.js'
import { load } from '../load.js'
import { choose } from '../match/choice.js'
import { complain } from '../match/complain.js'
import { lineOf, runMatch } from '../match/run.js'
import { summary, table } from '../match/table.js'
import { Tally } from '../match/tally.js'
import { cache } from '../options.js'
import { painter, wantsColour } from '../terminal.js'

export default command({
  name: 'match',
  summary: 'which rules fire on logs, and where',
  usage: '[SOURCES...] --logs LOGS [--level LEVEL] [--format FORMAT]',
  about: `Runs the rules of the sources on every record of the logs: EVTX, JSON in any form, CSV, Windows XML, auditd and syslog, as they are or in gz, zip or zst; files, folders, or - for standard input. A rule is tried on records that it is about, whatever family it comes from: an Elastic rule about processes fires on Sysmon's records too. Nothing leaves the machine. Ends with 1 when a rule of the level of --fail-on or a graver one fired, else with 0; what cannot be read of the logs is told on standard error and does not stop it.`,
  takes: { least: 0, most: Number.POSITIVE_INFINITY },
  options: {
    logs: {
      type: 'string',
      short: 'l',
      multiple: true,
      value: 'LOGS',
      about: 'a log, a folder of logs, or - ; may be repeated',
    },
    level: { type: 'string', choices: levels, about: 'only rules of this level or a graver one' },
    status: { type: 'string', multiple: true, value: 'STATUS', about: 'only rules of this status; may be repeated' },
    family: { type: 'string', multiple: true, choices: families, about: 'only rules of this family; may be repeated' },
    format: {
      type: 'string',
      short: 'f',
      choices: ['table', 'jsonl', 'html'],
      default: 'table',
      about: 'a table of rules, a hit a line for programs, or a report to look at',
    },
    out: { type: 'string', short: 'o', value: 'FILE', about: 'write it there' },
    'fail-on': { type: 'string', choices: levels, about: 'end with 1 when such a rule, or a graver one, fired' },
    cache,
  },
  examples: [
    ['match sigma --logs Security.evtx', 'the fetched Sigma rules on an event log'],
    ['match sigma elastic --logs logs/ --level high', 'grave rules of two families on a folder'],
    ['match my-rules/ --logs - -f jsonl < events.ndjson', 'in a pipe'],
    ['match sigma --logs incident/ -f html -o report.html', 'a report with a timeline'],
  ],
  async run(names, given) {
    if (given.logs.length === 0)
      throw new UsageError('match needs --logs LOGS: a file, a folder, or - for standard input')
    const { catalog } = await load(names, given.cache)
    const choice = choose(catalog, {
      level: given.level,
      statuses: given.status,
      families: families.filter((one) => given.family.includes(one)),
    })
    const { entries, unable } = choice
    const tally = new Tally()
    const lines: string[] = []
    const direct = given.format === 'jsonl' && given.out === undefined
    const ran = await runMatch(entries, given.logs, {}, (hit) => {
      tally.add(hit)
      if (direct) process.stdout.write(`${lineOf(hit)}\n`)
      else if (given.format === 'jsonl') lines.push(lineOf(hit))
    })
    const rules = tally.rules()
    const said = summary(rules, entries.length, ran)
    const paint = painter(given.out === undefined && wantsColour(process.stdout))
    if (given.format === 'table') lines.push(...table(rules, paint), ...(rules.length > 0 ? [''] : []), ...said)
    else if (given.format === 'html') {
      const { reportPage } = await import('../match/report.js')
      lines.push(reportPage(rules, entries.length, ran))
    }
    const text = lines.map((line) => `${line}\n`).join('')
    if (given.out !== undefined) writeFileSync(given.out, text)
    else if (!direct) process.stdout.write(text)
    complain(ran, unable)
    if (given.format !== 'table' || given.out !== undefined) process.stderr.write(`${said.join('\n')}\n`)
    return failed(
      given['fail-on'],
      rules.some(({ sure, entry }) => sure > 0 && severity(entry) >= levelRank(given['fail-on'])),
    )
  },
})

const levelRank = (level: Level | undefined): number => (level === undefined ? 0 : levels.indexOf(level))

const failed = (level: Level | undefined, fired: boolean): ExitCode => (level !== undefined && fired ? 1 : 0)
