import type { FieldRow, Neighbour, RelatedRule, RuleView, StageView, ValueRow } from '../../catalog/view.js'
import { authored } from '../../model/walk.js'
import { familyNames } from '../../site/marks.js'
import { reading } from '../../site/reading.js'
import { stageWords } from '../../site/stage-text.js'
import type { Words } from '../../site/words.js'
import { colourOf } from '../report.js'
import { columns, count, figure, type Paint, safe, safeLine, wrap } from '../terminal.js'
import { type Style, styleFor } from './style.js'
import { drawTree } from './tree.js'

export interface AnatomyOptions {
  readonly paint: Paint
  /** Columns that prose may take. */
  readonly width: number
  /** Shows long lists whole. */
  readonly all: boolean
  /** Rules of the corpus that the counts are of. */
  readonly corpus: number
}

/** A rule taken apart, for the terminal: what its page shows, in the same order. */
export function anatomy(view: RuleView, { paint, width, all, corpus }: AnatomyOptions): string {
  const style = styleFor(view, paint, all)
  const prose = (text: string): string[] => wrap(safe(text.trim()), width, '  ')
  const { meta } = view.rule
  const sections: readonly (readonly [title: string, body: readonly string[]])[] = [
    ['Description', meta.description ? prose(meta.description) : []],
    [`ATT&CK ${view.attackVersion}`, attack(view, paint)],
    ['Events', events(view, paint)],
    ['In words', wrap(inWords(reading(view), paint), width, '  ')],
    ...stages(view, style),
    [`Indicators ${paint.dim(figure(size(view.indicators)))}`, fields(view.indicators, style)],
    [`Exclusions ${paint.dim(figure(size(view.exclusions)))}`, fields(view.exclusions, style)],
    ['False positives', meta.falsepositives.flatMap(prose)],
    ['References', meta.references.map((reference) => `  ${safeLine(reference)}`)],
    ['Related rules', view.related.map((other) => related(other, paint))],
    ['Diagnostics', diagnostics(view, style)],
  ]
  const body = sections.flatMap(([title, lines]) => [
    '',
    paint.bold(title),
    ...(lines.length > 0 ? lines : [paint.dim('  none')]),
  ])
  return [...head(view, corpus, paint), ...body].join('\n')
}

function head(view: RuleView, corpus: number, paint: Paint): string[] {
  const { rule, source } = view
  const { meta } = rule
  const facts = [familyNames[rule.family], meta.level, meta.status, view.extent === 'whole' ? undefined : view.extent]
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['id', rule.id],
    ['file', rule.path],
    ['source', [source.name, source.revision?.slice(0, 12), meta.license ?? source.license].filter(Boolean).join(', ')],
    ['web', view.url],
    ['authors', meta.authors.join(', ')],
    ['counts', corpus === 1 ? 'of this rule alone; name a corpus with --in' : `of ${figure(corpus)} rules`],
    ['dates', [meta.date, meta.modified && `modified ${meta.modified}`].filter(Boolean).join(', ')],
  ]
  return [
    paint.bold(safeLine(rule.title)),
    facts
      .filter(Boolean)
      .map((fact) => safeLine(String(fact)))
      .join(' · '),
    ...columns(rows.filter(([, text]) => text).map(([name, text]) => [paint.dim(name), safeLine(text ?? '')])),
  ]
}

function attack({ attack }: RuleView, paint: Paint): string[] {
  return attack.flatMap(({ id, name, written, techniques }) => [
    `  ${id}  ${name}${written ? paint.dim(`  written ${safeLine(written)}`) : ''}`,
    ...techniques.map((technique) => {
      const notes = [
        technique.inferred && 'inferred',
        technique.elsewhere && 'placed by the rule',
        technique.revoked && `written ${technique.revoked}, since revoked`,
      ]
      return `    ${paint.cyan(technique.id)}  ${technique.name}${paint.dim(
        notes
          .filter(Boolean)
          .map((note) => `  ${note}`)
          .join(''),
      )}`
    }),
  ])
}

function events({ coverage }: RuleView, paint: Paint): string[] {
  return columns(
    coverage.events.map(({ event, role, missing, blind, inferred }) => [
      paint.cyan([event.label, event.id].filter((part) => part !== null).join(' ')),
      event.title,
      blind ? paint.magenta('cannot fire from it') : inferred ? `${role}, inferred` : role,
      missing.length > 0 ? paint.dim(`without ${missing.map(safeLine).join(', ')}`) : '',
    ]),
  )
}

