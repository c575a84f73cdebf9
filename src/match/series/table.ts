import type { Held } from './node.js'

interface Link<State> {
  readonly key: string
  readonly state: State
  older: Link<State> | undefined
  newer: Link<State> | undefined
}

/**
 * State by key with a bound on how many keys there are and how much they weigh together. What had nothing to do with any
 * row for longest goes first: `gone` is told, and may still make use of it.
 */
export class Table<State extends { weight: number }> {
  // A list beside the map, since to find a map's first entry costs the time to step over all that were deleted before it.
  private readonly links = new Map<string, Link<State>>()
  private oldest: Link<State> | undefined
  private newest: Link<State> | undefined
  private weight = 0
  private lost = 0

  constructor(
    private readonly most: { readonly groups: number; readonly records: number },
    private readonly gone: (state: State) => void = () => {},
  ) {}

  get held(): Held {
    return { groups: this.links.size, records: this.weight, evicted: this.lost }
  }

  /** The state of a key, made when there is none, which becomes the one used last. */
  use(key: string, make: () => State): State {
    const known = this.links.get(key)
    if (known) {
      if (known === this.newest) return known.state
      this.unlink(known)
      this.append(known)
      return known.state
    }
    const link: Link<State> = { key, state: make(), older: undefined, newer: undefined }
    this.links.set(key, link)
    this.weight += link.state.weight
    this.append(link)
    this.shrink()
    return link.state
  }

  get(key: string): State | undefined {
    return this.links.get(key)?.state
  }

  /** The weight of a state that is held has changed. */
  weigh(state: State, by: number): void {
    state.weight += by
    this.weight += by
    this.shrink()
  }

  /** Something of a state had to go to make room. */
  lose(): void {
    this.lost++
  }

  /** Takes out, in the order of use, the states for which `over` holds, up to the first for which it does not. */
  expire(over: (state: State) => boolean): void {
    while (this.oldest && over(this.oldest.state)) this.remove(this.oldest)
  }

  /** All states, which are held no longer, the one used last at the end. */
  take(): readonly State[] {
    const all: State[] = []
    for (let link = this.oldest; link; link = link.newer) all.push(link.state)
    this.links.clear()
    this.oldest = undefined
    this.newest = undefined
    this.weight = 0
    return all
  }

  private append(link: Link<State>): void {
    link.older = this.newest
    link.newer = undefined
    if (this.newest) this.newest.newer = link
    else this.oldest = link
    this.newest = link
  }

  private unlink({ older, newer }: Link<State>): void {
    if (older) older.newer = newer
    else this.oldest = newer
    if (newer) newer.older = older
    else this.newest = older
  }

  private remove(link: Link<State>): void {
    this.unlink(link)
    this.links.delete(link.key)
    this.weight -= link.state.weight
  }

  /** The state in use is never the one that goes. */
  private shrink(): void {
    while (this.links.size > 1 && (this.links.size > this.most.groups || this.weight > this.most.records)) {
      const link = this.oldest
      if (!link) return
      this.lost++
      this.remove(link)
      this.gone(link.state)
    }
  }
}
