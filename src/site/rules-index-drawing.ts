import { type Shape, split } from './rules-index-shape.js'

/** A fingerprint as path data: units are pixels, the wire enters at the left and leaves at the right. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly wires: string
  /** Zero-length strokes; a round line cap makes them dots. */
  readonly dots: string
  readonly gates: string
}

interface Box {
  readonly width: number
  /** Units above and below the wire. */
  readonly above: number
  readonly below: number
  draw(pen: Pen, x: number, y: number, width: number): void
}

interface Pen {
  wires: string
  dots: string
  gates: string
}

const cell = 10
const track = 5
const half = 3

export function drawing(shape: Shape): Drawing {
  const pen: Pen = { wires: '', dots: '', gates: '' }
  const box = layout(shape)
  box.draw(pen, 0, box.above, box.width)
  return { width: box.width, height: box.above + box.below, ...pen }
}

function layout(shape: Shape): Box {
  switch (shape.charAt(0)) {
    case '(':
      return inRow(split(shape).map(layout))
    case '<':
      return inRow(split(shape).flatMap((part, i) => (i === 0 ? [layout(part)] : [arrow, layout(part)])))
    case '[':
      return sideBySide(split(shape).map(layout))
    case '!':
      return mark((pen, x, y) => {
        pen.gates += `M${n(x - 2.5)} ${n(y + 3)}l5-6`
      })
    case '~':
      return gap
    case '?':
      return mark((pen, x, y) => {
        pen.gates += `M${n(x - 2.5)} ${n(y - 2.5)}h5v5h-5z`
      })
    case 'o':
      return mark((pen, x, y) => {
        pen.wires += `M${n(x - 2)} ${n(y - half)}h4v6h-4z`
      })
    case '#':
      return mark((pen, x, y) => {
        pen.wires += `M${n(x - 1.5)} ${n(y - half)}v6m3 0v-6`
      })
    default:
      return mark((pen, x, y) => {
        pen.dots += `M${n(x)} ${n(y)}h0`
      })
  }
}

/** A wire through its middle mark. */
const mark = (put: (pen: Pen, x: number, y: number) => void): Box => ({
  width: cell,
  above: half,
  below: half,
  draw(pen, x, y, width) {
    pen.wires += `M${n(x)} ${n(y)}h${n(width)}`
    put(pen, x + width / 2, y)
  },
})

const gap: Box = {
  width: 8,
  above: half,
  below: half,
  draw(pen, x, y) {
    pen.wires += `M${n(x)} ${n(y)}h1m2 0h2m2 0h1`
  },
}

const arrow: Box = {
  width: 4,
  above: half,
  below: half,
  draw(pen, x, y, width) {
    pen.wires += `M${n(x)} ${n(y)}h${n(width)}m-3-2l2 2-2 2`
  },
}

function inRow(parts: readonly Box[]): Box {
  const width = parts.reduce((sum, part) => sum + part.width, 0)
  return {
    width,
    above: Math.max(half, ...parts.map((part) => part.above)),
    below: Math.max(half, ...parts.map((part) => part.below)),
    draw(pen, x, y, wide) {
      let at = x
      for (const [i, part] of parts.entries()) {
        const share = i === parts.length - 1 ? x + wide - at : (part.width / width) * wide
        part.draw(pen, at, y, share)
        at += share
      }
    },
  }
}

/** Tracks between two upright wires, centred on the wire that carries them. */
function sideBySide(parts: readonly Box[]): Box {
  const inner = Math.max(...parts.map((part) => part.width))
  const middles: number[] = []
  let height = 0
  for (const [i, part] of parts.entries()) {
    const before = parts[i - 1]
    height += before ? Math.max(track, before.below + part.above - 1) : part.above
    middles.push(height)
  }
  height += parts.at(-1)?.below ?? 0
  const top = (middles[0] ?? 0) - height / 2
  const bottom = (middles.at(-1) ?? 0) - height / 2
  return {
    width: inner + 4,
    above: height / 2,
    below: height / 2,
    draw(pen, x, y, width) {
      pen.wires += `M${n(x)} ${n(y)}h2m${n(width - 4)} 0h2M${n(x + 2)} ${n(y + top)}v${n(bottom - top)}`
      pen.wires += `M${n(x + width - 2)} ${n(y + top)}v${n(bottom - top)}`
      for (const [i, part] of parts.entries()) part.draw(pen, x + 2, y + (middles[i] ?? 0) - height / 2, width - 4)
    },
  }
}

/** At most one decimal, as short as it gets. */
const n = (value: number): string => String(Math.round(value * 10) / 10)
