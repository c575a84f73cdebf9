import type { Entry } from '../../catalog/build.js'
import type { Diagnostic } from '../../model/rule.js'
import { keyAt } from '../../search/keys.js'
import { command } from '../command.js'
import { UsageError } from '../exit.js'
import { load } from '../load.js'
import { cache } from '../options.js'
import { colourOf } from '../report.js'
import { columns, count, figure, type Paint, painter, safeLine, wantsColour } from '../terminal.js'

export default command({
  name: 'search',
  summary: 'rules by their words, facts and indicators',
  usage: 'QUERY [SOURCES...] [--limit N] [--format FORMAT]',
  about: `Prints the rules for which every term of a query holds. Plain words are looked for everywhere in a rule, best matches first. A key asks for more: level:high, technique:T1059, event:sysmon/1, title:word; field:Image ends_with:cmd.exe asks for an indicator of that kind with the text in its value, ends_with:="\\cmd.exe" for one with exactly this text, excludes: before it for an exclusion, and not: turns the next term around. docs/search.md has all of it. Ends with 2 when the query has an error.`,
  takes: { least: 1, most: Number.POSITIVE_INFINITY },
  options: {
    format: {
      type: 'string',
      short: 'f',
      choices: ['text', 'jsonl'],
      default: 'text',
      about: 'for people, or a rule a line for programs',
    },
    limit: { type: 'string', short: 'n', value: 'N', default: '50', about: 'print at most so many rules' },
    cache,
  },
  examples: [
    ['search mimikatz sigma', 'rules that have the word'],
    [`search 'field:CommandLine contains:"-enc" level:high' sigma elastic`, 'by what they look for'],
    [`search 'excludes:field:ParentImage technique:T1059' my-rules/`, 'by what they leave out'],
    [`search -f jsonl -n 1000 event:sysmon/1 sigma`, 'for a program'],
  ],
  async run([query = '', ...names], { format, limit, cache }) {
    const most = limitOf(limit)
    const stray = names.find((name) => keyAt(name, 0))
    if (stray) throw new UsageError(`"${stray}" is a part of the query: put the whole query in quotes`)
    const { catalogSearch } = await import('../../site/search-catalog.js')
    const { parse } = await import('../../search/parse.js')
    const paint = painter(wantsColour(process.stderr))
    const errors = parse(query).diagnostics.filter(({ severity }) => severity === 'error')
    for (const one of errors) process.stderr.write(`${told(one, query, paint)}\n`)
    if (errors.length > 0) return 2
    const { catalog } = await load(names, cache)
    const { entries, diagnostics } = catalogSearch(catalog)(query)
    for (const one of diagnostics) process.stderr.write(`${told(one, query, paint)}\n`)
    const shown = entries.slice(0, most)
    if (format === 'jsonl') {
      const { summaryJson } = await import('../../site/search-json.js')
      for (const entry of shown) process.stdout.write(`${JSON.stringify(summaryJson(entry))}\n`)
    } else {
      const text = inText(shown, entries.length, catalog.entries.length, painter(wantsColour(process.stdout)))
      process.stdout.write(`${text}\n`)
    }
    return 0
  },
})

function limitOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`--limit cannot be "${text}"; it is a number from 1 on`)
  return Number(text)
}

function inText(shown: readonly Entry[], found: number, all: number, paint: Paint): string {
  const rows = shown.map(({ rule, slug }) => [
    paint.dim(rule.family),
    rule.meta.level ?? '-',
    safeLine(rule.title),
    paint.dim(safeLine(slug)),
  ])
  const rest = found - shown.length
  const cut = rest > 0 ? `; the first ${figure(shown.length)} are shown, --limit shows more` : ''
  return [...columns(rows, 0), `${figure(found)} of ${count(all, 'rule')}${cut}.`].join('\n')
}

/** What is wrong, and the part of the query that is meant underlined. */
function told({ severity, message, code, span }: Diagnostic, query: string, paint: Paint): string {
  const colour = colourOf(severity, paint)
  const [before, marked] = [safeLine(query.slice(0, span.from)), safeLine(query.slice(span.from, span.to))]
  return [
    `${colour(severity)}: ${safeLine(message)} ${paint.dim(`[${code}]`)}`,
    `  ${safeLine(query)}`,
    `  ${' '.repeat(before.length)}${colour('^'.repeat(Math.max(1, marked.length)))}`,
  ].join('\n')
}
