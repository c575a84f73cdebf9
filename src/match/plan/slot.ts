/** One place of records that tests look at: a field, something made of it, or the record as a whole. */
import { fold } from '../../text/fold.js'
import { numeric } from '../compare.js'
import type { Scalar } from '../record.js'
import type { Fields, Found } from './fields.js'
import type { Hits } from './hits.js'
import { type Literal, LiteralSearch } from './literal-search.js'
import type { Seat, Seen } from './seen.js'

const none: readonly Scalar[] = []
/** Characters beyond which looking for short texts costs more than it saves. */
const longText = 400

export class Slot {
  /** Uncased and cased literals that are looked for together; filled while the plan is made. */
  readonly literals: Literal[] = []
  readonly cased: Literal[] = []
  /** Tests that hold of one number, and of every text beyond ASCII, where folding cannot tell. */
  readonly numbers = new Map<number, number[]>()
  readonly beyondAscii: number[] = []
  /** How much text was searched, in how many values. */
  private chars = 0
  private texts = 0
  private uncasedSearch: LiteralSearch | undefined
  private casedSearch: LiteralSearch | undefined
  private found: Found
  /** Whether many values can be searched as one text. */
  private joins = false
  private isLoaded = false
  private holdsAnywhere = false
  private foldedValues: readonly string[] | undefined

  constructor(private readonly seat: Seat) {}

  /** Whether it is the record as a whole. */
  get isAnywhere(): boolean {
    return this.seat.names === undefined
  }

  get isSearched(): boolean {
    return this.literals.length + this.cased.length + this.numbers.size > 0
  }

  /** Whether its texts were long on the average. */
  get isLong(): boolean {
    return this.chars > longText * this.texts
  }

  /** The one field whose values these are as they stand, if they are. */
  get name(): string | undefined {
    const { names = [], make, otherwise, below, part } = this.seat
    return names.length === 1 && !make && !otherwise && below === undefined && !part ? names[0] : undefined
  }

  /** Makes the searches of what was added, but for what is not wanted; what stands anywhere is looked for in the same pass. */
  seal(isWanted: (test: number) => boolean, anywhere?: Slot): void {
    const uncased = [...this.literals, ...(anywhere?.literals ?? [])].filter(({ id }) => isWanted(id))
    const cased = [...this.cased, ...(anywhere?.cased ?? [])].filter(({ id }) => isWanted(id))
    this.joins = this.numbers.size === 0 && [...uncased, ...cased].every(isWithinLine)
    this.uncasedSearch = uncased.length > 0 ? new LiteralSearch(uncased, false) : undefined
    this.casedSearch = cased.length > 0 ? new LiteralSearch(cased, true) : undefined
    if (!anywhere || this.holdsAnywhere) return
    this.holdsAnywhere = true
    this.beyondAscii.push(...anywhere.beyondAscii)
    for (const [number, tests] of anywhere.numbers)
      this.numbers.set(number, [...(this.numbers.get(number) ?? []), ...tests])
  }

  /** The values of the record at hand. */
  values(fields: Fields): readonly Scalar[] {
    const found = this.load(fields)
    return found === undefined ? none : typeof found === 'object' ? found : [found]
  }

  /** What was loaded belongs to an earlier record. */
  forget(): void {
    this.isLoaded = false
    this.foldedValues = undefined
  }

  /** The folded texts of the values of the record at hand. */
  folded(values: readonly Scalar[]): readonly string[] {
    this.foldedValues ??= values.map((value) => fold(String(value)))
    return this.foldedValues
  }

  search(fields: Fields, hits: Hits): void {
    const found = this.load(fields)
    if (found === undefined) return
    if (typeof found !== 'object') this.searchOne(found, hits)
    else for (const value of found) this.searchOne(value, hits)
  }

  /** Searches all fields of the record but those whose own slots do. */
  searchOthers(fields: Fields, others: ReadonlySet<string>, hits: Hits): void {
    if (!this.joins) {
      fields.each((name, value) => {
        if (!others.has(name)) this.searchOne(value, hits)
      })
      return
    }
    let all = ''
    fields.each((name, value) => {
      if (others.has(name)) return
      all = all === '' ? String(value) : `${all}\n${value}`
    })
    if (all !== '') this.searchOne(all, hits)
  }

  private load(fields: Fields): Found {
    if (this.isLoaded) return this.found
    this.isLoaded = true
    this.found = partsOf(valuesAt(this.seat, fields), this.seat)
    return this.found
  }

  private searchOne(value: Scalar, hits: Hits): void {
    const text = typeof value === 'string' ? value : String(value)
    this.chars += text.length
    this.texts++
    if (this.uncasedSearch && !this.uncasedSearch.find(text, hits)) for (const test of this.beyondAscii) hits.add(test)
    this.casedSearch?.find(text, hits)
    if (this.numbers.size > 0) this.searchNumber(value, hits)
  }

  private searchNumber(value: Scalar, hits: Hits): void {
    const number = numeric(value)
    const tests = number === undefined ? undefined : this.numbers.get(number)
    if (tests) for (const test of tests) hits.add(test)
  }
}

const partsOf = (found: Found, { part }: Seat): Found =>
  part === undefined || found === undefined ? found : typeof found === 'object' ? found.flatMap(part) : part(found)

/** Whether it cannot be found where two values meet that a line end sets apart. */
const isWithinLine = ({ text, at }: Literal): boolean => at === 'inside' && !text.includes('\n')

function valuesAt(seat: Seat, fields: Fields): Found {
  const found = ownValues(seat, fields)
  const isMissing = found === undefined || (typeof found === 'object' && found.length === 0)
  return isMissing && seat.below !== undefined ? fields.below(seat.below) : found
}

function ownValues({ names, make, otherwise }: Seat, fields: Fields): Found {
  if (names === undefined) return fields.all()
  let found: Found
  for (const name of names) {
    const own = fields.get(name)
    if (own !== undefined && !isEmpty(own)) found = found === undefined ? own : [found, own].flat()
  }
  if (found === undefined) return elsewhere(otherwise, fields)
  if (!make) return found
  const values = typeof found === 'object' ? found.flatMap(make) : make(found)
  return values.length === 0 ? elsewhere(otherwise, fields) : values
}

const isEmpty = (found: Scalar | readonly Scalar[]): boolean => typeof found === 'object' && found.length === 0

function elsewhere(otherwise: Seen | undefined, fields: Fields): Found {
  if (otherwise === undefined) return undefined
  return 'key' in otherwise ? valuesAt(otherwise, fields) : otherwise
}
