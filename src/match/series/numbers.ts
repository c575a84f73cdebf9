/** Numbers and order among the values of records. */
import { numeric } from '../compare.js'
import type { Scalar } from '../record.js'

/** Numbers by size and before texts, texts by their units: so times as ISO 8601 are in order too. */
export function compareScalars(a: Scalar, b: Scalar): number {
  const [left, right] = [numeric(a), numeric(b)]
  if (left !== undefined && right !== undefined) return left - right
  if (left !== undefined) return -1
  if (right !== undefined) return 1
  const [x, y] = [String(a), String(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

/** Numbers in order, with room for equal ones. Adding and taking out cost the time to move what stands behind. */
export class Sorted {
  readonly values: number[] = []

  add(value: number): void {
    this.values.splice(this.place(value), 0, value)
  }

  remove(value: number): void {
    this.values.splice(this.place(value), 1)
  }

  /** The first place whose number is not smaller. */
  private place(value: number): number {
    let [low, high] = [0, this.values.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.values[middle] ?? 0) < value) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The smallest value that at least so much of a hundred of them reach, itself among them. */
  percentile(share: number): number | undefined {
    return this.values[Math.max(0, Math.ceil((share / 100) * this.values.length) - 1)]
  }

  /** The middle one, or what is halfway between the two in the middle. */
  median(): number | undefined {
    const { length } = this.values
    const [low, high] = [this.values[(length - 1) >> 1], this.values[length >> 1]]
    return low === undefined || high === undefined ? undefined : (low + high) / 2
  }
}
