/**
 * Which of many literals stand in a text, in one pass: the text is read once, and every fourth group of four bytes is looked
 * up among the groups of the literals. A literal of seven units or more has one of its groups at such a place wherever it
 * stands, since it is known by four groups that follow one another. Shorter ones are known by groups of three at every
 * second place. What stands at the beginning or the end is looked up once.
 *
 * A lookup says only "maybe"; the literal itself is then compared.
 */
import { type GramEntry, GramTable } from './gram-table.js'
import { joined, longAt, longGram, scan, shortAt, shortGram } from './grams.js'
import type { Hits } from './hits.js'
import { byteOf, bytesOf, isAscii } from './text-bytes.js'

export interface Literal {
  /** Folded already where the search is not cased. Not empty; where it may stand anywhere, one that `canSearch`. */
  readonly text: string
  /** Where in the text it has to stand; `whole`: it is all of it. */
  readonly at: 'inside' | 'start' | 'end' | 'whole'
  /** What is found when it stands there. */
  readonly id: number
}

const longStep = 4
const shortStep = 2
const shortest = shortGram + shortStep - 1
/** By so many bytes at the most what ends or begins a text is looked up: most names of programs have the last four in common. */
const widest = 8

/** Whether a text that may stand anywhere can be looked for. */
export const canSearch = (text: string): boolean => text.length >= shortest || (text !== '' && !isAscii(text))

/** Whether looking for this one anywhere makes the search of a text slower. */
export const isShort = (text: string): boolean => text.length < longGram + longStep - 1 && isAscii(text)

export class LiteralSearch {
  /** The literals' bytes one after the other; literal i is `starts[i]` to `starts[i + 1]`. */
  private readonly chars: Uint8Array
  private readonly starts: Int32Array
  private readonly whole: Uint8Array
  private readonly ids: Int32Array
  private readonly texts: readonly string[]
  private readonly long: GramTable
  private readonly short: GramTable
  /** Literals that are all of the text, by both its ends and its length. */
  private readonly wholes: GramTable
  private readonly edges: readonly Edge[]
  /** Literals at an edge that are too short to be looked up, compared one by one. */
  private readonly tiny: readonly { readonly literal: number; readonly atEnd: boolean }[]
  /** Literals with units beyond ASCII, by the byte of the first such: only texts that have one are searched for them. */
  private readonly beyond = new Map<number, GramEntry[]>()
  private places = new Int32Array(1 << 10)

  /** `cased`: letters count as they are. */
  constructor(
    literals: readonly Literal[],
    private readonly cased: boolean,
  ) {
    this.texts = literals.map(({ text }) => text)
    this.chars = new Uint8Array(literals.reduce((n, { text }) => n + text.length, 0))
    this.starts = new Int32Array(literals.length + 1)
    this.whole = Uint8Array.from(literals, ({ at }) => (at === 'whole' ? 1 : 0))
    this.ids = Int32Array.from(literals, ({ id }) => id)
    literals.forEach(({ text }, i) => {
      const start = this.starts[i] ?? 0
      for (let c = 0; c < text.length; c++) this.chars[start + c] = byteOf(text.charCodeAt(c))
      this.starts[i + 1] = start + text.length
    })
    const entries = new Entries(this.chars, this.starts)
    const tiny: { literal: number; atEnd: boolean }[] = []
    literals.forEach(({ text, at }, i) => {
      if (at === 'inside' && !isAscii(text)) this.addBeyond(i)
      else if (at === 'inside') entries.inside(i)
      else if (text.length < longGram) tiny.push({ literal: i, atEnd: at !== 'start' })
      else if (at === 'whole') entries.whole(i)
      else entries.atEdge(i, at === 'end')
    })
    this.tiny = tiny
    this.long = new GramTable(entries.long)
    this.short = new GramTable(entries.short)
    this.wholes = new GramTable(entries.wholes)
    this.edges = entries.edges.flatMap(([atEnd, width, found]) =>
      found.length > 0 ? { atEnd, width, table: new GramTable(found) } : [],
    )
  }

  /** Adds the ids of the literals that stand in the text. Answers whether the text is of ASCII only. */
  find(text: string, hits: Hits): boolean {
    const { bytes, words, length, beyond } = bytesOf(text, this.cased)
    if (length >= longGram) {
      if (this.long.size > 0 || this.short.size > 0) this.inside(bytes, words, length, beyond, hits)
      this.atEdges(bytes, length, beyond, hits)
    }
    for (const { literal, atEnd } of this.tiny) {
      const at = atEnd ? length - this.lengthOf(literal) : 0
      if (this.equal(literal, bytes, length, at, beyond)) hits.add(this.ids[literal] as number)
    }
    if (beyond === undefined) return true
    this.findBeyond(bytes, length, beyond, hits)
    return false
  }

  private inside(bytes: Uint8Array, words: Int32Array, length: number, beyond: string | undefined, hits: Hits): void {
    if (length > this.places.length) this.places = new Int32Array(2 ** Math.ceil(Math.log2(length)))
    const { places, long } = this
    const short = this.short.size > 0 ? this.short : undefined
    const found = scan(words, length, long, short, places)
    for (let i = 0; i < found; i++) {
      const place = places[i] as number
      if (place >= 0) this.verify(long, longAt(bytes, place), bytes, length, place, beyond, hits)
      else this.verify(this.short, shortAt(bytes, ~place), bytes, length, ~place, beyond, hits)
    }
    if (!short) return
    // Places that no whole group of four begins at.
    for (let p = (length & ~3) - shortStep; p + shortGram <= length; p += shortStep) {
      const gram = shortAt(bytes, p)
      if (short.may(gram)) this.verify(short, gram, bytes, length, p, beyond, hits)
    }
  }

