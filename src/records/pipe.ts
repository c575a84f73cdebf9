/** From bytes of a file to its entries, through what they are packed in. */
import type { Allowance } from './allowance.js'
import type { Batch } from './types.js'

export interface LogBatch extends Batch {
  /** The file inside an archive, whose entries are numbered from 1 again. */
  readonly member?: string
}

/** A generator for each piece, so that what a small piece unpacks to is never held as a whole. */
export interface Pipe {
  push(bytes: Uint8Array): Iterable<LogBatch>
  end(): Iterable<LogBatch>
  /** Whether nothing that comes now can matter. */
  readonly done: boolean
}

export interface Layer {
  /** Layers of packing around what comes. */
  readonly depth: number
  readonly name: string
  readonly member?: string
  readonly allowance: Allowance
}

/** Makes what reads the inside of a layer. */
export type Inner = (layer: Layer) => Pipe
