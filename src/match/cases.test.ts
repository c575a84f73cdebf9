/**
 * Runs cases/*.txt. A paragraph is a case: a line that says what is shown, the predicate in the notation below, maybe
 * `lists {...}`, then records as JSON, each with its verdict. Lines that begin with # are remarks.
 *
 *   Field contains ['a*b' 12 true /re/i @OtherField '%list%' '{a|b}']     one of the values; `every [...]` for all
 *   Field cased = 'x'     Field:hour < 5     anywhere contains 'x'     Field exists     opaque
 *   let name = ...     use name     not     and     or     ( )
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ruleWith, span } from '../../test/rules.js'
import type { Definition, Indicator, Operator, Part, Predicate, Rule, Value } from '../model/rule.js'
import { timeParts } from '../model/rule.js'
import { Fields } from './plan/fields.js'
import { ask, no } from './plan/node.js'
import { Plan } from './plan/plan.js'
import { flatten } from './record.js'
import { scan } from './scan.js'
import type { Verdict } from './verdict.js'

const symbols: Readonly<Record<string, Operator>> = { '=': 'eq', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' }
const words = ['contains', 'starts_with', 'ends_with', 'regex', 'cidr', 'exists'] as const

const token = /\s*('(?:\\.|[^'\\])*'|"[^"]*"|\/(?:\\.|[^/\\])+\/[ims]*|-?\d[\d.]*|@?[A-Za-z_][\w.]*|[<>]=?|[=:()[\]])/y

function tokens(text: string): string[] {
  const found: string[] = []
  token.lastIndex = 0
  while (text.slice(token.lastIndex).trim() !== '') {
    const at = token.lastIndex
    const match = token.exec(text)
    if (!match?.[1]) throw new Error(`not understood: ${text.slice(at)}`)
    found.push(match[1])
  }
  return found
}

class Notation {
  readonly definitions: Definition[] = []
  #left: string[] = []

  define(name: string, text: string): void {
    const predicate = this.read(text)
    this.definitions.push({ name, span, predicate })
  }

  read(text: string): Predicate {
    this.#left = tokens(text)
    const predicate = this.#or()
    if (this.#left.length > 0) throw new Error(`left over: ${this.#left.join(' ')}`)
    return predicate
  }

  #skip(wanted: string): boolean {
    const found = this.#left[0] === wanted
    if (found) this.#left.shift()
    return found
  }

  #next(): string {
    const next = this.#left.shift()
    if (next === undefined) throw new Error('ends too early')
    return next
  }

  #or(): Predicate {
    const of = [this.#and()]
    while (this.#skip('or')) of.push(this.#and())
    return of.length === 1 && of[0] ? of[0] : { kind: 'or', span, of }
  }

  #and(): Predicate {
    const of = [this.#one()]
    while (this.#skip('and')) of.push(this.#one())
    return of.length === 1 && of[0] ? of[0] : { kind: 'and', span, of }
  }

  #one(): Predicate {
    if (this.#skip('not')) return { kind: 'not', span, of: this.#one() }
    if (this.#skip('opaque')) return { kind: 'opaque', span }
    if (this.#skip('use')) {
      const name = this.#next()
      return { kind: 'use', span, of: this.definitions.findIndex((definition) => definition.name === name) }
    }
    if (this.#skip('(')) {
      const inner = this.#or()
      if (!this.#skip(')')) throw new Error('expected )')
      return inner
    }
    return this.#indicator()
  }

  #indicator(): Indicator {
    const name = this.#next().replaceAll('"', '')
    const partName = this.#skip(':') ? this.#next() : undefined
    const part = timeParts.find((known) => known === partName)
    const cased = this.#skip('cased')
    const word = this.#next()
    const op = symbols[word] ?? words.find((known) => known === word)
    if (!op || (partName && !part)) throw new Error(`no operator or part: ${word} ${partName}`)
    const via = this.#skip('word') ? ['word'] : []
    const need = this.#skip('every') ? 'every' : 'one'
    const field = name === 'anywhere' ? null : { span, written: name, ...(part && { part }) }
    return { kind: 'indicator', span, field, op, values: op === 'exists' ? [] : this.#values(), need, cased, via }
  }

  #values(): Value[] {
    if (!this.#skip('[')) return [value(this.#next())]
    const values: Value[] = []
    while (!this.#skip(']')) values.push(value(this.#next()))
    return values
  }
}

function value(written: string): Value {
  const [first, last] = [written[0], written.lastIndexOf('/')]
  if (first === "'") return { kind: 'text', span, written, parts: parts(written.slice(1, -1)) }
  if (first === '/') return { kind: 'pattern', span, written: written.slice(1, last), flags: written.slice(last + 1) }
  if (first === '@') return { kind: 'field', span, written: written.slice(1) }
  if (written === 'true' || written === 'false') return { kind: 'boolean', span, written, value: written === 'true' }
  if (Number.isNaN(Number(written))) throw new Error(`no value: ${written}`)
  return { kind: 'number', span, written, value: Number(written) }
}

function parts(text: string): Part[] {
  const found: Part[] = []
  for (const [, escaped, wild, any, placeholder, plain] of text.matchAll(
    /\\(.)|([*?])|\{([^}]*)\}|%(\w+)%|([^\\*?{%]+)/gs,
  )) {
    if (wild === '*' || wild === '?') found.push({ wild })
    else if (any !== undefined) found.push({ any: any.split('|') })
    else if (placeholder !== undefined) found.push({ placeholder })
    else found.push(escaped ?? plain ?? '')
  }
  return found
}

function rule(lines: readonly string[]): Rule {
  const notation = new Notation()
  for (const line of lines.slice(0, -1)) {
    const [, name = '', text = ''] = /^let (\w+) = (.*)$/.exec(line) ?? []
    notation.define(name, text)
  }
  const where = notation.read(lines.at(-1) ?? '')
  return ruleWith({
    definitions: notation.definitions,
    stages: [
      { kind: 'read', span, source: { kind: 'events', written: {} } },
      { kind: 'filter', span, from: 0, where },
    ],
  })
}

const folder = join(import.meta.dirname, 'cases')

describe.each(readdirSync(folder).filter((file) => file.endsWith('.txt')))('%s', (file) => {
  const paragraphs = readFileSync(join(folder, file), 'utf8')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.split('\n').filter((line) => line !== '' && !line.startsWith('#')))
    .filter((lines) => lines.length > 0)

  test.each(paragraphs.map((lines, index) => [`${index + 1}: ${lines[0]}`, lines] as const))('%s', (_, lines) => {
    const isRecord = (line: string) => line.startsWith('{')
    const listLine = lines.find((line) => line.startsWith('lists '))
    const lists = new Map<string, string[]>(Object.entries(JSON.parse(listLine?.slice('lists '.length) ?? '{}')))
    const read = rule(lines.slice(1).filter((line) => !isRecord(line) && line !== listLine))
    const expected = lines.filter(isRecord)
    expect(expected, 'a case has records').not.toEqual([])
    const verdicts = expected.map((line) => {
      const json = line.slice(0, line.lastIndexOf('}') + 1)
      return `${json}  ${scan(read, flatten(JSON.parse(json)), { lists })}`
    })
    expect(verdicts).toEqual(expected)
    expect(planned(read, expected, lists), 'a plan says the same').toEqual(verdicts)
  })
})

function planned(rule: Rule, lines: readonly string[], lists: ReadonlyMap<string, readonly string[]>): string[] {
  const plan = new Plan([{ rule }], { lists })
  const fields = new Fields()
  return lines.map((line) => {
    const json = line.slice(0, line.lastIndexOf('}') + 1)
    fields.take(JSON.parse(json))
    plan.match(fields)
    const answer = plan.count === 0 ? no : plan.answers[0]
    const verdict = answer === ask ? scan(rule, fields.record(), { lists }) : answers[answer ?? no]
    return `${json}  ${verdict}`
  })
}

const answers: readonly Verdict[] = ['false', 'true', 'unsure']
