/** For tests: comparing what was read wherever it stood, and looking at each part of it. */
import type { Diagnostic, Expr, Field, Predicate, Span, Stage, Value } from '../../model/rule.js'
import { inputsOf } from '../../model/walk.js'
import { textOf } from './literals.js'

/** Without any `span`, as text. */
export const bare = (data: unknown): string =>
  JSON.stringify(data, (key, value) => (key === 'span' ? undefined : value))

export type ReadStages = (query: string) => readonly Stage[]

const below = (predicate: Predicate): readonly Predicate[] =>
  predicate.kind === 'and' || predicate.kind === 'or' ? predicate.of : predicate.kind === 'not' ? [predicate.of] : []

/** Every predicate below one and itself. */
export function* inside(predicate: Predicate): Generator<Predicate> {
  yield predicate
  for (const part of below(predicate)) yield* inside(part)
}

const same = (a: Span, b: Span): boolean => a.from === b.from && a.to === b.to

/** Of several predicates with one span the outermost is meant. What could not be read does not read back. */
function* distinct(predicate: Predicate, around?: Predicate): Generator<Predicate> {
  if (!(around && same(around.span, predicate.span)) && ![...inside(predicate)].some(({ kind }) => kind === 'opaque'))
    yield predicate
  for (const part of below(predicate)) yield* distinct(part, predicate)
}

/** What a query says of its predicates when each is read again from its slice. */
export interface Again {
  tried: number
  /** Predicates whose stage is in the middle of something that cannot be cut off there. */
  skipped: number
  readonly wrong: string[]
}

/**
 * Reads each predicate of the filters again, as further filters at the same place: there the same names and columns are
 * known.
 */
export function readAgain(query: string, stages: readonly Stage[], read: ReadStages): Again {
  const again: Again = { tried: 0, skipped: 0, wrong: [] }
  for (const stage of stages) {
    if (stage.kind !== 'filter') continue
    const predicates = [...distinct(stage.where)].filter(
      ({ span }) => span.from >= stage.span.from && span.to <= stage.span.to,
    )
    const slices = predicates.map(({ span }) => query.slice(span.from, span.to))
    const word = /^(?:where|filter)\b/i.exec(query.slice(stage.span.from))?.[0]
    if (word === undefined || slices.length === 0) {
      again.skipped += slices.length
      continue
    }
    const text = `${query.slice(0, stage.span.from)}${slices.map((slice) => `where ${slice}`).join('\n| ')}`
    const found = read(text).filter((one) => one.kind === 'filter' && one.span.from >= stage.span.from)
    if (found.length !== slices.length) {
      again.skipped += slices.length
      continue
    }
    predicates.forEach((predicate, i) => {
      const other = found[i]
      again.tried++
      if (other?.kind !== 'filter' || bare(other.where) !== bare(predicate)) again.wrong.push(slices[i] ?? '')
    })
  }
  return again
}

/** Fields and values of filters whose slices are something else. A field may be called by a column that holds it. */
export function misplaced(query: string, stages: readonly Stage[]): string[] {
  const columns = new Set(stages.flatMap((stage) => (stage.kind === 'derive' ? stage.make.map(({ as }) => as) : [])))
  return stages
    .flatMap((stage) => (stage.kind === 'filter' ? [...inside(stage.where)] : []))
    .flatMap((predicate) => [...partsOf(predicate)])
    .flatMap((part) => {
      const slice = query.slice(part.span.from, part.span.to)
      return fits(part, slice, columns) ? [] : [slice]
    })
}

function* partsOf(predicate: Predicate): Generator<Field | Value> {
  if (predicate.kind === 'indicator') {
    if (predicate.field) yield predicate.field
    yield* predicate.values
  } else if (predicate.kind === 'compare')
    for (const expr of [predicate.left, ...predicate.right]) yield* valuesOf(expr)
}

function* valuesOf(expr: Expr): Generator<Value> {
  if (expr.kind === 'call') for (const arg of expr.args) yield* valuesOf(arg)
  else yield expr
}

const withoutQuotes = (name: string): string =>
  name.replace(/\[(@?["'][^\]]*["'])\]/g, (_, text: string) => `.${textOf(text)}`).replace(/^\./, '')

function fits(part: Field | Value, slice: string, columns: ReadonlySet<string>): boolean {
  if (!('kind' in part) || part.kind === 'field') return isName(part.written, slice, columns)
  switch (part.kind) {
    case 'text':
    case 'pattern':
      if (slice === part.written) return true
      return /^h?@?["'`~]/i.test(slice)
        ? isText(part.written, slice)
        : slice.includes(part.written) || slice.endsWith(')')
    case 'number':
      return slice === part.written || slice.endsWith(')')
    case 'boolean':
      return slice === '' || slice === part.written
    default:
      return part satisfies never
  }
}

/** Texts may stand side by side. */
const isText = (written: string, slice: string): boolean => textOf(slice) === written || /["']\s*h?@?["']/i.test(slice)

/** The path that was written, or a column that holds it, or what it is the path of as a function has it. */
function isName(written: string, slice: string, columns: ReadonlySet<string>): boolean {
  const name = withoutQuotes(slice)
  return (
    name === written || columns.has(name) || [...columns].some((column) => name.startsWith(column)) || /\(/.test(slice)
  )
}

interface Found {
  readonly stages: readonly Stage[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Throws when something is opaque and nobody says why, a span lies outside, or a stage stands before one it reads. */
export function checkBroken(query: string, { stages, diagnostics }: Found): void {
  const text = JSON.stringify({ stages, diagnostics })
  if (/"kind":"opaque"|"fn":"unread"/.test(text) && diagnostics.length === 0) throw new Error(`silent: ${query}`)
  if (stages.length === 0 && diagnostics.length === 0) throw new Error(`nothing said: ${query}`)
  for (const [, from, to] of text.matchAll(/"span":\{"from":(-?\d+),"to":(-?\d+)\}/g))
    if (!(0 <= Number(from) && Number(from) <= Number(to) && Number(to) <= query.length))
      throw new Error(`a span from ${from} to ${to}: ${query}`)
  stages.forEach((stage, id) => {
    for (const from of inputsOf(stage)) if (from >= id) throw new Error(`stage ${id} reads ${from}: ${query}`)
  })
}
