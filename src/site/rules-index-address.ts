import { type FacetName, facetNames } from './rules-index-format.js'

export const sorts = ['match', 'level', 'newest', 'ways'] as const
export type Sort = (typeof sorts)[number]

/** What a reader asked of the index. Values of one facet are alternatives; facets must all hold. */
export interface Choice {
  readonly q: string
  readonly sort: Sort
  readonly facets: Readonly<Partial<Record<FacetName, readonly string[]>>>
}

export const everything: Choice = { q: '', sort: 'match', facets: {} }

/** `?q=tunnel&level=high,critical`; empty for a choice of everything. */
export function toAddress(choice: Choice): string {
  const parts: string[] = []
  if (choice.q !== '') parts.push(`q=${encode(choice.q)}`)
  for (const name of facetNames) {
    const keys = choice.facets[name]
    if (keys && keys.length > 0) parts.push(`${name}=${keys.map(encode).join(',')}`)
  }
  if (choice.sort !== 'match') parts.push(`sort=${choice.sort}`)
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}

/** Reads any query string; what it does not know, it leaves out. */
export function fromAddress(search: string): Choice {
  let q = ''
  let sort: Sort = 'match'
  const facets: Partial<Record<FacetName, readonly string[]>> = {}
  for (const pair of search.replace(/^\?/, '').split('&')) {
    const at = pair.indexOf('=')
    if (at < 0) continue
    const name = pair.slice(0, at)
    const value = pair.slice(at + 1)
    const facet = facetNames.find((known) => known === name)
    if (name === 'q') q = decode(value)
    else if (name === 'sort') sort = sorts.find((known) => known === value) ?? sort
    else if (facet) {
      const keys = value.split(',').filter(Boolean).map(decode)
      if (keys.length > 0) facets[facet] = [...new Set(keys)]
    }
  }
  return { q, sort, facets }
}

// A lone surrogate has no bytes to encode; browsers write the apostrophe as %27.
const encode = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
    .replace(/%20/g, '+')
    .replaceAll("'", '%27')

function decode(text: string): string {
  const spaced = text.replace(/\+/g, ' ')
  try {
    return decodeURIComponent(spaced)
  } catch (error) {
    // Typed by hand or cut off: a stray % stands for itself.
    if (error instanceof URIError) return spaced
    throw error
  }
}
