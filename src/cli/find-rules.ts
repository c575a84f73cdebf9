/** The rules that a word of the command line means: a file, or the slug, id or title of one in the sources. */
import { existsSync, realpathSync, statSync } from 'node:fs'
import { basename, isAbsolute, relative, sep } from 'node:path'
import type { Catalog, Entry } from '../catalog/build.js'
import { baseFolder } from '../node/files.js'
import { nearest } from '../text/nearest.js'
import { Failure } from './exit.js'
import { load } from './load.js'
import { openSources, type Source } from './sources.js'
import { safeLine } from './terminal.js'

export interface FoundRules {
  readonly catalog: Catalog
  readonly entries: readonly Entry[]
}

/** Throws a `Failure` that says what may have been meant. */
export async function findRules(
  query: string,
  names: readonly string[],
  cache: string | undefined,
): Promise<FoundRules> {
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
