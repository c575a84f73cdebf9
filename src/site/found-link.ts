import type { Catalog } from '../catalog/build.js'
import { type Content, type Html, html } from './html.js'
import { narrowed } from './links.js'
import { plural } from './marks.js'
import { catalogSearch } from './search-catalog.js'

interface Asked {
  /** In the language of the search. */
  readonly query: string
  /** What the rules have in common: `12 rules that exclude by it`. */
  readonly words: string
}

/**
 * Links to the search of the rules index, each with the number of rules that it finds there. That number may be another one
 * than the corpus has: a search finds copies of a rule, and the corpus counts them once.
 */
export function foundLinks(catalog: Catalog, root: string, all: readonly Asked[]): Content {
  const links = all.flatMap(({ query, words }): Html[] => {
    const found = catalogSearch(catalog)(query).entries.length
    return found === 0 ? [] : [html`<a href="${root}${narrowed({ q: query })}">${plural(found, 'rule')} ${words}</a>`]
  })
  return links.length > 0 && [' In the rules index: ', links.map((link, i) => [i > 0 && '; ', link]), '.']
}
