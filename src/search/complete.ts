/** What can stand where a reader is writing a query: keys, names of fields, values of facts. */
import { fold } from '../text/fold.js'
import { comparesWhole } from './about.js'
import { keyAt } from './keys.js'
import { type Fact, facts, keys, type QueryKey, tests } from './query.js'

export interface Completion {
  /** What it is replaced with, a colon or a blank after it. */
  readonly insert: string
  readonly label: string
  readonly about: string
}

export interface Completions {
  /** The part of the query that a completion replaces. */
  readonly from: number
  readonly to: number
  readonly all: readonly Completion[]
}

/** Names that a query can be completed with, those of most rules first. */
export interface Names {
  readonly fields: readonly { readonly name: string; readonly about: string; readonly search: string }[]
  fact(fact: Fact): readonly { readonly key: string; readonly label: string; readonly rules: number }[]
}

const mostShown = 8

/** What can go on at `caret`; nothing when a plain word is being written there. */
export function complete(query: string, caret: number, names: Names): Completions | undefined {
  const from = beginning(query, caret)
  const written = query.slice(from, caret)
  const key = keyAt(query, from)
  if (!key || key.after > caret) {
    const all = written.length < 2 || !/^[a-z_]+$/i.test(written) ? [] : keysFor(written.toLowerCase())
    return all.length === 0 ? undefined : { from, to: caret, all }
  }
  const at = key.key === 'field' || key.key === 'kind' ? key.after : lastListed(query, key.after, caret)
  const all = valuesFor(key.key, fold(query.slice(at, caret).replace(/^"/, '')), names)
  return all.length === 0 ? undefined : { from: at, to: caret, all }
}

/** Where the term at the caret begins, signs set aside; quotes keep blanks inside. */
function beginning(query: string, caret: number): number {
  let from = 0
  let inside = false
  for (let i = 0; i < caret; i++) {
    if (query[i] === '"') inside = !inside
    else if (!inside && /\s/.test(query.charAt(i))) from = i + 1
  }
  for (let sign = keyAt(query, from); sign?.key === 'not' || sign?.key === 'excludes'; sign = keyAt(query, from)) {
    if (sign.after > caret) break
    from = sign.after
  }
  return from
}

function lastListed(query: string, from: number, caret: number): number {
  const comma = query.slice(from, caret).lastIndexOf(',')
  return comma < 0 ? from : from + comma + 1
}

const keysFor = (start: string): Completion[] =>
  (Object.keys(keys) as QueryKey[])
    .filter((key) => key.startsWith(start))
    .slice(0, mostShown)
    .map((key) => ({ insert: `${key}:`, label: `${key}:`, about: keys[key] }))

function valuesFor(key: QueryKey, start: string, names: Names): Completion[] {
  if (key === 'field')
    return best(names.fields, start, ({ search }) => search).map(({ name, about }) => ({
      insert: `${inQuery(name)} `,
      label: name,
      about,
    }))
  if (key === 'kind')
    return best(tests, start, (test) => test).map((test) => ({ insert: `${test} `, label: test, about: '' }))
  if (start === '' && (key === 'value' || tests.some((test) => test === key)) && !comparesWhole(key)) return [whole]
  const fact = facts.find((known) => known === key)
  if (!fact) return []
  return best(names.fact(fact), start, ({ key, label }) => `${fold(key)}\n${fold(label)}`).map(
    ({ key, label, rules }) => ({
      insert: `${inQuery(key)} `,
      label: key,
      about: [label.startsWith(key) ? label.slice(key.length).trim() : label, rules === 1 ? '1 rule' : `${rules} rules`]
        .filter(Boolean)
        .join(', '),
    }),
  )
}

const whole: Completion = { insert: '=', label: '=', about: 'exactly what follows, not inside a longer text' }

const inQuery = (text: string): string => (/[\s",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Those that begin so before those that hold it, each in their order. */
function best<T>(all: readonly T[], start: string, search: (one: T) => string): readonly T[] {
  const begin: T[] = []
  const inside: T[] = []
  for (const one of all) {
    const text = search(one)
    const at = start === '' ? 0 : text.indexOf(start)
    if (at === 0 || text.includes(`\n${start}`)) begin.push(one)
    else if (at > 0) inside.push(one)
    if (begin.length >= mostShown) break
  }
  return [...begin, ...inside].slice(0, mostShown)
}
