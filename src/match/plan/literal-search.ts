/**
 * Which of many literals stand in a text, in one pass: the text is read once, and every fourth group of four characters is
 * looked up among the groups of the literals. A literal of seven characters or more has one of its groups at such a place
 * wherever it stands, since it is known by four groups that follow one another. Shorter ones are known by groups of three
 * at every second place. What stands at the beginning or the end is looked up once.
 *
 * Groups are compared with one bit of case dropped, so a lookup says only "maybe"; the literal itself is then compared.
 */

import { type GramEntry, GramTable, golden } from './gram-table.js'
import type { Hits } from './hits.js'

export interface Literal {
  /** Folded already where the search is not cased. Not empty, and of `shortestInside` units at least where it may stand anywhere. */
  readonly text: string
  /** Where in the text it has to stand; `whole`: it is all of it. */
  readonly at: 'inside' | 'start' | 'end' | 'whole'
  /** What is found when it stands there. */
  readonly id: number
}

const longGram = 4
const longStep = 4
const shortGram = 3
const shortStep = 2
/** What may stand anywhere and is shorter is not looked for, unless it has a character beyond ASCII. */
export const shortestInside = shortGram + shortStep - 1

export const canSearch = (text: string): boolean => text.length >= shortestInside || !isAscii(text)

/** Whether it makes the search of a text slower to look for this one anywhere in it. */
export const isShort = (text: string): boolean => text.length < longGram + longStep - 1 && isAscii(text)
/** Texts that are longer are read as bytes, since turning one into bytes costs as much as reading so many characters. */
const worthEncoding = 160

/** Drops the bit that sets the two cases of ASCII letters apart, and joins a few other characters besides. */
const dim = (code: number): number => code | 0x20

export class LiteralSearch {
  /** The literals' characters one after the other; literal i is `starts[i]` to `starts[i + 1]`. */
  private readonly chars: Uint16Array
  private readonly starts: Int32Array
  private readonly whole: Uint8Array
  private readonly ids: Int32Array
  private readonly long: GramTable
  private readonly short: GramTable
  private readonly starts4: GramTable
  private readonly starts8: GramTable
  private readonly ends4: GramTable
  private readonly ends8: GramTable
  /** Literals that are too short to be looked up by their edges, compared one by one. */
  private readonly tiny: readonly { readonly literal: number; readonly at: Literal['at'] }[]
  /** Literals with characters beyond ASCII, by the first such: only texts that have one are searched for them. */
  private readonly beyond = new Map<number, GramEntry[]>()
  private readonly scans: boolean
  /** Whether a character beyond ASCII kept a comparison from being sure. */
  private doubts = false

  /** `cased`: letters count as they are; else `find` wants a folded text, or one of ASCII only. */
  constructor(
    literals: readonly Literal[],
    private readonly cased: boolean,
  ) {
    this.chars = new Uint16Array(literals.reduce((n, { text }) => n + text.length, 0))
    this.starts = new Int32Array(literals.length + 1)
    this.whole = Uint8Array.from(literals, ({ at }) => (at === 'whole' ? 1 : 0))
    this.ids = Int32Array.from(literals, ({ id }) => id)
    literals.forEach(({ text }, i) => {
      const start = this.starts[i] ?? 0
      for (let c = 0; c < text.length; c++) this.chars[start + c] = text.charCodeAt(c)
      this.starts[i + 1] = start + text.length
    })
    const common = commonness(literals)
    const long: GramEntry[] = []
    const short: GramEntry[] = []
    const edges = { starts4: [], starts8: [], ends4: [], ends8: [] } as Record<Edge, GramEntry[]>
    const tiny: { literal: number; at: Literal['at'] }[] = []
    literals.forEach(({ text, at }, i) => {
      if (text.length < longGram && at !== 'inside') tiny.push({ literal: i, at })
      else if (at !== 'inside') edges[edgeOf(text, at)].push(edgeEntry(text, at, i))
      else if (!isAscii(text)) this.addBeyond(text, i)
      else if (text.length >= longGram + longStep - 1) long.push(...rarest(text, i, common))
      else for (let o = 0; o < shortStep; o++) short.push(entry(text, i, o, shortGram))
    })
    this.long = new GramTable(long)
    this.short = new GramTable(short)
    this.starts4 = new GramTable(edges.starts4)
    this.starts8 = new GramTable(edges.starts8)
    this.ends4 = new GramTable(edges.ends4)
    this.ends8 = new GramTable(edges.ends8)
    this.tiny = tiny
    this.scans = long.length + short.length + this.beyond.size > 0
  }

