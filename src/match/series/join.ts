/** Rows of two stages beside each other. Each side is kept until the other has come. */
import type { Field, Join, StageId } from '../../model/rule.js'
import { scalarsOf, unknown } from '../functions/datum.js'
import type { Scalar } from '../record.js'
import { fieldsOf } from '../row.js'
import type { Held, Node, Workplace } from './node.js'
import { joinRecords, keysOf, type Row, worse } from './row.js'

interface Kept {
  readonly row: Row
  readonly keys: readonly string[]
  /** What is known of its having a partner. */
  partner: Row['verdict'] | 'false'
}

/**
 * When `other` is whole before the first record comes, as a list is, every row is answered at once; else `inner` and
 * `semi` answer when both rows have come, and the rest, which needs that none comes, at the end.
 */
export class Joined implements Node {
  private readonly left: Side
  private readonly right: Side
  /** No further row of `other` comes. */
  private complete = false

  /** `lost`: of whose fields nobody knows in a row beside which a list that is not here would stand. */
  constructor(
    private readonly join: Join,
    private readonly place: Workplace,
    private readonly lost: readonly (StageId | '*')[],
  ) {
    const { records } = place.settings
    const isTest = join.how === 'semi' || join.how === 'anti'
    this.left = new Side(records, isTest ? records : mostPartners)
    this.right = new Side(records, isTest ? 1 : mostPartners)
  }

  get held(): Held {
    return {
      groups: 0,
      records: this.left.size + this.right.size,
      evicted: this.left.evicted + this.right.evicted,
    }
  }

  take(row: Row, from: StageId): boolean {
    if (row.quiet) return true
    const isLeft = from === this.join.from
    if (isLeft && this.lost.length > 0) return this.guess(row)
    const kept: Kept = { row, keys: this.keysFor(row, isLeft ? 0 : 1), partner: 'false' }
    const others = (isLeft ? this.right : this.left).with(kept.keys)
    let through = !isLeft || !this.complete
    for (const other of others) {
      const [mine, theirs] = isLeft ? [kept, other] : [other, kept]
      through = this.match(mine, theirs) || through
    }
    if (!isLeft) this.right.keep(kept)
    else if (this.complete) through = this.answer(kept) || through
    else this.left.keep(kept)
    return through
  }

  private match(mine: Kept, theirs: Kept): boolean {
    const isNew = mine.partner !== 'true' && theirs.row.verdict === 'true'
    mine.partner = mine.partner === 'true' ? 'true' : theirs.row.verdict
    theirs.partner = theirs.partner === 'true' ? 'true' : mine.row.verdict
    switch (this.join.how) {
      case 'anti':
        if (isNew) this.left.forget(mine)
        return false
      case 'semi':
        // An unsure partner is told of at the end, when there is no better one.
        if (isNew) this.left.forget(mine)
        return isNew && this.place.emit(mine.row)
      case 'inner':
      case 'left':
      case 'right':
      case 'full':
        return this.place.emit(this.beside(mine.row, theirs.row))
      default:
        return this.join.how satisfies never
    }
  }

  /** What is known of a row of `from` when all of `other` have come. */
  private answer({ row, partner }: Kept): boolean {
    const doubt = (): boolean => this.place.emit({ ...row, verdict: 'unsure' })
    const isForgotten = this.right.evicted > 0
    switch (this.join.how) {
      case 'inner':
      case 'right':
        return false
      case 'semi':
        return partner === 'unsure' && doubt()
      case 'anti':
        if (partner === 'true') return false
        return partner === 'unsure' || isForgotten ? doubt() : this.place.emit(row)
      case 'left':
      case 'full':
        if (partner === 'true') return false
        return partner === 'unsure' || isForgotten ? doubt() : this.place.emit(row)
      default:
        return this.join.how satisfies never
    }
  }

  /** Of a list that is not here it is unsure what it would add and whether it has a partner. */
  private guess(row: Row): boolean {
    const { how } = this.join
    const lost = new Set([...row.lost, ...this.lost])
    const isSure = how === 'left' || how === 'full'
    return this.place.emit({ ...row, lost, verdict: isSure ? row.verdict : 'unsure' })
  }

