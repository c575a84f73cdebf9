/** Fields that are made by `if` and `case`, with what decides what they are (choices.ts). */
import type { StageId } from '../../model/rule.js'
import { condition } from './condition.js'
import type { Pipeline } from './query.js'
import type { Alias, Choice } from './scope.js'
import type { Node } from './syntax.js'
import { literal } from './value.js'

/** More outcomes than this are a table rather than a condition. */
const most = 12

/** What a field is that holds `if(…)` or `case(…)` with literal outcomes. */
export function choiceAlias(name: string, by: StageId, node: Node, pipeline: Pipeline): Alias | undefined {
  if (node.kind !== 'apply' || (node.fn !== 'if' && node.fn !== 'case')) return undefined
  const { args } = node
  if (args.length < 2 || args.length > most * 2) return undefined
  const choices: Choice[] = []
  const pairs = node.fn === 'if' ? 1 : args.length >> 1
  for (let i = 0; i < pairs; i++) {
    const [test, outcome] = [args[2 * i], args[2 * i + 1]]
    if (!test || !outcome) return undefined
    const choice = outcomeOf(outcome, pipeline)
    if (!choice) return undefined
    choices.push(isTrue(test) ? choice : { ...choice, when: condition(test, pipeline) })
  }
  const last = node.fn === 'if' ? args[2] : undefined
  const rest = last ? outcomeOf(last, pipeline) : {}
  return rest && { written: name, made: by, choices: [...choices, rest] }
}

/** `true()` and `1=1`, which authors put before what is left. */
const isTrue = (node: Node): boolean =>
  node.kind === 'apply' &&
  (node.fn === 'true' ||
    (node.fn === '==' && node.args.every((arg) => arg.kind === 'number') && sameNumbers(node.args)))

const sameNumbers = ([left, right]: readonly Node[]): boolean =>
  left?.kind === 'number' && right?.kind === 'number' && left.value === right.value

function outcomeOf(node: Node, pipeline: Pipeline): Choice | undefined {
  const value = literal(node, pipeline)
  if (value) return { value }
  const missing = node.kind === 'apply' ? node.fn === 'null' : node.kind === 'name' && /^null$/i.test(node.written)
  return missing ? {} : undefined
}
