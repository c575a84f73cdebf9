/** Stages to EQL. */
import type { Field, Filter, Group, Sequence, Shape, Stage, StageId, Step } from '../../model/rule.js'
import { type Refusal, refuse, sayable } from '../refusal.js'
import { quote, quoteName, reserved } from './literals.js'
import { countName } from './pipes.js'
import { printPredicate } from './print-condition.js'

/**
 * A query that reads back to the same stages; or why there is none. Places, the texts of `written`, and `cased` where no
 * texts are compared are not kept. Of sources
 * only the category is part of a query.
 */
export const printEql = (stages: readonly Stage[]): string | Refusal => sayable(() => new Printer(stages).print())

class Printer {
  /** The stages in the order in which a reader makes them: those before this one are printed. */
  private at = 0

  constructor(private readonly stages: readonly Stage[]) {}

  print(): string {
    const first = this.stages.findIndex((stage) => stage.kind === 'sequence')
    const lines = [first < 0 ? this.event() : this.series(this.stages[first] as Sequence, first)]
    while (this.at < this.stages.length) lines.push(`| ${this.pipe()}`)
    return lines.join('\n')
  }

  private next(): Stage {
    const stage = this.stages[this.at++]
    if (!stage) return refuse('a query without events', { span: { from: 0, to: 0 } })
    return stage
  }

  /** `process where condition`. */
  private event(): string {
    const read = this.next()
    if (read.kind !== 'read' || read.source.kind !== 'events') return refuse('a query that begins with no events', read)
    const filter = this.stages[this.at++]
    if (filter?.kind !== 'filter') return refuse('events without a condition', read)
    this.follows(filter)
    const { category } = read.source.written
    return `${category === undefined ? 'any' : printCategory(category)} where ${printPredicate(filter.where)}`
  }

  private follows(stage: { readonly from: StageId; readonly span: Stage['span'] }): void {
    if (stage.from !== this.at - 2) refuse('a stage that does not work on the one before it', stage)
  }

  private series(series: Sequence, id: StageId): string {
    const { steps, ordered, within, until } = series
    const lines = (until ? [...steps, until] : steps).map((step, i) => {
      const text = this.step(step)
      return `  ${i === steps.length ? 'until ' : ''}${text}`
    })
    if (this.at !== id) return refuse('a stage that no step stands on', series)
    this.at++
    if (!ordered && within !== undefined) return refuse('a time for events in any order', series)
    const verb = ordered ? 'sequence' : until ? 'join' : 'sample'
    return [`${verb}${within === undefined ? '' : ` with maxspan=${printSpan(within, series)}`}`, ...lines].join('\n')
  }

  private step(step: Step): string {
    const text = this.event()
    if (step.from !== this.at - 1) return refuse('a step that does not stand on the filter before it', step)
    const by = step.by.length > 0 ? ` by ${printFields(step.by, step)}` : ''
    const runs = step.runs === undefined ? '' : ` with runs=${step.runs}`
    return `${step.absent ? '!' : ''}[${text}]${by}${runs}`
  }

  private pipe(): string {
    const stage = this.next()
    switch (stage.kind) {
      case 'filter':
        this.follows(stage)
        return `filter ${printPredicate(stage.where)}`
      case 'shape':
        this.follows(stage)
        return printShape(stage)
      case 'group':
        this.follows(stage)
        return stage.inline ? this.uniqueCount(stage) : printCount(stage)
      case 'read':
      case 'derive':
      case 'novel':
      case 'join':
      case 'sequence':
      case 'union':
      case 'opaque':
        return refuse(`a stage of the kind "${stage.kind}" after others`, stage)
      default:
        return stage satisfies never
    }
  }

  private uniqueCount(group: Group): string {
    const shape = this.next()
    if (shape.kind !== 'shape' || shape.verb !== 'unique') return refuse('a count beside each event', group)
    this.follows(shape)
    return `unique_${printCount(group)}`
  }
}

const printCategory = (name: string): string =>
  /^[A-Za-z_@]\w*$/.test(name) && !reserved.has(name) && !['join', 'sample', 'sequence'].includes(name)
    ? name
    : quote(name)

function printShape(stage: Shape): string {
  const { verb, fields, limit } = stage
  if ((verb === 'head' || verb === 'tail') && limit !== undefined && fields.length === 0) return `${verb} ${limit}`
  if ((verb === 'sort' || verb === 'unique') && limit === undefined && fields.length > 0)
    return `${verb} ${printFields(fields, stage)}`
  return refuse(`the stage "${verb}"`, stage)
}

function printCount(stage: Group): string {
  const { by, make, within } = stage
  const [only] = make
  const counts = only?.as === countName && only.fn === 'count' && !only.of && !only.where && !only.expr
  if (!counts || make.length > 1 || within !== undefined) return refuse('anything but a count of events', stage)
  return by.length > 0 ? `count ${printFields(by, stage)}` : 'count'
}

const printFields = (fields: readonly Field[], at: Filter | Shape | Group | Step): string =>
  fields
    .map((field) =>
      field.part || field.wild
        ? refuse('a key that is no plain field', at)
        : `${field.optional ? '?' : ''}${quoteName(field.written)}`,
    )
    .join(', ')

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const

function printSpan(millis: number, at: Sequence): string {
  const unit = units.find(([, size]) => millis > 0 && millis % size === 0)
  return unit ? `${millis / unit[1]}${unit[0]}` : refuse('a time that is not whole', at)
}
