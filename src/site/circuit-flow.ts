import type { RuleView } from '../catalog/view.js'
import type {
  Expr,
  FieldValue,
  Filter,
  Group,
  Join,
  Novel,
  Predicate,
  Read,
  Rule,
  Sequence,
  Span,
  Stage,
  StageId,
  Step,
  Union,
} from '../model/rule.js'
import { authored } from '../model/walk.js'
import { draw, parallel, type StageOf, waysText } from './circuit-draw.js'
import {
  type Block,
  type Circuit,
  type Gap,
  type Part,
  partWays,
  room,
  series,
  type Terminal,
} from './circuit-model.js'
import { ruleNamed, sameKey, seenRule, thresholdWords } from './correlation-text.js'
import { duration } from './durations.js'
import { eventName, isNumbered, primaryEvents } from './event-text.js'
import { figure } from './marks.js'
import { inCode, list, shorten, type Words } from './words.js'

/** The whole rule as one circuit; undefined when nothing of it could be read. */
export function circuit(view: RuleView): Circuit | undefined {
  const { stages } = view.rule
  if (stages.length === 0) return undefined
  const body = series(flow(stages.length - 1, view))
  return {
    start: startOf(view),
    body,
    end: { title: view.rule.kind === 'filter' ? 'kept' : 'fires', note: endNote(body, view) },
  }
}

const stageOf =
  (view: RuleView): StageOf =>
  (definition) =>
    view.stages.find((stage) => stage.definition === definition)?.index

/** The parts that records pass on their way to the end of a stage. Stages refer to earlier ones only, so this ends. */
function flow(id: StageId, view: RuleView, space = room): readonly Part[] {
  const stage = view.rule.stages[id]
  if (!stage) return []
  switch (stage.kind) {
    case 'read':
      return readParts(stage, view)
    case 'derive':
    case 'shape':
      return flow(stage.from, view, space)
    case 'filter':
      return (
        together(stage, view) ?? [
          ...flow(stage.from, view, space),
          added(stage, condition(authored(stage.where), view, space), view),
        ]
      )
    case 'group':
      return [...flow(stage.from, view), groupGap(stage)]
    case 'novel':
      return [...flow(stage.from, view, space), noveltyGap(stage)]
    case 'join':
      return [...flow(stage.from, view, space), partner(stage, view)]
    case 'union':
      return [sideBySide(stage, view)]
    case 'sequence':
      return sequence(stage, view)
    case 'opaque':
      return [...stage.from.flatMap((from) => flow(from, view)), lost(stage)]
    default:
      return stage satisfies never
  }
}

/** Rules that must (not) be seen together: their logic inside one frame of time, instead of a union and a threshold. */
function together({ from, where }: Filter, view: RuleView): readonly Part[] | undefined {
  const group = view.rule.stages[from]
  if (group?.kind !== 'group' || !group.make.every(({ only }) => only !== undefined)) return undefined
  return [
    {
      kind: 'frame',
      name: anyOrder(group.within, sameKey(group.by.map(({ written }) => written))),
      span: group.span,
      body: threshold(where, view),
    },
  ]
}

const anyOrder = (within: number | undefined, key: Words): Words => [
  'in any order',
  ...(within === undefined ? [] : [`, within ${duration(within)}`]),
  ...(key.length > 0 ? [', ', ...key] : []),
]

/** A condition that came with a global filter stands in a frame that names it. */
function added({ span }: Filter, body: Part, { rule }: RuleView): Part {
  const insert = span.in === undefined ? undefined : rule.inserts[span.in]
  return insert
    ? { kind: 'frame', name: [`${insert.kind}: ${shorten(insert.name, 40)}`], to: { place: span }, span, body }
    : body
}

const lost = ({ verb, span }: Extract<Stage, { kind: 'opaque' }>): Block => ({
  kind: 'block',
  look: 'lost',
  name: ['not read'],
  note: [inCode(shorten(verb, 30))],
  span,
  ways: 1,
})

