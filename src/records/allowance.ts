/** How much a packed file may unpack to: so much in any case, and above it so many times its size. */
export const freeBytes = 256 * 1024 * 1024
export const timesPacked = 500

/** Counts for one file, through all layers of packing. */
export class Allowance {
  readonly #free: number
  #packed = 0
  #unpacked = 0

  constructor(free = freeBytes) {
    this.#free = free
  }

  read(packed: number): void {
    this.#packed += packed
  }

  /** Every layer counts what it gives. False when it is more than is allowed. */
  give(unpacked: number): boolean {
    this.#unpacked += unpacked
    return this.#unpacked <= Math.max(this.#free, this.#packed * timesPacked)
  }
}
