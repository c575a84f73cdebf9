/**
 * Near misses: a value that one rule holds and that is one edit from what several rules hold of the same field in the same
 * way. Most such pairs are two different things, as `\csc.exe` and `\scp.exe`, so only edits of which that can hardly be
 * are told. `nearMissSorts` says which, in the words of the page.
 */
import type { Polarity } from '../model/walk.js'
import type { Catalog, Entry } from './build.js'
import type { Tally } from './corpus.js'
import { isPathField } from './field-carriers.js'
import { type Edit, Neighbourhood } from './findings-edit.js'
import { namedElsewhere, type Word, wordsOfValues } from './findings-words.js'
import type { Held, Key } from './indicators.js'
import { isTextual } from './wild.js'

export type NearMissSort = 'separator' | 'folder' | 'mark' | 'misspelt'

export interface NearMiss {
  readonly sort: NearMissSort
  readonly entry: Entry
  readonly held: Held
  /** What several rules hold: a whole value of the same field and kind, or for a misspelt word the word. */
  readonly like: string
  /** The indicator that `like` is the value of; absent when it is a word. */
  readonly likeKey?: Key
  /** How many rules hold it. */
  readonly rules: number
  /** The stretch of the value that differs, and the one of `like`. */
  readonly edit: Edit
  /** For a misspelt word: the word as the rule has it, and where in the value it begins. */
  readonly word?: string
}

/** Held by so many rules, a value is taken for what is meant. */
export const several = 3
/** The same of a word, which says less; and of a word that makes even an edit likely of which different names are made. */
export const severalWords = 5
export const everyone = 50

/** In the order of the catalog, then of the rule's text. */
export function nearMisses(catalog: Catalog): NearMiss[] {
  const finder = new Finder(catalog)
  const found = [...finder.edges(), ...finder.marks(), ...finder.misspelt()]
  const place = new Map(catalog.entries.map((entry, i) => [entry, i]))
  return found.sort(
    (a, b) => (place.get(a.entry) ?? 0) - (place.get(b.entry) ?? 0) || a.held.span.from - b.held.span.from,
  )
}

const isPath = ({ field, modifiers }: Key): boolean => isPathField(field) && modifiers.length === 0

/** A literal value long enough to be compared. */
const isComparable = ({ kind, literal, folded, modifiers }: Key): boolean =>
  isTextual(kind) && literal && modifiers.length === 0 && folded.length >= 5

/** The tally's key with another value. */
const withValue = (key: Key, folded: string): Key => ({
  ...key,
  text: key.text.slice(0, key.text.length - key.folded.length) + folded,
  folded,
})

/** One rule's holding of an indicator. */
interface Place {
  readonly entry: Entry
  readonly held: Held
}

class Finder {
  /** Every comparable indicator of the corpus, with one holder. */
  private readonly tallies = new Map<Tally, Place>()

  constructor(private readonly catalog: Catalog) {
    catalog.entries.forEach((entry, index) => {
      for (const held of catalog.held(entry)) {
        const tally = isComparable(held.key) ? catalog.tally(held.key) : undefined
        // A copy is counted with its original, and is not told beside it.
        if (tally && holders(tally).includes(index) && !this.tallies.has(tally))
          this.tallies.set(tally, { entry, held })
      }
    })
  }

  /** What several rules hold, when none of those is a rule given: a rule that lists both has not mistaken one for the other. */
  private popular(key: Key, near: Tally): Tally | undefined {
    const tally = this.catalog.tally(key)
    if (!tally || reach(tally) < several || reach(tally) <= 2 * reach(near)) return undefined
    const own = new Set(holders(near))
    return holders(tally).some((index) => own.has(index)) ? undefined : tally
  }

  // ---- separator, folder ----