  /**
   * Adds the ids of the literals that stand in the text. False, and maybe not all added, when the search is not cased and
   * characters beyond ASCII may hide one: then the text has to be folded first, and `folded` said.
   */
  find(text: string, hits: Hits, folded: boolean): boolean {
    const { length } = text
    this.doubts = false
    if (length >= longGram) {
      if (this.scans && !(length > worthEncoding ? this.encoded(text, hits) : this.inside(text, hits))) {
        if (!folded && !this.cased) return false
        this.insideAny(text, hits)
      }
      this.edges(text, hits)
    } else if (!isAscii(text)) {
      if (!folded && !this.cased) return false
      this.insideAny(text, hits)
    }
    for (const { literal, at } of this.tiny) this.findTiny(literal, at, text, hits)
    return folded || this.cased || !this.doubts
  }

  /** False when the text is not of ASCII only, whose characters fit into groups without touching each other. */
  private inside(text: string, hits: Hits): boolean {
    const { bits, shift } = this.long
    const hasShort = this.short.size > 0
    const end = text.length - longGram
    let all = 0
    let before = 0
    let p = 0
    for (; p <= end; p += longStep) {
      const gram =
        text.charCodeAt(p) |
        (text.charCodeAt(p + 1) << 8) |
        (text.charCodeAt(p + 2) << 16) |
        (text.charCodeAt(p + 3) << 24)
      all |= text.charCodeAt(p) | text.charCodeAt(p + 1) | text.charCodeAt(p + 2) | text.charCodeAt(p + 3)
      const dimmed = gram | 0x20202020
      const slot = Math.imul(dimmed, golden) >>> shift
      if ((((bits[slot >>> 5] as number) >>> (slot & 31)) & 1) === 1) this.verify(this.long, dimmed, text, p, hits)
      if (hasShort) {
        this.shortAt(dimmed, before, text, p, hits)
        before = dimmed
      }
    }
    for (let rest = p; rest < text.length; rest++) all |= text.charCodeAt(rest)
    if (all > 127) return false
    if (hasShort) this.shortFrom(p - shortStep, text, hits)
    return true
  }

  /** The same over the text's bytes, which are read four at a time. Pays for texts that are not short. */
  private encoded(text: string, hits: Hits): boolean {
    const { length } = text
    const words = encode(text)
    if (!words) return false
    const { bits, shift } = this.long
    const hasShort = this.short.size > 0
    const last = length >> 2
    let before = 0
    for (let w = 0; w < last; w++) {
      const dimmed = (words[w] as number) | 0x20202020
      const slot = Math.imul(dimmed, golden) >>> shift
      if ((((bits[slot >>> 5] as number) >>> (slot & 31)) & 1) === 1) this.verify(this.long, dimmed, text, w << 2, hits)
      if (hasShort) {
        this.shortAt(dimmed, before, text, w << 2, hits)
        before = dimmed
      }
    }
    if (hasShort) this.shortFrom((last << 2) - shortStep, text, hits)
    return true
  }