function ruleBlock(ref: string, view: RuleView, { span }: { readonly span: Span }): Block {
  const other = ruleNamed(ref, view)
  return {
    kind: 'block',
    look: 'block',
    name: [shorten(other?.title ?? ref, 34)],
    note: [other ? 'hits of this rule' : 'a rule outside the catalog'],
    ...(other && { to: { href: other.href } }),
    span,
    ways: 1,
  }
}

const sideBySide = ({ from }: Union, view: RuleView): Part => parallel(from.map((id) => series(flow(id, view))))

/** A condition on what a group made is a threshold; on records it is drawn like any predicate. */
function condition(where: Predicate, view: RuleView, space: number): Part {
  if (!isThreshold(where, view.rule)) return draw(where, view.rule, stageOf(view), space)
  return threshold(where, view)
}

function isThreshold(where: Predicate, rule: Rule): boolean {
  switch (where.kind) {
    case 'and':
    case 'or':
      return where.of.every((part) => isThreshold(part, rule))
    case 'not':
      return isThreshold(where.of, rule)
    case 'indicator':
      return where.field !== null && isGathered(where.field.made, rule)
    case 'compare': {
      const used = [where.left, ...where.right].flatMap(fieldsIn)
      return used.length > 0 && used.every(({ made }) => isGathered(made, rule))
    }
    case 'use':
    case 'opaque':
      return false
    default:
      return where satisfies never
  }
}

const fieldsIn = (expr: Expr): FieldValue[] =>
  expr.kind === 'call' ? expr.args.flatMap(fieldsIn) : expr.kind === 'field' ? [expr] : []

/** Whether a field is of a group of records: a stage made it that gathers, or one behind such a stage. */
function isGathered(made: StageId | undefined, rule: Rule): boolean {
  const stage = made === undefined ? undefined : rule.stages[made]
  switch (stage?.kind) {
    case 'group':
      return true
    case 'derive':
    case 'filter':
    case 'shape':
      return isGathered(stage.from, rule)
    default:
      return false
  }
}

function threshold(where: Predicate, view: RuleView): Part {
  switch (where.kind) {
    case 'and':
      return series(where.of.map((part) => threshold(part, view)))
    case 'or':
      return parallel(where.of.map((part) => threshold(part, view)))
    case 'not': {
      const inner = threshold(where.of, view)
      if (inner.kind === 'block') return { ...inner, look: 'gate', span: where.span }
      return { kind: 'block', look: 'gate', name: thresholdWords(where.of, view.rule), span: where.span, ways: 1 }
    }
    case 'indicator': {
      const seen = seenRule(where, view.rule)
      if (seen) return ruleBlock(seen, view, where)
      return {
        kind: 'block',
        look: 'block',
        name: thresholdWords(where, view.rule),
        note: ['in the group'],
        span: where.span,
        ways: 1,
      }
    }
    case 'compare':
      return {
        kind: 'block',
        look: 'block',
        name: thresholdWords(where, view.rule),
        note: ['in the group'],
        span: where.span,
        ways: 1,
      }
    case 'use':
    case 'opaque':
      return { kind: 'block', look: 'lost', name: ['not read'], span: where.span, ways: 1 }
    default:
      return where satisfies never
  }
}

/** Plain records are where the wire begins; anything else that is read is a block on it. */
function readParts(stage: Read, view: RuleView): readonly Part[] {
  const { source, span } = stage
  if (source.kind === 'events') return []
  if (source.kind === 'rule') return [ruleBlock(source.ref, view, stage)]
  const name = source.kind === 'jobs' ? source.ids.join(' or ') : source.name
  const note = source.kind === 'jobs' ? 'anomalies of this job' : 'a list'
  return [{ kind: 'block', look: 'block', name: [inCode(shorten(name, 40))], note: [note], span, ways: 1 }]
}

const noveltyGap = ({ by, lookback }: Novel): Gap => ({
  kind: 'gap',
  above: ['first time in ', { strong: duration(lookback) }],
  below: list(by.map(({ written }): Words => [inCode(written)])),
})

