import type { RuleView } from '../catalog/view.js'
import type { Predicate, Rule, Source, Stage } from '../model/rule.js'
import { authored } from '../model/walk.js'
import { ruleNamed, sameKey, thresholdWords } from './correlation-text.js'
import { duration } from './durations.js'
import { eventName, isNumbered, primaryEvents } from './event-text.js'
import { comparisonWords, phrase } from './indicator-text.js'
import { textAt } from './places.js'
import { numeral } from './summary.js'
import { inCode, list, oneLine, shorten, type Words } from './words.js'

/** What the rule does, in a sentence or two; computed, so it never says more than the model does. */
export function reading(view: RuleView): Words {
  const { rule } = view
  const last = rule.stages.at(-1)
  if (!last) return ['This rule could not be read. Its text is below, and the diagnostics say why.']
  const conditions = onRecords(rule)
  return conditions ? ofRecords(conditions, view) : ['Fires when ', ...ofStage(last, view), '.']
}

/** The conditions of a rule that only filters records, global filters included; undefined when it does more. */
function onRecords({ stages }: Rule): readonly Predicate[] | undefined {
  if (!stages.every(({ kind }) => kind === 'read' || kind === 'filter')) return undefined
  if (stages.filter(({ kind }) => kind === 'read').length !== 1) return undefined
  return stages.flatMap((stage) => (stage.kind === 'filter' ? [authored(stage.where)] : []))
}

const mostPhrases = 3

function ofRecords(conditions: readonly Predicate[], view: RuleView): Words {
  const { rule } = view
  const parts = conditions.map(plain).flatMap((where) => (where.kind === 'and' ? where.of.map(plain) : [where]))
  const gates = parts.filter((part) => part.kind === 'not')
  const needs = parts.filter((part) => part.kind !== 'not')
  const [only] = needs
  const exclusions =
    gates.length === 0
      ? noExclusion(view)
      : [
          ' None counts when ',
          ...list(
            gates.map((gate) => holds(gate.of, rule)),
            'or',
          ),
          '.',
        ]
  if (!only)
    return [
      subject(view),
      ' fires this rule unless ',
      ...list(
        gates.map((gate) => holds(gate.of, rule)),
        'or',
      ),
      '.',
    ]
  if (needs.length === 1 && only.kind === 'or' && only.of.length > 1) return [...branches(only.of, rule), ...exclusions]
  const phrases = needs.flatMap((part) => conditionsOf(part, rule, needs.length === 1))
  return [`${subject(view)} fires this rule when `, ...capped(phrases), '.', ...exclusions]
}

/** `1 of x*` that stands for a single name is that name. */
function plain(part: Predicate): Predicate {
  const [only] = part.kind === 'and' || part.kind === 'or' ? part.of : []
  if (only && (part.kind === 'and' || part.kind === 'or') && part.of.length === 1) return plain(only)
  return part.kind === 'not' ? { ...part, of: plain(part.of) } : part
}

const noExclusion = ({ exclusions, extent }: RuleView): Words =>
  exclusions.length === 0 && extent === 'whole' ? [' Nothing is excluded.'] : []