  /** Groups of three in the middle of what was read last and at the beginning of what was read now. */
  private shortAt(dimmed: number, before: number, text: string, p: number, hits: Hits): void {
    const { bits, shift } = this.short
    const here = dimmed & 0xffffff
    const one = Math.imul(here, golden) >>> shift
    if ((((bits[one >>> 5] as number) >>> (one & 31)) & 1) === 1) this.verify(this.short, here, text, p, hits)
    if (p === 0) return
    const across = (before >>> 16) | ((dimmed & 0xff) << 16)
    const two = Math.imul(across, golden) >>> shift
    if ((((bits[two >>> 5] as number) >>> (two & 31)) & 1) === 1) this.verify(this.short, across, text, p - 2, hits)
  }

  private insideAny(text: string, hits: Hits): void {
    for (let p = 0; p + longGram <= text.length; p += longStep) {
      const gram = gramAt(text, p, longGram)
      if (this.long.may(gram)) this.verify(this.long, gram, text, p, hits)
    }
    if (this.short.size > 0) this.shortFrom(0, text, hits)
    for (let p = 0; this.beyond.size > 0 && p < text.length; p++) {
      const code = text.charCodeAt(p)
      if (code <= 127) continue
      for (const { literal, offset } of this.beyond.get(code) ?? [])
        if (this.equal(literal, text, p - offset)) hits.add(this.ids[literal] as number)
    }
  }

  private addBeyond(text: string, literal: number): void {
    const offset = [...text].findIndex((char) => !isAscii(char))
    const gram = text.charCodeAt(offset)
    this.beyond.set(gram, [...(this.beyond.get(gram) ?? []), { gram, literal, offset }])
  }

  /** The groups of three at even places from one on. */
  private shortFrom(from: number, text: string, hits: Hits): void {
    for (let p = from; p + shortGram <= text.length; p += shortStep) {
      const gram = gramAt(text, p, shortGram)
      if (this.short.may(gram)) this.verify(this.short, gram, text, p, hits)
    }
  }

  private edges(text: string, hits: Hits): void {
    const { length } = text
    if (this.ends4.size > 0 || this.ends8.size > 0) {
      const gram = this.edgeAt(text, length - 4)
      if (this.ends4.may(gram)) this.verify(this.ends4, gram, text, length - 4, hits)
      if (length >= 8 && this.ends8.size > 0) {
        const both = joined(this.edgeAt(text, length - 8), gram)
        if (this.ends8.may(both)) this.verify(this.ends8, both, text, length - 8, hits)
      }
    }
    if (this.starts4.size > 0 || this.starts8.size > 0) {
      const gram = this.edgeAt(text, 0)
      if (this.starts4.may(gram)) this.verify(this.starts4, gram, text, 0, hits)
      if (length >= 8 && this.starts8.size > 0) {
        const both = joined(gram, this.edgeAt(text, 4))
        if (this.starts8.may(both)) this.verify(this.starts8, both, text, 0, hits)
      }
    }
  }

  /** Four characters at a place as a gram. */
  private edgeAt(text: string, at: number): number {
    const a = text.charCodeAt(at)
    const b = text.charCodeAt(at + 1)
    const c = text.charCodeAt(at + 2)
    const d = text.charCodeAt(at + 3)
    if ((a | b | c | d) > 127) this.doubts = true
    return a | (b << 8) | (c << 16) | (d << 24) | 0x20202020
  }

  private verify(table: GramTable, gram: number, text: string, at: number, hits: Hits): void {
    const bucket = table.bucket(gram)
    const to = table.heads[bucket + 1] as number
    for (let e = table.heads[bucket] as number; e < to; e++) {
      if (table.grams[e] !== gram) continue
      const literal = table.literals[e] as number
      const id = this.ids[literal] as number
      if (!hits.has(id) && this.equal(literal, text, at - (table.offsets[e] as number))) hits.add(id)
    }
  }

