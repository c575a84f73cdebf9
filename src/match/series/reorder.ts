import type { Millis } from '../../model/rule.js'

interface Timed {
  readonly at: Millis
}

/**
 * Hands things on in the order of their times, equal ones as they came. Each waits until one has come that is later by the
 * tolerance. Past the bound the earliest goes on at once.
 */
export class Reorder<T extends Timed> {
  /** A heap: the earliest first. */
  private readonly heap: { readonly item: T; readonly arrival: number }[] = []
  private arrivals = 0
  private latest: Millis = Number.NEGATIVE_INFINITY
  private passed: Millis = Number.NEGATIVE_INFINITY
  /** How many came after later ones had gone on. */
  late = 0

  constructor(
    private readonly tolerance: Millis,
    private readonly most: number,
    private readonly next: (item: T) => void,
  ) {}

  get size(): number {
    return this.heap.length
  }

  push(item: T): void {
    this.latest = Math.max(this.latest, item.at)
    if (item.at < this.passed) {
      this.late++
      this.next(item)
      return
    }
    this.heap.push({ item, arrival: this.arrivals++ })
    this.rise(this.heap.length - 1)
    while (
      this.heap.length > this.most ||
      (this.heap[0]?.item.at ?? Number.POSITIVE_INFINITY) <= this.latest - this.tolerance
    )
      this.release()
  }

  flush(): void {
    while (this.heap.length > 0) this.release()
  }

  private release(): void {
    const [first] = this.heap
    const last = this.heap.pop()
    if (!first || !last) return
    if (this.heap.length > 0) {
      this.heap[0] = last
      this.sink(0)
    }
    this.passed = first.item.at
    this.next(first.item)
  }

  private isBefore(a: number, b: number): boolean {
    const [left, right] = [this.heap[a], this.heap[b]]
    if (!left || !right) return right === undefined
    return left.item.at - right.item.at < 0 || (left.item.at === right.item.at && left.arrival < right.arrival)
  }

  private rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!this.isBefore(at, parent)) return
      this.swap(at, parent)
      at = parent
    }
  }

  private sink(from: number): void {
    for (let at = from; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      const child = right < this.heap.length && this.isBefore(right, left) ? right : left
      if (child >= this.heap.length || !this.isBefore(child, at)) return
      this.swap(at, child)
      at = child
    }
  }

  private swap(a: number, b: number): void {
    const [left, right] = [this.heap[a], this.heap[b]]
    if (!left || !right) return
    this.heap[a] = right
    this.heap[b] = left
  }
}
