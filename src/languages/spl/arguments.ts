/** Options and names, as most commands take them. */
import type { Millis, Span } from '../../model/rule.js'
import { Cursor } from './cursor.js'
import { durationOf } from './durations.js'
import type { Pipeline } from './query.js'
import { quoteEnd } from './structure.js'
import { unescaped } from './text.js'

export interface Named {
  readonly name: string
  readonly span: Span
  readonly from: number
  readonly to: number
}

const option = /[A-Za-z_][\w.]*\s*=\s*/y
const plain = /[^\s,()="'|[\]`]+/y

/** What an option may hold besides a quoted text or something in brackets. */
const optionValue = /[^\s,()"|[\]]+/y

/** A name with or without quotes. */
export function readName(cursor: Cursor): Named {
  const from = cursor.at
  if (cursor.char === '"' || cursor.char === "'") {
    const inside = cursor.quoted()
    return {
      name: unescaped(cursor.text.slice(inside.from, inside.to)),
      span: cursor.place(from),
      from,
      to: cursor.done,
    }
  }
  const name = cursor.match(plain)
  if (name === undefined) return cursor.fail()
  return { name, span: cursor.place(from), from, to: cursor.done }
}

/** A name that a function gave, as `predicted(score)` or `flags(inherited)`, or any other. */
export function readGivenName(cursor: Cursor): Named {
  const plain = readName(cursor)
  const inside = cursor.touches ? cursor.match(/\([^()|]*\)/y) : undefined
  if (inside === undefined) return plain
  return { ...plain, name: plain.name + inside, span: cursor.place(plain.from), to: cursor.done }
}

/** Names with blanks or commas between them. */
export function readNames(cursor: Cursor): Named[] {
  const names: Named[] = []
  while (!cursor.ended) if (!cursor.sign(',')) names.push(readGivenName(cursor))
  return names
}

/** `name=value`; nothing is read when the next word is none. */
export function readOption(cursor: Cursor): { key: string; value: string; from: number; to: number } | undefined {
  const head = cursor.match(option)
  if (head === undefined) return undefined
  const key = head.slice(0, head.indexOf('=')).trim().toLowerCase()
  const from = cursor.at
  if (cursor.char === '"') {
    const { from: start, to } = cursor.quoted()
    return { key, value: unescaped(cursor.text.slice(start, to)), from: start, to }
  }
  if (cursor.char === '(') {
    const close = cursor.closing()
    cursor.moveTo(close + 1)
    return { key, value: cursor.text.slice(from + 1, close), from: from + 1, to: close }
  }
  const value = cursor.match(optionValue) ?? ''
  return { key, value, from, to: cursor.done }
}

export type Options = ReadonlyMap<string, string>

/** All options that stand here. */
export function readOptions(cursor: Cursor): Map<string, string> {
  const found = new Map<string, string>()
  for (;;) {
    cursor.sign(',')
    const one = readOption(cursor)
    if (!one) return found
    found.set(one.key, one.value)
  }
}

export const isOn = (value: string | undefined): boolean => /^(?:t|true|1|y|yes)$/i.test(value ?? '')

/** `span=5m` and such. */
export const spanOption = (options: Options, key = 'span'): Millis | undefined => durationOf(options.get(key) ?? '')

export interface Clause {
  /** The word that opens it, lower case; empty for what stands before the first one. */
  readonly word: string
  readonly from: number
  readonly to: number
}

/** A stretch parted at words that stand outside of quotes and brackets. */
export function clausesOf({ query }: Pipeline, from: number, to: number, words: readonly string[]): Clause[] {
  const { text } = query.source
  const cursor = new Cursor(query, from, to)
  const found: Clause[] = []
  let open = { word: '', from }
  let depth = 0
  let free = true
  for (let at = from; at < to; at++) {
    const char = text[at] as string
    if (char === '\\') at++
    else if (char === '"') at = quoteEnd(text, at, '"')
    else if (char === '(' || char === '[') depth++
    else if (char === ')' || char === ']') depth--
    else if (depth <= 0 && free) {
      const word = words.find((one) => cursor.isWord(one, at))
      if (word && !/^\s*[=!<>]/.test(text.slice(at + word.length, Math.min(to, at + word.length + 20)))) {
        found.push({ ...open, to: at })
        open = { word, from: at + word.length }
      }
    }
    // A word begins behind a blank or a bracket, and is no value when no sign stands before it.
    free = /[\s)\]]/.test(text[at] as string) && !/[=<>]\s*$/.test(text.slice(Math.max(from, at - 8), at + 1))
  }
  found.push({ ...open, to })
  return found
}
