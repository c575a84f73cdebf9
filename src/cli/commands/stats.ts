import { command } from '../command.js'
import { load } from '../load.js'
import { cache, json } from '../options.js'
import { type Ranking, type Stats, statistics } from '../statistics.js'
import { columns, count, figure, type Paint, painter, safeLine, wantsColour } from '../terminal.js'

export default command({
  name: 'stats',
  summary: 'what is in the rules, in figures',
  usage: '[SOURCES...] [--top N] [--json]',
  about: `Counts rules by family, level, status and how far they were read, and lists the fields, operators, log sources and tactics that most rules use. Without sources it counts the rules that come with the program.`,
  takes: { least: 0, most: Number.POSITIVE_INFINITY },
  options: {
    top: { type: 'string', short: 'n', value: 'N', default: '10', about: 'rows of each list' },
    json,
    cache,
  },
  examples: [
    ['stats sigma', 'the fetched Sigma rules'],
    ['stats --json my-rules/', 'for a program'],
  ],
  async run(names, { top, json, cache }) {
    const { catalog } = await load(names, cache)
    const stats = statistics(catalog, Math.max(1, Number.parseInt(top, 10) || 10))
    const text = json ? JSON.stringify(stats, null, 2) : inText(stats, painter(wantsColour(process.stdout)))
    process.stdout.write(`${text}\n`)
    return 0
  },
})

function inText(stats: Stats, paint: Paint): string {
  const { rules, files } = stats
  const lists: readonly (readonly [string, Ranking])[] = [
    ['Families', stats.families],
    ['Levels', stats.levels],
    ['Statuses', stats.statuses],
    ['Fields', stats.fields],
    ['Operators', stats.operators],
    ['Log sources', stats.logsources],
    ['Tactics', stats.tactics],
  ]
  const total = rules.whole + rules.partial + rules.unread
  return [
    `${paint.bold(count(total, 'rule'))} in ${count(files, 'file')}: ${figure(rules.whole)} whole, ${figure(rules.partial)} partial, ${figure(rules.unread)} unread.`,
    `${count(stats.indicators, 'distinct indicator')}, ${count(stats.exclusions, 'distinct exclusion')}, ${count(stats.events, 'event')}, ${count(stats.techniques, 'technique')}.`,
    ...lists.flatMap(([title, ranking]) => ['', paint.bold(title), ...rankingLines(ranking, paint)]),
  ].join('\n')
}

function rankingLines({ top, more }: Ranking, paint: Paint): string[] {
  const widest = Math.max(0, ...top.map(({ rules }) => figure(rules).length))
  const rows = top.map(({ name, rules }) => [figure(rules).padStart(widest), safeLine(name)])
  return [...columns(rows), ...(more > 0 ? [paint.dim(`  ${' '.repeat(widest)}  and ${figure(more)} more`)] : [])]
}
