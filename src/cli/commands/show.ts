import { existsSync, realpathSync, statSync } from 'node:fs'
import { basename, isAbsolute, relative, sep } from 'node:path'
import type { Catalog, Entry } from '../../catalog/build.js'
import type { RuleView } from '../../catalog/view.js'
import { baseFolder } from '../../node/files.js'
import { nearest } from '../../text/nearest.js'
import { command } from '../command.js'
import { Failure } from '../exit.js'
import { load } from '../load.js'
import { cache, json } from '../options.js'
import { openSources, type Source } from '../sources.js'
import { painter, safeLine, wantsColour } from '../terminal.js'

export default command({
  name: 'show',
  summary: 'one rule, taken apart',
  usage: 'RULE [--in SOURCE]...',
  about: `Prints what the page of a rule shows: its facts, ATT&CK techniques, events, stages as trees of what must and what must not hold, and its indicators and exclusions with the number of rules that hold each. RULE is a file, or the slug, id or title (its beginning is enough) of a rule in the sources. Counts are of the sources: name the corpus with --in to have them of it.`,
  takes: { least: 1, most: 1 },
  options: {
    in: {
      type: 'string',
      multiple: true,
      value: 'SOURCE',
      about: 'where to look for it and to count; may be repeated',
    },
    all: { type: 'boolean', short: 'a', about: 'show long lists whole' },
    json,
    cache,
  },
  examples: [
    ['show my-rules/one.yml', 'a file'],
    ['show my-rules/one.yml --in sigma', 'the same, counted over the fetched Sigma rules'],
    ['show "Suspicious Curl" --in sigma', 'by the beginning of its title'],
    ['show --json win_security_esentutl --in rules/', 'what its page has as rule.json'],
  ],
  async run([query = ''], { in: sources, all, json, cache }) {
    const { catalog, entries } = await find(query, sources, cache)
    const views = entries.map((entry) => catalog.view(entry))
    const text = json ? await asJson(views) : await asText(views, all, catalog.entries.length)
    process.stdout.write(`${text.trimEnd()}\n`)
    return 0
  },
})

interface Shown {
  readonly catalog: Catalog
  readonly entries: readonly Entry[]
}

async function find(query: string, names: readonly string[], cache: string | undefined): Promise<Shown> {
  if (!statSync(query, { throwIfNoEntry: false })?.isFile()) {
    const { catalog } = await load(names, cache)
    return { catalog, entries: [pick(catalog, query)] }
  }
  const inside =
    names.length > 0 && (await openSources(names, cache)).some(({ root }) => pathIn(root, query) !== undefined)
  // Once only: a rule that is in the sources already must not be counted twice.
  const { catalog, sources } = await load(inside ? names : [query, ...names], cache)
  const report = catalog.files.find(({ source, path }) => path === pathIn(rootOf(sources, source), query))
  if (report && report.entries.length > 0) return { catalog, entries: report.entries }
  const [first] = report?.diagnostics ?? []
  throw new Failure(`${query} holds no rule${first ? `: ${first.message}` : ''}`)
}

const rootOf = (sources: readonly Source[], info: object): string =>
  sources.find(({ origin }) => origin === info)?.root ?? ''

/** The path of a file below a source's root; undefined when it lies elsewhere. */
function pathIn(root: string, file: string): string | undefined {
  if (!existsSync(root)) return undefined
  const path = relative(realpathSync(baseFolder(root)), realpathSync(file))
  return path.startsWith('..') || isAbsolute(path) ? undefined : path.split(sep).join('/')
}

/** The rule that a query means; throws a `Failure` that lists what it may have meant. */
function pick(catalog: Catalog, query: string): Entry {
  const found = catalog.find(query) ?? catalog.find(basename(query).replace(/\.ya?ml$/i, ''))
  if (found) return found
  const words = query.toLowerCase()
  const fitting = catalog.entries.filter(({ slug, rule }) =>
    [slug, rule.id, rule.path, rule.title].some((name) => name.toLowerCase().includes(words)),
  )
  const [only] = fitting
  if (only && fitting.length === 1) return only
  if (only) throw new Failure(`"${query}" fits ${fitting.length} rules; name one of them:\n${listOf(fitting)}`)
  const near = nearest(
    query,
    catalog.entries.flatMap(({ slug, rule }) => [slug, rule.title]),
  )
  throw new Failure(`no rule fits "${query}"${near ? `; did you mean "${safeLine(near)}"?` : ''}`)
}

const listed = 10

const listOf = (entries: readonly Entry[]): string =>
  [
    ...entries.slice(0, listed).map(({ slug, rule }) => `  ${safeLine(slug)}  ${safeLine(rule.title)}`),
    ...(entries.length > listed ? [`  and ${entries.length - listed} more`] : []),
  ].join('\n')

async function asText(views: readonly RuleView[], all: boolean, corpus: number): Promise<string> {
  const { anatomy } = await import('../anatomy/anatomy.js')
  const paint = painter(wantsColour(process.stdout))
  const width = Math.min(process.stdout.columns ?? 100, 110)
  return views.map((view) => anatomy(view, { paint, width, all, corpus })).join(`\n\n${'─'.repeat(40)}\n\n`)
}

/** One rule as it is, several as a list. */
async function asJson(views: readonly RuleView[]): Promise<string> {
  const { ruleJson } = await import('../../site/rule-json.js')
  const twins = views.map(ruleJson)
  return JSON.stringify(twins.length === 1 ? twins[0] : twins, null, 2)
}
