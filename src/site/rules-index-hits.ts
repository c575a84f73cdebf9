import { type Content, html } from './html.js'
import { visible } from './literal.js'
import { type Place, places } from './rules-index-format.js'
import type { Dress, Row } from './rules-index-row.js'
import type { Found, Search } from './rules-index-search.js'

const placeWords: Readonly<Record<Exclude<Place, 'title'>, string>> = {
  value: 'value',
  field: 'field',
  technique: 'technique',
  tag: 'tag',
  id: 'id',
  source: 'source',
  text: 'description',
}
const mostReasons = 3

/** Dresses the line of a rule: words that were asked for are marked, and those that stand elsewhere are named. */
export function dress(search: Search, found: Found, rule: number, row: Row): Dress {
  const asked = found.by.map(({ term }) => found.respelled.find(({ asked }) => asked === term.word)?.used ?? term.word)
  const visible = [row.title, row.logsource, ...row.techniques].join('\n').toLowerCase()
  const reasons = found.by.flatMap(({ term, words }, i) => {
    const word = words[rule] ?? -1
    if (word < 0 || visible.includes(asked[i] ?? '')) return []
    const where = search.where(word, rule) & term.where
    const place = (Object.keys(placeWords) as (keyof typeof placeWords)[]).find((name) => where & places[name])
    return place ? [{ place, word: search.word(word) }] : []
  })
  const unique = reasons.filter((a, i) => reasons.findIndex((b) => b.word === a.word) === i).slice(0, mostReasons)
  return {
    mark: (text) => marked(text, asked),
    why: unique.map(
      ({ place, word }) => html`<span class="why">${placeWords[place]} <code>${marked(word, asked)}</code></span>`,
    ),
  }
}

/** The text with every occurrence of a word marked. */
export function marked(text: string, asked: readonly string[]): Content {
  const lower = text.toLowerCase()
  // Some letters change length with their case; offsets would then point beside the text.
  if (lower.length !== text.length) return visible(text)
  const hit = new Uint8Array(text.length)
  for (const word of asked) {
    if (word === '') continue
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length))
      hit.fill(1, at, at + word.length)
  }
  const parts: Content[] = []
  for (let from = 0; from < text.length; ) {
    let to = from
    while (to < text.length && hit[to] === hit[from]) to++
    const part = visible(text.slice(from, to))
    parts.push(hit[from] === 1 ? html`<mark>${part}</mark>` : part)
    from = to
  }
  return parts
}
