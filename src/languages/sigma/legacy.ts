/**
 * Aggregations after a bar, which correlation rules have replaced: `| count(Field) by Other > 5`,
 * `| near selection2 and not selection3`. What is not understood stays as an opaque stage.
 */
import { diagnose } from '../../model/diagnostics.js'
import type {
  Aggregate,
  Definition,
  Diagnostic,
  Field,
  Millis,
  Predicate,
  Span,
  Stage,
  StageId,
  Step,
} from '../../model/rule.js'
import type { Token } from './condition.js'
import { threshold } from './threshold.js'

interface Pipeline {
  readonly stages: Stage[]
  readonly definitions: readonly Definition[]
  readonly within: Millis | undefined
}

const functions: Readonly<Record<string, Aggregate['fn']>> = {
  count: 'count',
  sum: 'sum',
  avg: 'avg',
  min: 'min',
  max: 'max',
}

/** Appends what the tokens after the bar mean to the stages. */
export function aggregate(tokens: readonly Token[], pipeline: Pipeline, problems: Diagnostic[]): void {
  const span = { from: tokens[0]?.span.from ?? 0, to: tokens.at(-1)?.span.to ?? 0 }
  problems.push(diagnose('sigma/legacy-aggregation', span))
  const read = tokens[0]?.text.toLowerCase() === 'near' ? near(tokens, pipeline, span) : count(tokens, pipeline, span)
  if (read) return
  const text = tokens.map((token) => token.text).join(' ')
  problems.push(diagnose('sigma/unread-aggregation', span, text))
  pipeline.stages.push({ kind: 'opaque', from: [pipeline.stages.length - 1], verb: tokens[0]?.text ?? '', span })
}

/** `count ( Field ) by A , B > 5`: the words in between brackets and commas may cling together. */
function count(tokens: readonly Token[], pipeline: Pipeline, span: Span): boolean {
  const words = tokens.flatMap(splitComparison)
  let at = 0
  const fn = functions[words[at++]?.text.toLowerCase() ?? '']
  if (!fn || words[at++]?.text !== '(') return false
  let of: Field | undefined
  if (words[at]?.text !== ')') of = field(words[at++])
  if (words[at++]?.text !== ')') return false
  const by: Field[] = []
  if (words[at]?.text.toLowerCase() === 'by') {
    at++
    while (at < words.length && !comparison.test(words[at]?.text ?? '')) {
      const word = words[at++] as Token
      if (word.text !== ',') by.push(field(word))
    }
  }
  const operator = words[at]
  const number = words[at + 1]
  if (!operator || !number || words.length > at + 2) return false
  const group = pipeline.stages.length
  const as = of ? `${fn}(${of.written})` : fn
  const where = threshold(operator.text, number.text, { written: as, made: group, span }, span, number.span)
  if (!where) return false
  pipeline.stages.push(
    {
      kind: 'group',
      from: group - 1,
      by,
      make: [{ as, fn: fn === 'count' && of ? 'distinct' : fn, ...(of && { of }) }],
      span,
      ...(pipeline.within !== undefined && { within: pipeline.within }),
    },
    { kind: 'filter', from: group, where, span: where.span },
  )
  return true
}

const comparison = /^(?:[<>]=?|==?|!=)$/

/** `>5` and `a,b` to their parts, each with its place. */
function splitComparison(token: Token): Token[] {
  return [...token.text.matchAll(/[<>]=?|==?|!=|,|[^<>=!,]+/g)].map((match) => ({
    text: match[0],
    span: { from: token.span.from + match.index, to: token.span.from + match.index + match[0].length },
  }))
}

const field = (token: Token | undefined): Field => ({
  written: token?.text ?? '',
  span: token?.span ?? { from: 0, to: 0 },
})

/** `near a and not b`: the condition and each identifier must be seen (or not) within the time frame, in any order. */
function near(tokens: readonly Token[], pipeline: Pipeline, span: Span): boolean {
  const found: { predicate: Predicate; absent: boolean }[] = []
  let absent = false
  for (const token of tokens.slice(1)) {
    const word = token.text.toLowerCase()
    const of = pipeline.definitions.findIndex((definition) => definition.name === token.text)
    if (of >= 0) {
      found.push({ predicate: { kind: 'use', of, span: token.span, label: token.text }, absent })
      absent = false
    } else if (word === 'not') absent = true
    else if (word !== 'and') return false
  }
  if (found.length === 0 || absent) return false
  const base: StageId = pipeline.stages.length - 1
  const steps: Step[] = [{ from: base, by: [], absent: false, span: pipeline.stages[base]?.span ?? span }]
  for (const { predicate, absent: isAbsent } of found) {
    pipeline.stages.push({ kind: 'filter', from: 0, where: predicate, span: predicate.span })
    steps.push({ from: pipeline.stages.length - 1, by: [], absent: isAbsent, span: predicate.span })
  }
  pipeline.stages.push({
    kind: 'sequence',
    steps,
    ordered: false,
    span,
    ...(pipeline.within !== undefined && { within: pipeline.within }),
  })
  return true
}