function subject(view: RuleView): string {
  const events = primaryEvents(view)
  const names = [...new Set(events.map((event) => (isNumbered(event) ? eventName(event) : event.label)))]
  if (names.length === 0 || names.length > 3) return 'A record'
  return `A record of ${names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`}`
}

function branches(parts: readonly Predicate[], rule: Rule): Words {
  const shown = parts.slice(0, 4)
  const sentences = shown.map((part) => branchWords(part, rule))
  const more = parts.length - shown.length
  const text = more > 0 ? list([...sentences, [`${numeral(more)} more`]]) : list(sentences, 'or')
  const count = parts.length === 2 ? 'Either of two branches leads' : `Any of ${numeral(parts.length)} branches leads`
  return [`${count} to a hit: `, ...text, '.']
}

/** `a with b, but not c`. */
function branchWords(part: Predicate, rule: Rule): Words {
  if (part.kind !== 'and') return holdsShort(part, rule)
  const needs = part.of.filter((inner) => inner.kind !== 'not').map((inner) => holdsShort(inner, rule))
  const gates = part.of.filter((inner) => inner.kind === 'not').map((inner) => holdsShort(inner.of, rule))
  const all = needs.flatMap((words, i) => (i === 0 ? words : [' with ', ...words]))
  return gates.length === 0 ? all : [...all, ' but not ', ...list(gates, 'or')]
}

function holdsShort(part: Predicate, rule: Rule): Words {
  switch (part.kind) {
    case 'use':
      return [inCode(rule.definitions[part.of]?.name ?? '?')]
    case 'indicator':
      return phrase(part)
    case 'not':
      return ['not ', ...holdsShort(part.of, rule)]
    case 'and':
    case 'or':
      return [inCode(part.label ?? shorten(oneLine(textAt(part.span, rule)), 60))]
    case 'compare':
      return comparisonWords(part)
    case 'opaque':
      return ['a part that was not read']
    default:
      return part satisfies never
  }
}

const holds = (part: Predicate, rule: Rule): Words =>
  part.kind === 'indicator' ? phrase(part) : [...holdsShort(part, rule), ' holds']

/** The conditions behind a name, when they are few and plain; else the name. */
function conditionsOf(part: Predicate, rule: Rule, alone: boolean): readonly Words[] {
  if (part.kind === 'indicator') return [phrase(part)]
  if (part.kind === 'and') return part.of.flatMap((inner) => conditionsOf(inner, rule, false))
  if (part.kind !== 'use') return [holds(part, rule)]
  const inner = rule.definitions[part.of]?.predicate
  if (inner?.kind === 'indicator') return [phrase(inner)]
  if (inner?.kind === 'and' && inner.of.every(({ kind }) => kind === 'indicator') && (alone || inner.of.length <= 2))
    return inner.of.flatMap((indicator) => conditionsOf(indicator, rule, false))
  if (alone && inner?.kind === 'or')
    return [[`any of ${numeral(inner.of.length)} alternatives in `, ...holds(part, rule)]]
  return [holds(part, rule)]
}

function capped(conditions: readonly Words[]): Words {
  const more = conditions.length - mostPhrases
  return more > 0
    ? list([
        ...conditions.slice(0, mostPhrases),
        [`${numeral(more)} more ${more === 1 ? 'condition holds' : 'conditions hold'}`],
      ])
    : list(conditions)
}

function readWords(source: Source, view: RuleView): Words {
  switch (source.kind) {
    case 'events':
      return [source.written.category ? `${source.written.category} records` : 'records']
    case 'rule':
      return [inCode(ruleNamed(source.ref, view)?.title ?? source.ref)]
    case 'jobs':
      return [
        'anomalies of ',
        ...list(
          source.ids.map((id): Words => [inCode(id)]),
          'or',
        ),
      ]
    case 'list':
      return ['the list ', inCode(source.name)]
    default:
      return source satisfies never
  }
}

/** Rules of several stages, from the end to the beginning. */
function ofStage(stage: Stage, view: RuleView): Words {
  const { stages } = view.rule
  const before = (id: number): Words => {
    const other = stages[id]
    return other ? ofStage(other, view) : []
  }
  switch (stage.kind) {
    case 'read':
      return readWords(stage.source, view)
    case 'derive':
    case 'shape':
      return before(stage.from)
    case 'filter': {
      const from = stages[stage.from]
      const where = plain(authored(stage.where))
      if (from?.kind === 'group') return [...thresholdWords(where, view.rule), ', counting ', ...before(stage.from)]
      const conditions = capped(conditionsOf(where, view.rule, true))
      return [...before(stage.from), from?.kind === 'read' ? ' where ' : ' and ', ...conditions]
    }
    case 'novel':
      return [
        ...before(stage.from),
        ' with a new combination of ',
        ...list(stage.by.map(({ written }): Words => [inCode(written)])),
        `, not seen in the ${duration(stage.lookback)} before`,
      ]
    case 'join':
      return [
        ...before(stage.from),
        stage.how === 'anti' ? ' without a partner among ' : ' with a partner among ',
        ...before(stage.other),
      ]
    case 'group': {
      const key = sameKey(stage.by.map(({ written }) => written))
      return [
        ...before(stage.from),
        ...(key.length > 0 ? [' with the ', ...key] : []),
        ...(stage.within === undefined ? [] : [` within ${duration(stage.within)}`]),
      ]
    }
    case 'union':
      return list(stage.from.map(before), 'or')
    case 'sequence': {
      const steps = stage.steps.map((step): Words => [...(step.absent ? ['no '] : []), ...before(step.from)])
      const key = sameKey([...new Set(stage.steps.flatMap(({ by }) => by.map(({ written }) => written)))])
      const joined = stage.ordered ? steps.flatMap((step, i) => (i === 0 ? step : [', then ', ...step])) : list(steps)
      return [
        ...joined,
        stage.ordered ? ' come in this order' : ' come together',
        ...(stage.within === undefined ? [] : [` within ${duration(stage.within)}`]),
        ...(key.length > 0 ? [' with the ', ...key] : []),
      ]
    }
    case 'opaque':
      return ['something that was not read']
    default:
      return stage satisfies never
  }
}
