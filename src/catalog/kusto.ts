/** Rules in Microsoft's KQL, from the three kinds of files that hold them. */
import { readComments } from '../formats/kusto-comments.js'
import type { MarkdownQuery } from '../formats/kusto-markdown.js'
import { readMarkdown } from '../formats/kusto-markdown.js'
import { titleOfPath } from '../formats/kusto-prose.js'
import type { SentinelRule } from '../formats/kusto-sentinel.js'
import { readSentinelFile } from '../formats/kusto-sentinel.js'
import { readKql } from '../languages/kql/read.js'
import { splitQueries } from '../languages/kql/split.js'
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Rule, Span } from '../model/rule.js'
import type { Fragment } from '../text/fragment.js'
import { plainFragment } from '../text/fragment.js'
import type { YamlFile } from '../text/yaml.js'
import type { ReadFile, Tools } from './families.js'
import { queriesOf } from './kusto-queries.js'
import { distinctTitles, type Named } from './kusto-titles.js'
import { triggerStages } from './kusto-trigger.js'

type Logic = Pick<Rule, 'stages' | 'definitions' | 'diagnostics'>

const nothing: Logic = { stages: [], definitions: [], diagnostics: [] }

function readQuery(source: Fragment, { kql }: Tools): Logic {
  if (kql) return readKql(source, kql)
  return { ...nothing, diagnostics: [diagnose('kusto/no-parser', source.place(0, source.text.length))] }
}

/** What all rules of the family have in common. */
const kustoRule = (rule: Omit<Rule, 'kind' | 'family' | 'inserts' | 'targets'>): Rule => ({
  kind: 'detection',
  family: 'kusto',
  inserts: [],
  targets: [],
  ...rule,
})

/** YAML of Sentinel and Defender; several rules when the file lists several. */
export function readSentinel(path: string, text: string, file: YamlFile, tools: Tools): ReadFile {
  const { rules, diagnostics } = readSentinelFile(path, text, file)
  return { rules: rules.map((rule) => sentinelRule(rule, path, text, tools)), diagnostics, skipped: false }
}

function sentinelRule(rule: SentinelRule, path: string, text: string, tools: Tools): Rule {
  const logic = rule.query ? readQuery(rule.query, tools) : nothing
  return kustoRule({
    id: rule.id,
    title: rule.title,
    language: rule.without === 'built-in' ? 'none' : 'kql',
    path,
    text,
    span: rule.span,
    meta: rule.meta,
    definitions: logic.definitions,
    stages: rule.trigger ? triggerStages(logic.stages, rule.trigger) : logic.stages,
    diagnostics: [...rule.diagnostics, ...logic.diagnostics],
  })
}

/** Pages of hunting queries: a rule for each query of each fence. */
export function readKustoMarkdown(path: string, text: string, tools: Tools): ReadFile {
  const found = readMarkdown(path, text).flatMap((query) => parts(query, text, tools))
  if (found.length === 0) return noQuery(text)
  const titles = distinctTitles(found.map(({ named }) => named))
  const rules = found.map(({ query, body, span, first }, i): Rule => {
    const { page, platform } = query
    const logic = readQuery(plainFragment(text.slice(body.from, body.to), body.from), tools)
    const { meta } = page
    const other = platform ? [{ key: 'platform', text: platform.text, span: platform.span }, ...meta.other] : meta.other
    return kustoRule({
      // An id is of the page; its first query has it.
      id: found.findIndex((one) => one.query.page === page) === i ? (page.id?.text ?? '') : '',
      title: titles[i] ?? page.title,
      language: 'kql',
      path,
      text,
      span: found.length === 1 ? { from: 0, to: text.length } : span,
      meta: { ...meta, other: platform ? other.filter(({ key }, at) => at === 0 || !/^platform$/i.test(key)) : other },
      definitions: logic.definitions,
      stages: logic.stages,
      diagnostics: [...(first ? query.diagnostics : []), ...logic.diagnostics],
    })
  })
  return { rules, diagnostics: [], skipped: false }
}

interface Part {
  readonly query: MarkdownQuery
  readonly body: Span
  readonly span: Span
  readonly first: boolean
  readonly named: Named
}

/** A fence may hold several queries. */
function parts(query: MarkdownQuery, text: string, tools: Tools): Part[] {
  const { body, page, names, span } = query
  const inside = queriesOf(text.slice(body.from, body.to), split(tools))
  const bodies = inside.map((one) => moved(one, body.from))
  return bodies.map((each, i) => ({
    query,
    body: each,
    span: {
      from: i === 0 ? span.from : (bodies[i - 1]?.to ?? span.from),
      to: i === bodies.length - 1 ? span.to : each.to,
    },
    first: i === 0,
    named: { group: page, title: page.title, names },
  }))
}

const moved = ({ from, to }: Span, by: number): Span => ({ from: from + by, to: to + by })

/** How a text of several queries is taken apart; not at all without a parser. */
const split =
  ({ kql }: Tools) =>
  (text: string): readonly Span[] =>
    kql ? splitQueries(text, kql) : [{ from: 0, to: text.length }]

/** Files of queries with comments around them. */
export function readKqlFile(path: string, text: string, tools: Tools): ReadFile {
  const found = queriesOf(text, split(tools))
  if (found.length === 0) return noQuery(text)
  const alone = found.length === 1
  const heads = found.map(({ from, to }, i) => {
    const start = found[i - 1]?.to ?? 0
    const end = found[i + 1]?.from ?? text.length
    const code = from + codeStart(text.slice(from, to))
    return readComments(text, { from: start, to: code }, { from: start, to: i === found.length - 1 ? end : to })
  })
  const fallback = titleOfPath(path)
  const base = alone ? heads[0]?.title || fallback : fallback
  const titles = distinctTitles(
    heads.map(({ title }) => ({ group: path, title: base, names: title && title !== base ? [title] : [] })),
  )
  const rules = found.map(({ from, to }, i): Rule => {
    const { stages, definitions, diagnostics } = readQuery(plainFragment(text.slice(from, to), from), tools)
    const meta = heads[i]?.meta
    if (!meta) throw new Error('a query has a head')
    return kustoRule({
      id: '',
      title: titles[i] ?? base,
      language: 'kql',
      path,
      text,
      span: alone ? { from: 0, to: text.length } : { from: i === 0 ? 0 : (found[i - 1]?.to ?? 0), to },
      meta,
      definitions,
      stages,
      diagnostics,
    })
  })
  return { rules, diagnostics: unread(found, text), skipped: false }
}

/** Where a query's first line begins that is not blank and not a comment. */
const codeStart = (query: string): number =>
  /^(?:[ \t\uFEFF]*(?:\/\/[^\n]*)?(?:\n|\r\n|$))*/.exec(query)?.[0].length ?? 0

/** Text before and between queries that is neither query nor comment. */
function unread(found: readonly Span[], text: string): Diagnostic[] {
  const gaps = [
    ...found.map(({ from }, i) => ({ from: found[i - 1]?.to ?? 0, to: from })),
    { from: found.at(-1)?.to ?? 0, to: text.length },
  ]
  return gaps.flatMap(({ from, to }) => {
    const start = from + codeStart(text.slice(from, to))
    const left = text.slice(start, to).trim()
    return /\w/.test(left) ? [diagnose('kusto/not-a-query', { from: start, to: start + left.length })] : []
  })
}

function noQuery(text: string): ReadFile {
  const end = text.search(/\r?\n|$/)
  const diagnostics: Diagnostic[] = [diagnose('kusto/not-a-rule', { from: 0, to: Math.max(end, 0) })]
  return { rules: [], diagnostics, skipped: true }
}