/** The colours are ours, the rest is the rule's. */
const inWords = (words: Words, paint: Paint): string =>
  words
    .map((piece) => {
      if (typeof piece === 'string') return safeLine(piece)
      return 'code' in piece ? paint.cyan(safeLine(piece.code)) : paint.bold(safeLine(piece.strong))
    })
    .join('')

function stages(view: RuleView, style: Style): [string, string[]][] {
  const drawn = view.stages.map((stage): [string, string[]] => [
    stageTitle(stage, style),
    stageLines(stage, view, style),
  ])
  const total = `${count(view.ways, 'way')} to fire, ${count(view.blocks, 'way')} to be stopped, ${count(view.predicates, 'predicate')}`
  return [['Logic', [`  ${total}`]], ...drawn]
}

function stageLines({ predicate, stage: id = -1 }: StageView, view: RuleView, style: Style): string[] {
  const stage = view.rule.stages[id]
  if (predicate) return drawTree(authored(predicate), view.rule, style).map((line) => `  ${line}`)
  return stage ? [`  ${inWords(stageWords(stage, view), style.paint)}`] : []
}

function stageTitle({ index, name, role, ways, span, predicate }: StageView, style: Style): string {
  const { paint } = style
  const colour = role === 'exclusion' ? paint.magenta : paint.dim
  const about = [style.place(span), predicate && role !== 'condition' ? count(ways, 'way') : '']
    .filter(Boolean)
    .join(' · ')
  return `${index}  ${safeLine(name)}  ${role === name ? '' : colour(role)}${paint.dim(`  ${about}`)}`
}

const size = (rows: readonly FieldRow[]): number => rows.reduce((n, { values }) => n + values.length, 0)

const shownRows = 12

function fields(rows: readonly FieldRow[], style: Style): string[] {
  return rows.flatMap(({ field, kind, modifiers, values }) => {
    const shown = style.all ? values : values.slice(0, shownRows)
    const more = values.length - shown.length
    return [
      `  ${style.paint.cyan(safeLine(field ?? 'anywhere'))} ${[kind, ...modifiers].join('|')}`,
      ...columns(
        shown.map((row) => valueCells(row, style)),
        4,
      ),
      ...(more > 0 ? [style.paint.dim(`    and ${figure(more)} more; --all shows them`)] : []),
    ]
  })
}

/** Values beyond this are not padded to, so that one long value does not push the figures of all out of sight. */
const longValue = 60

function valueCells(row: ValueRow, style: Style): string[] {
  const value = row.value === null ? style.paint.dim('absent') : style.value(row.value)
  const figures = [row.count === 1 ? 'only here' : count(row.count, 'rule'), style.place(row.span), ...neighbours(row)]
  const aside = style.paint.dim(figures.join(' · '))
  return (row.value?.length ?? 0) > longValue ? [`${value}  ${aside}`] : [value, aside]
}

function neighbours({ coveredBy, covers, elsewhere }: ValueRow): string[] {
  const best = (label: string, [first, ...others]: readonly Neighbour[]): string[] =>
    first ? [`${label} ${neighbour(first)}${others.length > 0 ? ` and ${others.length} more` : ''}`] : []
  return [...best('covered by', coveredBy), ...best('covers', covers), ...best('also under', elsewhere)]
}

const neighbour = ({ field, kind, value, count: rules }: Neighbour): string =>
  `${safeLine(field ?? 'anywhere')} ${kind} '${safeLine(value ?? '')}' (${figure(rules)})`

function related({ type, direction, id, rule }: RelatedRule, paint: Paint): string {
  const way = direction === 'out' ? type : `${type} of`
  return `  ${paint.dim(safeLine(way))}  ${rule ? safeLine(rule.title) : `${safeLine(id)} ${paint.dim('not in this catalog')}`}`
}

const diagnostics = (view: RuleView, style: Style): string[] =>
  view.diagnostics.map(({ severity, message, code, span }) => {
    const { line, column } = view.lines.at(span.from)
    const place = span.in === undefined ? `${line}:${column}` : style.place(span)
    return `  ${place}: ${colourOf(severity, style.paint)(severity)}: ${safeLine(message)} ${style.paint.dim(`[${code}]`)}`
  })