  private atEdges(bytes: Uint8Array, length: number, beyond: string | undefined, hits: Hits): void {
    if (this.wholes.size > 0) {
      const gram = wholeGram(bytes, 0, length)
      if (this.wholes.may(gram)) this.verify(this.wholes, gram, bytes, length, 0, beyond, hits)
    }
    for (const { atEnd, width, table } of this.edges) {
      if (length < width) continue
      const at = atEnd ? length - width : 0
      const gram = edgeGram(bytes, at, width)
      if (table.may(gram)) this.verify(table, gram, bytes, length, at, beyond, hits)
    }
  }

  private verify(
    table: GramTable,
    gram: number,
    bytes: Uint8Array,
    length: number,
    at: number,
    beyond: string | undefined,
    hits: Hits,
  ): void {
    const bucket = table.bucket(gram)
    const to = table.heads[bucket + 1] as number
    for (let e = table.heads[bucket] as number; e < to; e++) {
      if (table.grams[e] !== gram) continue
      const literal = table.literals[e] as number
      const id = this.ids[literal] as number
      if (!hits.has(id) && this.equal(literal, bytes, length, at - (table.offsets[e] as number), beyond)) hits.add(id)
    }
  }

  private lengthOf(literal: number): number {
    return (this.starts[literal + 1] as number) - (this.starts[literal] as number)
  }

  private equal(literal: number, bytes: Uint8Array, length: number, at: number, beyond: string | undefined): boolean {
    const from = this.starts[literal] as number
    const size = (this.starts[literal + 1] as number) - from
    if (at < 0 || at + size > length || (this.whole[literal] === 1 && size !== length)) return false
    const { chars, cased } = this
    for (let i = size - 1; i >= 0; i--) {
      const byte = bytes[at + i] as number
      const wanted = chars[from + i] as number
      if (byte !== wanted && (cased || byte < 65 || byte > 90 || byte + 32 !== wanted)) return false
    }
    return beyond === undefined || beyond.startsWith(this.texts[literal] as string, at)
  }

  private addBeyond(literal: number): void {
    const from = this.starts[literal] as number
    const first = this.chars.subarray(from, this.starts[literal + 1]).findIndex((byte) => byte > 127)
    const gram = this.chars[from + first] as number
    this.beyond.set(gram, [...(this.beyond.get(gram) ?? []), { gram, literal, offset: first }])
  }

  private findBeyond(bytes: Uint8Array, length: number, text: string, hits: Hits): void {
    for (let p = 0; this.beyond.size > 0 && p < length; p++)
      for (const { literal, offset } of this.beyond.get(bytes[p] as number) ?? [])
        if (this.equal(literal, bytes, length, p - offset, text)) hits.add(this.ids[literal] as number)
  }
}

/** Literals that begin or end a text, by so many of its bytes. */
interface Edge {
  readonly atEnd: boolean
  readonly width: number
  readonly table: GramTable
}

/** Of the first and the last four bytes of a stretch, which may overlap. */
const edgeGram = (bytes: Uint8Array, at: number, width: number): number =>
  joined(longAt(bytes, at), longAt(bytes, at + width - longGram))

const wholeGram = (bytes: Uint8Array, at: number, length: number): number => joined(edgeGram(bytes, at, length), length)

/** Where the groups are collected by which literals are known. */
class Entries {
  readonly long: GramEntry[] = []
  readonly short: GramEntry[] = []
  readonly wholes: GramEntry[] = []
  readonly edges: [atEnd: boolean, width: number, found: GramEntry[]][] = []
  /** How many literals have each group of four. */
  private readonly common = new Map<number, number>()

  constructor(
    private readonly chars: Uint8Array,
    private readonly starts: Int32Array,
  ) {
    for (let i = 0; i + 1 < starts.length; i++)
      for (let p = starts[i] as number; p + longGram <= (starts[i + 1] as number); p++) {
        const gram = longAt(chars, p)
        this.common.set(gram, (this.common.get(gram) ?? 0) + 1)
      }
  }

  inside(literal: number): void {
    const from = this.starts[literal] as number
    const size = (this.starts[literal + 1] as number) - from
    if (size >= longGram + longStep - 1) {
      const first = this.rarest(from, size)
      for (let o = first; o < first + longStep; o++)
        this.long.push({ gram: longAt(this.chars, from + o), literal, offset: o })
    } else
      for (let o = 0; o < shortStep; o++) this.short.push({ gram: shortAt(this.chars, from + o), literal, offset: o })
  }

  whole(literal: number): void {
    const from = this.starts[literal] as number
    const size = (this.starts[literal + 1] as number) - from
    this.wholes.push({ gram: wholeGram(this.chars, from, size), literal, offset: 0 })
  }

  atEdge(literal: number, atEnd: boolean): void {
    const from = this.starts[literal] as number
    const size = (this.starts[literal + 1] as number) - from
    const width = Math.min(size, widest)
    const offset = atEnd ? size - width : 0
    const found = { gram: edgeGram(this.chars, from + offset, width), literal, offset }
    const known = this.edges.find(([end, wide]) => end === atEnd && wide === width)
    if (known) known[2].push(found)
    else this.edges.push([atEnd, width, [found]])
  }

  /** The offset of the four groups in a row that the fewest literals share: what literals have in common, texts have too. */
  private rarest(from: number, size: number): number {
    let best = 0
    let least = Number.POSITIVE_INFINITY
    for (let first = 0; first + longStep - 1 + longGram <= size; first++) {
      let cost = 0
      for (let o = first; o < first + longStep; o++) cost += this.common.get(longAt(this.chars, from + o)) ?? 0
      if (cost < least) [best, least] = [first, cost]
    }
    return best
  }
}
