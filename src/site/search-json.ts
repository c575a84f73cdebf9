import type { Catalog, Entry } from '../catalog/build.js'
import type { Diagnostic } from '../model/rule.js'
import { catalogSearch } from './search-catalog.js'

/** A rule as one line of an answer; `href` is the address of its page below the site's root. */
export const summaryJson = ({ rule, slug, href, attack, coverage, extent }: Entry): object => ({
  title: rule.title,
  id: rule.id,
  slug,
  href,
  family: rule.family,
  language: rule.language,
  level: rule.meta.level ?? null,
  status: rule.meta.status ?? null,
  techniques: [...new Set(attack.flatMap(({ techniques }) => techniques.map(({ id }) => id)))],
  events: coverage.events.flatMap(({ event, blind }) => (blind ? [] : [event.key])),
  path: rule.path,
  extent,
})

/** What is wrong with a query: `from` and `to` are offsets into it. */
const problemJson = ({ code, severity, message, span }: Diagnostic): object => ({
  code,
  severity,
  message,
  from: span.from,
  to: span.to,
})

const searchLimits = { default: 50, most: 500 }

export interface SearchReply {
  readonly status: 200 | 400
  readonly body: object
}

/** The answer of `/api/search?q=...&limit=...`. */
export function searchReply(catalog: Catalog, q: string | undefined, limit: string | undefined): SearchReply {
  if (q === undefined) return refused('q is missing: what to look for, as /api/search?q=level:high')
  const most = limit === undefined ? searchLimits.default : Number(limit)
  if (!Number.isInteger(most) || most < 1 || most > searchLimits.most)
    return refused(`limit must be a number from 1 to ${searchLimits.most}`)
  const { entries, diagnostics } = catalogSearch(catalog)(q)
  const failed = diagnostics.some(({ severity }) => severity === 'error')
  if (failed)
    return {
      status: 400,
      body: { error: 'the query cannot be answered', query: q, diagnostics: diagnostics.map(problemJson) },
    }
  return {
    status: 200,
    body: {
      query: q,
      total: entries.length,
      of: catalog.entries.length,
      rules: entries.slice(0, most).map(summaryJson),
      diagnostics: diagnostics.map(problemJson),
    },
  }
}

const refused = (error: string): SearchReply => ({ status: 400, body: { error, diagnostics: [] } })
