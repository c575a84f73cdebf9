/** Finds names for the palette: by parts of words, or of a word that no name holds by words one edit from it. */
import { oneEdit } from '../text/one-edit.js'
import type { NameKind, NamesData } from './search-names.js'

export interface Hit {
  readonly kind: NameKind
  readonly name: string
  readonly about: string
  /** Below the site's root. */
  readonly href: string
}

/** What each file has. The first is loaded when the palette opens, the others, which are longer, with the first letter. */
export const nameFiles = [
  { file: 'names', kinds: ['event', 'technique', 'field'] },
  { file: 'rules', kinds: ['rule'] },
  { file: 'values', kinds: ['value'] },
] as const satisfies readonly { readonly file: string; readonly kinds: readonly NameKind[] }[]

interface Name extends Hit {
  readonly folded: string
}

const mostOf: Readonly<Record<NameKind, number>> = { rule: 8, event: 4, technique: 4, field: 4, value: 4 }
/** Shorter words have too many neighbours. */
const leastForEdits = 4
const mostWords = 8

export function finder(data: NamesData): (query: string) => readonly Hit[] {
  const names = data.flatMap(({ kind, names, hrefs, before, after, about }) =>
    names.map(
      (name, i): Name => ({
        kind,
        name,
        about: about[i] ?? '',
        href: `${before}${hrefs[i] ?? ''}${after}`,
        folded: name.toLowerCase(),
      }),
    ),
  )
  const vocabulary = vocabularyOf(names)
  return (query) => {
    const asked = query.toLowerCase().trim()
    const words = asked.split(/\s+/).filter(Boolean).slice(0, mostWords)
    if (words.length === 0) return []
    const tests = words.map((word) => testOf(word, names, vocabulary))
    const scored: { readonly name: Name; readonly score: number }[] = []
    for (const name of names) {
      let score = 0
      for (const test of tests) {
        const found = test(name.folded)
        score = found === 0 ? Number.NEGATIVE_INFINITY : score + found
      }
      if (score > 0) scored.push({ name, score: score + closeness(name.folded, asked) })
    }
    return chosen(scored)
  }
}

/** Best first, of each kind a few; kinds in the order of their best. */
function chosen(scored: { readonly name: Name; readonly score: number }[]): Hit[] {
  const kinds = new Map<NameKind, Name[]>()
  for (const { name } of scored.sort((a, b) => b.score - a.score)) {
    const list = kinds.get(name.kind)
    if (!list) kinds.set(name.kind, [name])
    else if (list.length < mostOf[name.kind]) list.push(name)
  }
  return [...kinds.values()].flat().map(({ folded: _, ...hit }) => hit)
}

/** How well a word stands in a text, 0 when it does not: at the start of a word, inside one, or nearly. */
function testOf(word: string, names: readonly Name[], vocabulary: () => ReadonlySet<string>): (text: string) => number {
  const plain = (text: string): number => {
    let best = 0
    for (let at = text.indexOf(word); at >= 0 && best < 4; at = text.indexOf(word, at + 1))
      best = Math.max(best, isEdge(text, at) ? (isEdge(text, at + word.length) ? 4 : 3) : 2)
    return best
  }
  if (word.length < leastForEdits || names.some(({ folded }) => folded.includes(word))) return plain
  const near = [...vocabulary()].filter((other) => nearly(word, other))
  return (text) => (near.some((other) => text.includes(other)) ? 1 : 0)
}

/** Every word of every name, made when it is first needed. */
function vocabularyOf(names: readonly Name[]): () => ReadonlySet<string> {
  let made: ReadonlySet<string> | undefined
  return () => {
    made ??= new Set(names.flatMap(({ folded }) => folded.split(/[^\p{L}\p{N}]+/u)))
    return made
  }
}

/** Whether no word goes on across a place. */
const isEdge = (text: string, at: number): boolean => !(isWord(text.charAt(at - 1)) && isWord(text.charAt(at)))
const isWord = (character: string): boolean => /[\p{L}\p{N}]/u.test(character)

/** Whole names before beginnings, and short names before long ones. */
const closeness = (text: string, asked: string): number =>
  (text === asked ? 4 : !text.includes(asked) ? 0 : text.startsWith(asked) ? 2 : 1) +
  asked.length / (text.length + asked.length)

/** Whether a word is one edit from another one or from the beginning of it. */
function nearly(word: string, other: string): boolean {
  if (other.length < word.length - 1 || other.charAt(0) !== word.charAt(0)) return false
  return [-1, 0, 1].some((more) => oneEdit(word, other.slice(0, word.length + more)))
}
