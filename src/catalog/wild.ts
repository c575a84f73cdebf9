/** Values with wildcards as operators and as text. */
import type { Indicator, Part } from '../model/rule.js'

export type Kind = Indicator['op'] | 'wildcard'

const star: Part = { wild: '*' }
const isStar = (part: Part | undefined): boolean => typeof part === 'object' && 'wild' in part && part.wild === '*'

const textual: ReadonlySet<Kind> = new Set(['eq', 'contains', 'starts_with', 'ends_with'])

export const isTextual = (kind: Kind): boolean => textual.has(kind)

/** Wildcards at the ends become the operator that says the same; any left inside make it `wildcard`. */
export function normalise(op: Indicator['op'], written: readonly Part[]): { kind: Kind; parts: readonly Part[] } {
  if (!textual.has(op) || written.every((part) => typeof part === 'string')) return { kind: op, parts: written }
  const openStart = op === 'contains' || op === 'ends_with'
  const openEnd = op === 'contains' || op === 'starts_with'
  const parts = [...(openStart ? [star] : []), ...written, ...(openEnd ? [star] : [])].filter(
    (part, i, list) => !(isStar(part) && isStar(list[i - 1])),
  )
  if (parts.length === 1 && isStar(parts[0])) return { kind: 'exists', parts }
  const first = isStar(parts[0])
  const last = isStar(parts.at(-1))
  const inner = parts.slice(first ? 1 : 0, last ? -1 : undefined)
  if (!inner.every((part) => typeof part === 'string')) return { kind: 'wildcard', parts }
  return { kind: first ? (last ? 'contains' : 'ends_with') : last ? 'starts_with' : 'eq', parts: inner }
}

/** As Sigma would write it: literal wildcards escaped, and the backslashes that would otherwise escape one. */
export function printWild(parts: readonly Part[]): string {
  let printed = ''
  let text = ''
  const flush = (): void => {
    printed += text.replace(/(\\*)([*?])/g, '$1$1\\$2').replace(/\\+$/, '$&$&')
    text = ''
  }
  for (const part of parts) {
    if (typeof part === 'string') text += part
    else if ('wild' in part) {
      flush()
      printed += part.wild
    }
  }
  flush()
  return printed
}

/** A stretch of literal text, and whether it begins or ends what it stands in. */
export interface Stretch {
  readonly text: string
  readonly start: boolean
  readonly end: boolean
}

/** The literal stretches of what `printWild` has printed. */
export function stretches(printed: string): Stretch[] {
  const texts: string[] = ['']
  for (const [token, slashes = '', mark] of printed.matchAll(/(\\*)([*?]|$)|[^\\*?]+|\\+/g)) {
    const last = texts.length - 1
    if (mark === undefined) texts[last] += token
    else {
      texts[last] += slashes.slice(0, slashes.length >> 1)
      if (mark !== '' && slashes.length % 2 === 0) texts.push('')
      else texts[last] += mark
    }
  }
  const all = texts.map((text, i) => ({ text, start: i === 0, end: i === texts.length - 1 }))
  return all.filter(({ text }) => text !== '')
}
