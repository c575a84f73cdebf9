/** The hits of a run, of which only so many are kept: a count for each rule, and the first ones to look at. */
import type { Hit } from '../../../match/runner.js'
import type { Fields } from '../../match-protocol.js'

const mostOfRule = 50
/** Characters of all records that are kept together. */
const mostTogether = 30_000_000
/** Of one value, and fields of one record. */
const longest = 4000
const mostFields = 400

export interface KeptHit {
  readonly verdict: Hit['verdict']
  readonly from: number | undefined
  readonly to: number | undefined
  readonly records: readonly number[]
  readonly fields: Fields
  readonly cut: number
}

export interface RuleHits {
  sure: number
  unsure: number
  from: number | undefined
  to: number | undefined
  readonly kept: KeptHit[]
}

export class KeptHits {
  readonly byRule = new Map<number, RuleHits>()
  /** Hits, and those of them that were kept. */
  total = 0
  kept = 0
  private readonly changed = new Set<number>()
  private room = mostTogether

  add(hit: Hit): void {
    this.total++
    this.changed.add(hit.rule)
    const known = this.byRule.get(hit.rule)
    const hits = known ?? { sure: 0, unsure: 0, from: undefined, to: undefined, kept: [] }
    if (!known) this.byRule.set(hit.rule, hits)
    if (hit.verdict === 'true') hits.sure++
    else hits.unsure++
    if (hit.from !== undefined) hits.from = Math.min(hits.from ?? hit.from, hit.from)
    if (hit.to !== undefined) hits.to = Math.max(hits.to ?? hit.to, hit.to)
    if (hits.kept.length >= mostOfRule || this.room <= 0) return
    const { verdict, from, to, records } = hit
    const { fields, cut, size } = bounded(hit.fields)
    this.room -= size
    this.kept++
    hits.kept.push({ verdict, from, to, records, fields, cut })
  }

  /** The rules that fired since this was last asked. */
  takeChanged(): readonly number[] {
    const changed = [...this.changed]
    this.changed.clear()
    return changed
  }
}

interface Bounded {
  readonly fields: Fields
  readonly cut: number
  readonly size: number
}

function bounded(record: Iterable<readonly [string, readonly (string | number | boolean)[]]>): Bounded {
  const fields: [string, (string | number | boolean)[]][] = []
  const names = new Map<string, number>()
  let size = 0
  let cut = 0
  for (const [name, values] of record) {
    const bare = name.replace(/\s/g, '')
    // Names with blanks stand in a record once more without them.
    if (names.get(bare) === values.length && bare === name) continue
    if (bare !== name) names.set(bare, values.length)
    if (fields.length >= mostFields) {
      cut++
      continue
    }
    const short = values.slice(0, longest).map((value) => {
      if (typeof value !== 'string' || value.length <= longest) return value
      cut++
      return `${value.slice(0, longest)}…`
    })
    for (const value of short) size += typeof value === 'string' ? value.length : 8
    size += name.length + 16
    fields.push([name, short])
  }
  return { fields, cut, size }
}
