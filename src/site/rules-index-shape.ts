import type { Definition, Predicate, Rule, Stage, StageId } from '../model/rule.js'

/**
 * The shape of a rule's condition as a short text, the seed of its fingerprint:
 *   `.` a predicate   `!` a gate (not)   `?` unread   `o` another rule's hits   `#` a count over several records
 *   `(..)` in a row: and   `[..]` side by side: or   `<..>` one after the other   `~` left out
 * A fingerprint is a sketch: alternatives are cut to `tracks`, rows to `row`, so the text stays short for any rule.
 */
export type Shape = string

const limits = { row: 5, tracks: 3, innerTracks: 2, depth: 6 }

/** Empty when the rule could not be read. */
export function shapeOf(rule: Rule): Shape {
  return rule.stages.length === 0 ? '' : stageShape(rule, rule.stages.length - 1, limits.depth)
}

/** A stage in a row after what it reads; plain records add nothing to the picture. */
function stageShape(rule: Rule, id: StageId, depth: number): Shape {
  const stage: Stage | undefined = rule.stages[id]
  if (!stage || depth === 0) return ''
  const before = (from: StageId): Shape => stageShape(rule, from, depth - 1)
  switch (stage.kind) {
    case 'read':
      return stage.source.kind === 'events' ? '' : 'o'
    case 'filter':
      return row([before(stage.from), predicateShape(stage.where, rule.definitions, limits.tracks, limits.depth)])
    case 'derive':
    case 'shape':
      return before(stage.from)
    case 'group':
    case 'novel':
      return row([before(stage.from), '#'])
    case 'join':
      return row([before(stage.from), before(stage.other) || 'o'])
    case 'union':
      return alternatives(stage.from.map(before), limits.tracks)
    case 'sequence':
      return `<${clip(stage.steps.map((step) => (step.absent ? '!' : before(step.from) || '.'))).join('')}>`
    case 'opaque':
      return row([...stage.from.map(before), '?'])
    default:
      return stage satisfies never
  }
}

function predicateShape(root: Predicate, definitions: readonly Definition[], tracks: number, depth: number): Shape {
  if (depth === 0) return '.'
  const inner = (predicate: Predicate, width = tracks): Shape =>
    predicateShape(predicate, definitions, width, depth - 1)
  switch (root.kind) {
    case 'and':
      // A row is cut to a handful, so what comes after a generous number of parts cannot show.
      return row(root.of.slice(0, limits.row * 2).map((part) => inner(part)))
    case 'or':
      return root.of.length === 1
        ? row(root.of.map((part) => inner(part)))
        : alternatives(
            root.of.slice(0, tracks).map((part) => inner(part, limits.innerTracks)),
            tracks,
          )
    case 'not':
      return '!'
    case 'use': {
      const definition = definitions[root.of]
      return definition ? predicateShape(definition.predicate, definitions, tracks, depth - 1) : '?'
    }
    case 'indicator': {
      const dots = new Array<Shape>(Math.min(Math.max(root.values.length, 1), limits.row + 1)).fill('.')
      return root.need === 'one' ? alternatives(dots, tracks) : row(dots)
    }
    case 'compare':
      return '.'
    case 'opaque':
      return '?'
    default:
      return root satisfies never
  }
}

/** Parts in a row; a part that is itself a row is laid out in this one. */
function row(parts: readonly Shape[]): Shape {
  const flat = parts.flatMap((part) => (part.startsWith('(') ? split(part) : part === '' ? [] : [part]))
  return flat.length > 1 ? `(${clip(flat).join('')})` : flat.join('')
}

/** Tracks side by side; a track that is itself a fork joins this one. */
function alternatives(parts: readonly Shape[], tracks: number): Shape {
  const flat = parts.flatMap((part) => (part.startsWith('[') ? split(part) : part === '' ? [] : [part]))
  return flat.length > 1 ? `[${flat.slice(0, tracks).join('')}]` : flat.join('')
}

/** The first parts and a gap; a gate is kept, because that a rule excludes something is worth seeing. */
function clip(parts: readonly Shape[]): readonly Shape[] {
  if (parts.length <= limits.row) return parts
  const rest = parts.slice(limits.row - 2)
  return [...parts.slice(0, limits.row - 2), '~', ...(rest.includes('!') ? ['!'] : [])]
}

/** The parts of a bracketed shape. */
export function split(shape: Shape): Shape[] {
  const parts: Shape[] = []
  let depth = 0
  let start = 1
  for (let i = 1; i < shape.length - 1; i++) {
    const c = shape.charAt(i)
    if ('([<'.includes(c)) depth++
    else if (')]>'.includes(c)) depth--
    if (depth === 0) {
      parts.push(shape.slice(start, i + 1))
      start = i + 1
    }
  }
  return parts
}