  private equal(literal: number, text: string, at: number): boolean {
    const from = this.starts[literal] as number
    const length = (this.starts[literal + 1] as number) - from
    if (this.whole[literal] === 1 && length !== text.length) {
      // Folding may change the length of what is beyond ASCII.
      if (!this.doubts && !isAscii(text)) this.doubts = true
      return false
    }
    if (at < 0 || at + length > text.length) {
      // What is too short may be long enough when it is folded.
      if (!this.doubts && !isAscii(text)) this.doubts = true
      return false
    }
    // From the edge of the text inwards, so that both sides are in step up to a character whose folding has another length.
    const [first, step] = at === 0 ? [0, 1] : [length - 1, -1]
    for (let i = first; i >= 0 && i < length; i += step) {
      const code = text.charCodeAt(at + i)
      const wanted = this.chars[from + i]
      if (code === wanted || (!this.cased && code >= 65 && code <= 90 && code + 32 === wanted)) continue
      if (code > 127) this.doubts = true
      return false
    }
    return true
  }

  private findTiny(literal: number, at: Literal['at'], text: string, hits: Hits): void {
    const length = (this.starts[literal + 1] as number) - (this.starts[literal] as number)
    const last = text.length - length
    if (this.equal(literal, text, at === 'end' ? last : 0)) hits.add(this.ids[literal] as number)
  }
}

function gramAt(text: string, at: number, size: number): number {
  let gram = 0
  for (let i = 0; i < size; i++) gram |= dim(text.charCodeAt(at + i)) << (8 * i)
  return size === shortGram ? gram & 0xffffff : gram
}

const entry = (text: string, literal: number, offset: number, size: number): GramEntry => ({
  gram: gramAt(text, offset, size),
  literal,
  offset,
})

type Edge = 'starts4' | 'starts8' | 'ends4' | 'ends8'

/** Eight characters, where there are so many, since most names of programs have the last four in common. */
const edgeOf = (text: string, at: Literal['at']): Edge =>
  at === 'start' ? (text.length < 8 ? 'starts4' : 'starts8') : text.length < 8 ? 'ends4' : 'ends8'

function edgeEntry(text: string, at: Literal['at'], literal: number): GramEntry {
  const size = text.length < 8 ? 4 : 8
  const offset = at === 'start' ? 0 : text.length - size
  const first = gramAt(text, offset, longGram)
  return { gram: size === 4 ? first : joined(first, gramAt(text, offset + 4, longGram)), literal, offset }
}

/** Two grams as one number. */
const joined = (a: number, b: number): number => Math.imul(a, 0x85ebca6b) ^ b

/** How many literals have each group of four. */
function commonness(literals: readonly Literal[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  for (const { text } of literals)
    for (let o = 0; o + longGram <= text.length; o++) {
      const gram = gramAt(text, o, longGram)
      found.set(gram, (found.get(gram) ?? 0) + 1)
    }
  return found
}

/** The four groups in a row that the fewest literals share: what the literals have in common, texts often have too. */
function rarest(text: string, literal: number, common: ReadonlyMap<number, number>): GramEntry[] {
  let best = { from: 0, cost: Number.POSITIVE_INFINITY }
  for (let from = 0; from + longStep - 1 + longGram <= text.length; from++) {
    let cost = 0
    for (let o = from; o < from + longStep; o++) cost += common.get(gramAt(text, o, longGram)) ?? 0
    if (cost < best.cost) best = { from, cost }
  }
  return Array.from({ length: longStep }, (_, o) => entry(text, literal, best.from + o, longGram))
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}

const encoder = new TextEncoder()
let bytes = new Uint8Array(1 << 16)
let words = new Int32Array(bytes.buffer)

/** The bytes of a text of ASCII, four a number, the first lowest; undefined of any other text. Good until the next call. */
function encode(text: string): Int32Array | undefined {
  if (!isLittleEndian) return undefined
  if (text.length > bytes.length) {
    bytes = new Uint8Array(2 ** Math.ceil(Math.log2(text.length)))
    words = new Int32Array(bytes.buffer)
  }
  const { read, written } = encoder.encodeInto(text, bytes)
  return read === text.length && written === read ? words : undefined
}

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1