  /** Of these stages all rows have come. */
  settleLists(lists: ReadonlySet<StageId>): void {
    this.complete ||= lists.has(this.join.other)
  }

  end(): void {
    this.complete = true
    for (const kept of this.left.take()) this.answer(kept)
    if (this.join.how !== 'right' && this.join.how !== 'full') return
    for (const { row, partner } of this.right.take()) if (partner !== 'true') this.place.emit(row)
  }

  private keysFor(row: Row, side: 0 | 1): readonly string[] {
    const folded = this.place.language === 'spl'
    return this.join.on.flatMap((pairs, list) =>
      keysOf(
        row,
        pairs.map((pair): Field => pair[side]),
        { folded },
      )
        .filter((key) => !key.unknown)
        .map(({ text }) => `${list}\u0001${text}`),
    )
  }

  /** Equal names: in KQL the partner's get a `1`, elsewhere they take the place of the row's own. */
  private beside(row: Row, other: Row): Row {
    const record = new Map<string, readonly Scalar[]>(row.record)
    const made = new Map(row.made)
    const isTaken = (name: string): boolean => row.record.has(name) || row.made.get(name) !== undefined
    for (const [name, value] of fieldsOf(other)) {
      const as = this.place.language === 'kql' && isTaken(name) ? `${name}1` : name
      made.set(as, value)
      if (value !== unknown) record.set(as, scalarsOf(value))
    }
    return {
      ...row,
      record,
      made,
      lost: new Set([...row.lost, ...other.lost]),
      verdict: worse(row.verdict, other.verdict),
      at: Math.max(row.at, other.at),
      from: Math.min(row.from, other.from),
      records: joinRecords(row.records, other.records),
      order: this.place.next(),
    }
  }
}

/** How many rows of one key a row is put beside. */
const mostPartners = 1000

/** The rows of a side by their keys, the oldest forgotten when there are too many. */
class Side {
  private readonly rows = new Set<Kept>()
  /** All rows as they came, those among them that went since; the first to go is at `head`. */
  private queue: Kept[] = []
  private head = 0
  private readonly byKey = new Map<string, Set<Kept>>()
  evicted = 0

  constructor(
    private readonly most: number,
    private readonly mostOfKey: number,
  ) {}

  get size(): number {
    return this.rows.size
  }

  with(keys: readonly string[]): readonly Kept[] {
    const [first, ...others] = keys
    if (first === undefined) return []
    if (others.length === 0) return [...(this.byKey.get(first) ?? [])]
    return [...new Set(keys.flatMap((key) => [...(this.byKey.get(key) ?? [])]))]
  }

  keep(kept: Kept): void {
    this.rows.add(kept)
    for (const key of kept.keys) {
      const list = this.byKey.get(key) ?? new Set()
      this.byKey.set(key, list.add(kept))
      if (list.size > this.mostOfKey) this.dropOne(list)
    }
    this.queue.push(kept)
    while (this.rows.size > this.most) this.dropOldest()
  }

  private dropOldest(): void {
    const oldest = this.queue[this.head++]
    if (oldest && this.rows.has(oldest)) {
      this.forget(oldest)
      this.evicted++
    }
    if (this.head * 2 < this.queue.length) return
    this.queue = this.queue.slice(this.head)
    this.head = 0
  }

  /** Where one row is enough, a sure one stays; else the oldest goes, and is missed. */
  private dropOne(list: ReadonlySet<Kept>): void {
    const [oldest, second] = list
    if (!oldest || !second) return
    const worst = this.mostOfKey === 1 && second.row.verdict === 'unsure' ? second : oldest
    this.forget(worst)
    if (this.mostOfKey > 1) this.evicted++
  }

  forget(kept: Kept): void {
    this.rows.delete(kept)
    for (const key of kept.keys) {
      const list = this.byKey.get(key)
      list?.delete(kept)
      if (list?.size === 0) this.byKey.delete(key)
    }
  }

  take(): readonly Kept[] {
    const all = [...this.rows]
    this.rows.clear()
    this.byKey.clear()
    this.queue = []
    this.head = 0
    return all
  }
}
