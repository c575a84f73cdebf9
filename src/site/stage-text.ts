import type { RuleView } from '../catalog/view.js'
import type { Field, Join, Sequence, Stage, StageId, Step } from '../model/rule.js'
import { exprText } from '../model/show.js'
import { aggregateWords, ruleNamed, sameKey } from './correlation-text.js'
import { duration } from './durations.js'
import { cut, inCode, list, shorten, type Words } from './words.js'

/** What a stage does that is no condition, in a few words; other stages by the numbers that they have in the view. */
export function stageWords(stage: Stage, view: RuleView): Words {
  switch (stage.kind) {
    case 'read':
      return readWords(stage, view)
    case 'filter':
      return ['keep ', ...from(stage.from, view), ' that fit']
    case 'derive':
      return ['make ', ...capped(stage.make.map(({ as, of }) => [inCode(`${as} = ${shorten(exprText(of), 60)}`)]))]
    case 'group': {
      const key = sameKey(
        stage.by.map(({ written }) => written),
        mostListed,
      )
      const make = stage.make.map((made) => aggregateWords(made, view.rule))
      return [
        ...(stage.inline ? ['add to ', ...from(stage.from, view)] : ['gather ', ...from(stage.from, view)]),
        ...(key.length > 0 ? [' of the ', ...key] : []),
        ...within(stage.within),
        ...(make.length > 0 ? [stage.inline ? ' the ' : ' and take ', ...capped(make)] : []),
      ]
    }
    case 'novel':
      return [
        'keep ',
        ...from(stage.from, view),
        ' whose ',
        ...fieldList(stage.by),
        ` ${stage.by.length > 1 ? 'were not seen together' : 'was not seen'} in the ${duration(stage.lookback)} before`,
      ]
    case 'join':
      return joinWords(stage, view)
    case 'union':
      return list(stage.from.map((id) => from(id, view)))
    case 'sequence':
      return sequenceWords(stage, view)
    case 'shape':
      return [
        stage.verb,
        ...(stage.limit === undefined ? [] : [` ${stage.limit}`]),
        ...(stage.fields.length > 0 ? [' ', ...fieldList(stage.fields)] : []),
      ]
    case 'opaque':
      return ['not read: ', inCode(stage.verb)]
    default:
      return stage satisfies never
  }
}

function readWords({ source }: Extract<Stage, { kind: 'read' }>, view: RuleView): Words {
  switch (source.kind) {
    case 'events':
      return ['records']
    case 'rule':
      return ['hits of ', inCode(ruleNamed(source.ref, view)?.title ?? source.ref)]
    case 'jobs':
      return [
        `anomalies found by ${source.ids.length === 1 ? 'the job' : 'any of the jobs'} `,
        ...list(
          source.ids.map((id): Words => [inCode(id)]),
          'or',
        ),
      ]
    case 'list':
      return ['rows of ', inCode(source.name)]
    default:
      return source satisfies never
  }
}

/** What comes out of a stage: `stage 2`; plain records have no stage of their own. */
function from(id: StageId, view: RuleView): Words {
  const index = view.stages.find(({ stage }) => stage === id)?.index
  const stage = view.rule.stages[id]
  if (index !== undefined) return [`what stage ${index} lets through`]
  return stage ? readOr(stage, view) : ['records']
}

const readOr = (stage: Stage, view: RuleView): Words => (stage.kind === 'read' ? readWords(stage, view) : ['records'])

function joinWords({ other, how, on }: Join, view: RuleView): Words {
  const pairs = on.map(
    (all): Words =>
      list(
        all.map(
          ([a, b]): Words =>
            a.written === b.written ? [inCode(a.written)] : [inCode(a.written), ' = ', inCode(b.written)],
        ),
      ),
  )
  const what: Words = [...from(other, view), ...(pairs.length > 0 ? [' with the same ', ...list(pairs, 'or')] : [])]
  if (how === 'semi') return ['keep records that have a partner in ', ...what]
  return how === 'anti' ? ['keep records that have no partner in ', ...what] : ['add the fields of ', ...what]
}

function sequenceWords({ steps, ordered, within: time, until }: Sequence, view: RuleView): Words {
  const words = steps.map((step): Words => stepWords(step, view))
  const joined = ordered ? words.flatMap((one, i) => (i === 0 ? one : [', then ', ...one])) : list(words)
  const key = sameKey([...new Set(steps.flatMap(({ by }) => by.map(({ written }) => written)))])
  return [
    ...joined,
    ...(ordered ? [] : [' in any order']),
    ...within(time),
    ...(key.length > 0 ? [', ', ...key] : []),
    ...(until ? [', until ', ...stepWords(until, view)] : []),
  ]
}

const stepWords = ({ from: id, absent, runs }: Step, view: RuleView): Words => {
  const index = view.stages.find(({ stage }) => stage === id)?.index
  const what: Words = index === undefined ? ['any record'] : [`stage ${index}`]
  return [...(absent ? ['no '] : []), ...what, ...(runs === undefined ? [] : [` ${runs} times`])]
}

const within = (time: number | undefined): Words => (time === undefined ? [] : [` within ${duration(time)}`])

const fieldList = (fields: readonly Field[]): Words => capped(fields.map(({ written }): Words => [inCode(written)]))

const mostListed = 8

const capped = (items: readonly Words[]): Words => list(cut(items, mostListed))
