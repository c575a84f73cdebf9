/**
 * Which literals hold a gram at which offset. A bit map in front answers "none" for nearly every gram of a text without
 * touching the lists.
 */
import { type Filter, golden } from './grams.js'

export interface GramEntry {
  readonly gram: number
  /** Index of the literal. */
  readonly literal: number
  /** Of the gram in the literal. */
  readonly offset: number
}

/** Small tables can afford more of them. */
const bitsOf = (entries: number): number => (entries < 4096 ? 64 : 24)

export class GramTable implements Filter {
  readonly size: number
  readonly bits: Int32Array
  readonly shift: number
  /** Entries of bucket b are `heads[b]` to `heads[b + 1]`. */
  readonly heads: Int32Array
  private readonly bucketShift: number
  readonly grams: Int32Array
  readonly literals: Int32Array
  readonly offsets: Int32Array

  constructor(entries: readonly GramEntry[]) {
    this.size = entries.length
    const slots = powerAbove(Math.max(32, entries.length * bitsOf(entries.length)))
    this.shift = 32 - Math.log2(slots)
    this.bits = new Int32Array(slots / 32)
    const buckets = powerAbove(Math.max(2, entries.length))
    this.bucketShift = 32 - Math.log2(buckets)
    const sorted = [...entries].sort((a, b) => this.bucket(a.gram) - this.bucket(b.gram))
    this.heads = new Int32Array(buckets + 1)
    this.grams = Int32Array.from(sorted, ({ gram }) => gram)
    this.literals = Int32Array.from(sorted, ({ literal }) => literal)
    this.offsets = Int32Array.from(sorted, ({ offset }) => offset)
    for (const { gram } of sorted) {
      const slot = Math.imul(gram, golden) >>> this.shift
      this.bits[slot >>> 5] = (this.bits[slot >>> 5] ?? 0) | (1 << (slot & 31))
      const next = this.bucket(gram) + 1
      this.heads[next] = (this.heads[next] ?? 0) + 1
    }
    for (let b = 0; b < buckets; b++) this.heads[b + 1] = (this.heads[b + 1] ?? 0) + (this.heads[b] ?? 0)
  }

  /** False when no literal has the gram. */
  may(gram: number): boolean {
    const slot = Math.imul(gram, golden) >>> this.shift
    return (((this.bits[slot >>> 5] as number) >>> (slot & 31)) & 1) === 1
  }

  bucket(gram: number): number {
    return Math.imul(gram, golden) >>> this.bucketShift
  }
}

const powerAbove = (n: number): number => 2 ** Math.ceil(Math.log2(n))
