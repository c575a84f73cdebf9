/** Numbered things that were found true of one record, cleared for the next one at no cost. */
export class Hits {
  /** The numbers found, the first `count` of them. */
  readonly list: Int32Array
  count = 0
  private readonly seen: Uint32Array
  private generation = 1

  constructor(size: number) {
    this.list = new Int32Array(size)
    this.seen = new Uint32Array(size)
  }

  clear(): void {
    this.count = 0
    this.generation++
    if (this.generation <= 0xffff_ffff) return
    this.seen.fill(0)
    this.generation = 1
  }

  add(id: number): void {
    if (this.seen[id] === this.generation) return
    this.seen[id] = this.generation
    this.list[this.count++] = id
  }

  has(id: number): boolean {
    return this.seen[id] === this.generation
  }
}
