/**
 * Text that was put together from stretches of several others, and for each of its characters where it was written: in
 * the rule, or in the definition of a macro that a call put in its place.
 */
import type { Span } from '../../model/rule.js'

/** Something that holds text: the rule, or one call of a macro. */
export interface Frame {
  /** Undefined when the text is no one's to show; what lies in it stands at its call. */
  readonly place: ((from: number, to: number) => Span) | undefined
  readonly call: Stretch | undefined
  /** How many calls lie around. */
  readonly depth: number
}

/** A part of a frame's own text. */
export interface Stretch {
  readonly frame: Frame
  readonly from: number
  readonly to: number
}

interface Segment {
  /** Where it begins in the text that was put together. */
  readonly at: number
  readonly frame: Frame
  /** Where it begins in its frame's text. */
  readonly from: number
}

export class MappedText {
  private readonly pieces: string[] = []
  private readonly segments: Segment[] = []
  length = 0

  get text(): string {
    return this.pieces.join('')
  }

  /** The characters of `text`, which begin at `from` in the frame. */
  add(text: string, frame: Frame, from: number): void {
    if (text === '') return
    const last = this.segments.at(-1)
    if (!last || last.frame !== frame || last.from + (this.length - last.at) !== from)
      this.segments.push({ at: this.length, frame, from })
    this.pieces.push(text)
    this.length += text.length
  }

  /** A part of another text that was put together, its places kept. */
  addPart(text: string, other: MappedText, from: number, to: number): void {
    let at = from
    for (let i = other.indexAt(from); at < to; i++) {
      const segment = other.segments[i]
      if (!segment) return
      const end = Math.min(to, other.segments[i + 1]?.at ?? other.length)
      this.add(text.slice(at, end), segment.frame, segment.from + (at - segment.at))
      at = end
    }
  }

  /** The nearest frame that all of a part has in common, and the part's place in it. */
  stretch(from: number, to: number): Stretch | undefined {
    const first = this.indexAt(from)
    let found: Stretch | undefined
    for (let i = first; i < this.segments.length; i++) {
      const segment = this.segments[i] as Segment
      if (i > first && segment.at >= to) break
      const end = Math.min(to, this.segments[i + 1]?.at ?? this.length)
      const start = Math.max(from, segment.at)
      const base = segment.from - segment.at
      const own = { frame: segment.frame, from: base + start, to: base + Math.max(start, end) }
      found = found ? together(found, own) : own
    }
    return found
  }

  place(from: number, to: number): Span {
    let found = this.stretch(from, to)
    while (found && !found.frame.place) found = found.frame.call
    return found?.frame.place?.(found.from, found.to) ?? { from: 0, to: 0 }
  }

  /** The segment that holds an offset; at the end of the text the last one. */
  private indexAt(offset: number): number {
    let low = 0
    let high = this.segments.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.segments[middle]?.at ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}

function together(a: Stretch, b: Stretch): Stretch {
  let left: Stretch | undefined = a
  let right: Stretch | undefined = b
  while (left && right && left.frame !== right.frame) {
    if (left.frame.depth >= right.frame.depth) left = left.frame.call
    else right = right.frame.call
  }
  if (!left || !right) return a
  return { frame: left.frame, from: Math.min(left.from, right.from), to: Math.max(left.to, right.to) }
}
