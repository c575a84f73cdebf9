import type { Span } from '../model/rule.js'
import type { Words } from './words.js'

/**
 * How a rule decides, as a drawing. An event enters at the left; parts in a row must all let it through, branches
 * side by side are alternatives, a gate stops it. Pure data: `circuit-*.ts` make it from a rule, `circuit.ts` draws it.
 */
export interface Circuit {
  readonly start: Terminal
  readonly body: Part
  readonly end: Terminal
}

export interface Terminal {
  readonly title: string
  readonly note: string
}

export type Part = Series | Parallel | Block | Frame | Gap

export interface Series {
  readonly kind: 'series'
  readonly of: readonly Part[]
}

export interface Parallel {
  readonly kind: 'parallel'
  readonly of: readonly Branch[]
  /** What the branches have in common, above and below them: `DestinationHostname ends_with`, `any of 4`. */
  readonly above?: Words
  readonly below?: string
}

export interface Branch {
  readonly body: Part
  /** The number of ways through the branch: `2 × 5 = 10`. Absent where there is only one by construction. */
  readonly ways?: string
}

export interface Block {
  readonly kind: 'block'
  /** `leaf`: one value, drawn on the wire. `gate`: stops what it describes. `lost`: could not be read. `rest`: stands
   * for branches that are left out. */
  readonly look: 'block' | 'leaf' | 'gate' | 'lost' | 'rest'
  readonly name: Words
  readonly note?: Words
  readonly to?: Target
  readonly span?: Span
  /** 1 for a gate. */
  readonly ways: number
}

/** A named part that is opened. */
export interface Frame {
  readonly kind: 'frame'
  readonly name: Words
  readonly to?: Target
  readonly span?: Span
  readonly body: Part
}

/** Time passes here: `then within 1 m`, `same host.id`. */
export interface Gap {
  readonly kind: 'gap'
  readonly above: Words
  readonly below: Words
}

/** Where a part leads: to a stage of the page, to the place of a span, or to another rule's page. */
export type Target = { readonly stage: number } | { readonly place: Span } | { readonly href: string }

export const series = (parts: readonly Part[]): Part => {
  const flat = parts.flatMap((part) => (part.kind === 'series' ? part.of : [part]))
  return flat.length === 1 && flat[0] ? flat[0] : { kind: 'series', of: flat }
}

/** Ways through a part, as `ways` of the model counts them. */
export function partWays(part: Part): number {
  switch (part.kind) {
    case 'series':
      return part.of.reduce((n, inner) => n * partWays(inner), 1)
    case 'parallel':
      return part.of.reduce((n, branch) => n + partWays(branch.body), 0)
    case 'frame':
      return partWays(part.body)
    case 'block':
      return part.ways
    case 'gap':
      return 1
    default:
      return part satisfies never
  }
}

/** The factors that make up the ways through a part, those that do not change the product left out. */
export function factors(part: Part): readonly number[] {
  switch (part.kind) {
    case 'series':
      return part.of.flatMap(factors)
    case 'frame':
      return factors(part.body)
    case 'parallel':
    case 'block':
    case 'gap': {
      const ways = partWays(part)
      return ways === 1 ? [] : [ways]
    }
    default:
      return part satisfies never
  }
}

/** What fits between the terminals on a wide screen, and on a line of its own, in px. */
export const room = 800
export const lineRoom = 1040

/** Whether all of it stands in one row on a wide screen. */
export const fitsRow = (drawing: Circuit | undefined): boolean => drawing !== undefined && width(drawing.body) <= room

/** Estimated width in px when laid flat; the drawing itself is left to the browser. */
export function width(part: Part): number {
  switch (part.kind) {
    case 'series':
      return part.of.reduce((n, inner) => n + width(inner), 16 * (part.of.length + 1))
    case 'parallel':
      return (
        56 +
        Math.max(
          length(part.above) * 7.5,
          ...part.of.map((branch) => width(branch.body) + (branch.ways?.length ?? 0) * 8),
        )
      )
    case 'frame':
      return 32 + Math.max(length(part.name) * 7.5, width(part.body))
    case 'block':
      if (part.look === 'leaf') return 16 + length(part.name) * 7.6
      return Math.min(
        340,
        Math.max(length(part.name) * 7.6, length(part.note) * 6.6) + (part.look === 'gate' ? 34 : 22),
      )
    case 'gap':
      return 16 + 6.5 * Math.max(14, length(part.above), length(part.below))
    default:
      return part satisfies never
  }
}

const length = (words: Words | undefined): number =>
  (words ?? []).reduce(
    (n, piece) => n + (typeof piece === 'string' ? piece : 'code' in piece ? piece.code : piece.strong).length,
    0,
  )