/** What the other side of a join asks for stands in a frame: a record passes when it finds a partner there. */
function partner({ other, how, on, span }: Join, view: RuleView): Part {
  const inner = flow(other, view)
  const key = list(
    on.map((pairs): Words => list(pairs.map(([field]): Words => [inCode(field.written)]))),
    'or',
  )
  const verb =
    how === 'semi' ? 'has a partner with the same ' : how === 'anti' ? 'has no partner with the same ' : 'joined by '
  const name: Words = [verb, ...key]
  return inner.length === 0
    ? { kind: 'block', look: how === 'anti' ? 'gate' : 'block', name, span, ways: 1 }
    : { kind: 'frame', name, span, body: series(inner) }
}

const groupGap = ({ by, within }: Group): Gap => ({
  kind: 'gap',
  above: within === undefined ? ['gathered'] : ['within ', { strong: duration(within) }],
  below: sameKey(by.map(({ written }) => written)),
})

/** Ordered steps with an arrow between; steps in any order stand in a row inside one frame. */
function sequence({ steps, ordered, within, span }: Sequence, view: RuleView): readonly Part[] {
  const key = sameKey([...new Set(steps.flatMap(({ by }) => by.map(({ written }) => written)))])
  const parts = steps.map((step, i): Part => {
    const inner = series(flow(step.from, view, room / steps.length - 60))
    const body: Part = step.absent
      ? { kind: 'block', look: 'gate', name: step.label ? [step.label] : ['another event'], span: step.span, ways: 1 }
      : inner
    return ordered
      ? {
          kind: 'frame',
          name: [`${i + 1}${times(step)}${step.label && !sameName(body, step.label) ? ` · ${step.label}` : ''}`],
          span: step.span,
          body,
        }
      : body
  })
  if (!ordered) {
    const name = anyOrder(within, key)
    return [{ kind: 'frame', name, span, body: series(parts) }]
  }
  const gap: Gap = {
    kind: 'gap',
    above: within === undefined ? ['then'] : ['then within ', { strong: duration(within) }],
    below: key,
  }
  return parts.flatMap((part, i) => (i === 0 ? [part] : [gap, part]))
}

const times = ({ runs }: Step): string => (runs === undefined ? '' : ` × ${runs}`)

const sameName = (part: Part, label: string): boolean => part.kind === 'block' && part.name.includes(label)

function startOf(view: RuleView): Terminal {
  const { coverage, rule } = view
  const reads = rule.stages.filter((stage) => stage.kind === 'read')
  const rules = reads.filter(({ source }) => source.kind === 'rule').length
  if (rules > 0) return { title: 'hits', note: rules === 1 ? 'of one rule' : `of ${rules} rules` }
  const [first, ...others] = primaryEvents(view)
  if (first) {
    const alternative = coverage.events.find(({ role, blind }) => role === 'alternative' && !blind)
    const more = others.length > 0 ? `and ${others.length} more` : alternative && `or ${eventName(alternative.event)}`
    return isNumbered(first) || first.id === null
      ? { title: shorten(eventName(first), 28), note: shorten(more ?? lowerFirst(first.title), 30) }
      : {
          title: shorten(first.label, 28),
          note: shorten(others.length > 0 ? `${others.length + 1} operations` : first.id, 30),
        }
  }
  const source = reads.flatMap((read) => (read.source.kind === 'events' ? [read.source.written] : []))[0] ?? {}
  const [title = 'event', note = ''] = [source.category, source.service, source.product].filter(Boolean)
  return { title: shorten(title, 24), note: shorten(note, 24) }
}

const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text

function endNote(body: Part, { rule, ways }: RuleView): string {
  if (rule.stages.some(({ kind }) => kind === 'group' || kind === 'sequence')) return 'once for each group'
  const text = partWays(body) === ways ? waysText(body) : figure(ways)
  return `${text} ${ways === 1 ? 'way' : 'ways'}`
}
