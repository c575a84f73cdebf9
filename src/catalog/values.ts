import type { Polarity } from '../model/walk.js'
import type { Entry } from './build.js'
import type { Corpus, Tally } from './corpus.js'
import { foldedValue } from './corpus.js'
import type { Key, Kind } from './indicators.js'

/** One value with everything in the catalog that looks for it. */
export interface ValueEntry {
  /** As the first rule that holds it writes it; null: the field is absent. */
  readonly value: string | null
  readonly folded: string
  readonly slug: string
  /** Address below the site's root: `values/<shard>/#v-<slug>`. */
  readonly href: string
  readonly uses: readonly ValueUse[]
}

export interface ValueUse {
  readonly field: string | null
  readonly kind: Kind
  readonly modifiers: readonly string[]
  readonly polarity: Polarity
  readonly rules: readonly Entry[]
  readonly tally: Tally
}

export function* valueEntries(corpus: Corpus, entries: readonly Entry[]): Generator<ValueEntry> {
  for (const [folded, tallies] of corpus.byValue()) {
    const first = tallies[0] as Tally
    const slug = valueSlug(folded)
    yield {
      value: first.key.value,
      folded,
      slug,
      href: hrefOf(slug),
      uses: tallies.flatMap((tally) =>
        (['required', 'excluded'] as const).flatMap((polarity) => {
          const rules = tally[polarity].flatMap((index) => entries[index] ?? [])
          const { field, kind, modifiers } = tally.key
          return rules.length > 0 ? [{ field, kind, modifiers, polarity, rules, tally }] : []
        }),
      ),
    }
  }
}

export const valueHref = (key: Key): string => hrefOf(valueSlug(foldedValue(key)))

const hrefOf = (slug: string): string => `values/${slug.slice(0, 2)}/#v-${slug}`

/** 52 bits of a hash of the text as 13 hex digits, spread evenly, so that the first two make shards of like size. */
export function valueSlug(text: string): string {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 2654435761)
    b = Math.imul(b ^ unit, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (b >>> 0).toString(16).padStart(8, '0') + (a >>> 12).toString(16).padStart(5, '0')
}