  /** Names without the separator before them, folders without the one after them. */
  *edges(): Generator<NearMiss> {
    for (const [tally, { held }] of this.tallies) {
      const { key } = held
      if (!isPath(key)) continue
      const { kind, folded } = key
      if (kind === 'ends_with' && /^[\p{L}\p{N}][^\\/:*]*$/u.test(folded))
        yield* this.edge(
          'separator',
          tally,
          ['\\', '/'].map((mark) => mark + folded),
        )
      else if ((kind === 'starts_with' || kind === 'contains') && /[\\/][^\\/]*[\p{L}\p{N})]$/u.test(folded))
        yield* this.edge('folder', tally, [folded + (folded.includes('\\') ? '\\' : '/')], 'excluded')
    }
  }

  private *edge(sort: NearMissSort, tally: Tally, texts: readonly string[], polarity?: Polarity): Generator<NearMiss> {
    const likes = texts.flatMap((text) => this.popular(withValue(tally.key, text), tally) ?? [])
    const [like] = likes.sort((a, b) => reach(b) - reach(a))
    if (!like) return
    for (const index of polarity ? tally[polarity] : holders(tally)) {
      const entry = this.catalog.entries[index]
      const held = entry && this.catalog.held(entry).find(({ key }) => key.text === tally.key.text)
      if (entry && held) yield miss(sort, { entry, held }, like)
    }
  }

  // ---- marks ----

  /** One character that is neither letter nor digit too many, too few or another one. */
  *marks(): Generator<NearMiss> {
    const groups = new Map<string, string[]>()
    for (const { key } of this.tallies.keys()) {
      if ((key.kind !== 'eq' && !isPathField(key.field)) || key.folded.length < 8) continue
      const tally = this.catalog.tally(key)
      if (!tally || reach(tally) < several) continue
      const name = heading(key)
      const list = groups.get(name)
      if (list) list.push(key.folded)
      else groups.set(name, [key.folded])
    }
    const near = new Map([...groups].map(([name, texts]) => [name, new Neighbourhood(texts)]))
    for (const [tally, place] of this.tallies) {
      const { key } = place.held
      if (reach(tally) > 1 || key.folded.length < 8) continue
      for (const { text, edit } of near.get(heading(key))?.near(key.folded) ?? []) {
        const like = isMark(key, edit) ? this.popular(withValue(key, text), tally) : undefined
        if (like && this.ofOneProduct(place.entry, like)) yield miss('mark', place, like, edit)
      }
    }
  }

  /** Whether some rule that holds the other is about the same product: `CREATE_ROLE` of one cloud is no `CreateRole` of another. */
  private ofOneProduct({ coverage, rule }: Entry, like: Tally): boolean {
    const products = new Set(coverage.events.map(({ event }) => event.product))
    return holders(like).some((index) => {
      const other = this.catalog.entries[index]
      if (!other) return false
      if (products.size === 0) return other.rule.family === rule.family && other.coverage.events.length === 0
      return other.coverage.events.some(({ event }) => products.has(event.product))
    })
  }

  // ---- misspelt ----

  /** A word that stands nowhere else and is a slip away from one that many know. */
  *misspelt(): Generator<NearMiss> {
    const words = wordsOfValues(this.catalog)
    const known = [...words.values()].filter(({ rules }) => rules >= several)
    const near = new Neighbourhood(known.map(({ text }) => text))
    const slips = [...words.values()].flatMap((word) => {
      if (word.rules > 1 || word.text.length < 5) return []
      const others = near.near(word.text)
      const slip = others.find(({ text, edit }) => this.isSlip(word, words.get(text), edit, others.length))
      const like = slip && words.get(slip.text)
      return slip && like && !this.holds(word.entry, like.text) ? [{ word, like, edit: slip.edit }] : []
    })
    const named = namedElsewhere(this.catalog, new Map(slips.map(({ word }) => [word.text, word.entry])))
    for (const { word, like, edit } of slips)
      if (!named.has(word.text))
        yield {
          sort: 'misspelt',
          entry: word.entry,
          held: word.held,
          like: like.text,
          rules: like.rules,
          edit,
          word: word.text,
        }
  }

  private isSlip(word: Word, like: Word | undefined, edit: Edit, likely: number): boolean {
    if (!like || !isOfLetters(edit) || edit.before === 0 || edit.after === 0) return false
    if (isSwap(edit) || isDoubling(edit, word.text, like.text)) return like.rules >= severalWords
    if (likely > 1) return false
    const key = withValue(word.held.key, word.held.key.folded.replace(word.text, like.text))
    const whole = this.catalog.tally(key)
    if (whole && like.rules >= severalWords) return true
    return like.rules >= everyone && word.text.length >= 7 && (edit.here === '' || edit.there === '')
  }

  private holds(entry: Entry, word: string): boolean {
    return this.catalog.held(entry).some(({ key }) => key.folded.includes(word))
  }
}

const heading = ({ field, kind }: Key): string => `${kind} ${field ?? ''}`

const holders = ({ required, excluded }: Tally): readonly number[] =>
  excluded.length === 0 ? required : required.length === 0 ? excluded : [...required, ...excluded]

const reach = ({ required, excluded }: Tally): number => required.length + excluded.length

const isOfLetters = ({ here, there }: Edit): boolean => /^\p{L}+$/u.test(here + there)

const isSwap = ({ here, there }: Edit): boolean => here.length === 2 && there.length === 2

/** One letter twice that should be there once, or the reverse; a doubled first letter is more often a name. */
function isDoubling({ before, here, there }: Edit, word: string, like: string): boolean {
  if (before < 2 && word[1] === word[0]) return false
  if (here !== '' && there !== '') return false
  const longer = here === '' ? like : word
  return longer[before] === longer[before - 1]
}

/** A star that stands for nothing may end a value; any other mark must stand inside, except of a whole value. */
function isMark({ kind }: Key, { before, after, here, there }: Edit): boolean {
  if (/[\p{L}\p{N}]/u.test(here + there)) return false
  return kind === 'eq' || here === '*' || (before > 0 && after > 0)
}

const miss = (sort: NearMissSort, { entry, held }: Place, { key, ...tally }: Tally, edit?: Edit): NearMiss => ({
  sort,
  entry,
  held,
  like: key.value ?? '',
  likeKey: key,
  rules: tally.required.length + tally.excluded.length,
  edit: edit ?? edgeEdit(held.key.folded, key.folded),
})

/** What stands in the other before or after all of this text. */
const edgeEdit = (here: string, there: string): Edit =>
  there.startsWith(here)
    ? { before: here.length, after: 0, here: '', there: there.slice(here.length) }
    : { before: 0, after: here.length, here: '', there: there.slice(0, there.length - here.length) }
