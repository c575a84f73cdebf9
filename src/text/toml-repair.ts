/**
 * The part of a TOML text that can be parsed. The parser gives up at the first thing that is wrong; here it is asked
 * again without it: a key that occurs twice is set aside, anything else ends the text before the statement it is in.
 */
import type { AST } from 'toml-eslint-parser'
import { ParseError, parseTOML } from 'toml-eslint-parser'
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Span } from '../model/rule.js'

export interface Standing {
  /** Absent when nothing can be parsed. */
  readonly program: AST.TOMLProgram | undefined
  /** Where the keys begin that were set aside. */
  readonly aside: ReadonlySet<number>
  readonly problems: readonly Diagnostic[]
}

/** Larger texts, in UTF-16 units, are not parsed: the parser would take seconds. */
const sizeLimit = 1_000_000

/** How often a text is parsed at most. */
const tries = 16

/** How many keys are set aside at most; from there on a key that occurs twice ends the text like anything else. */
const asideLimit = 8
/** In a text of more than this, in UTF-16 units, none is. */
const patientBelow = 250_000

/** What the parser says of a key that it has seen before; its errors have no other mark. */
const duplicate = 'Defining a key multiple times is invalid'

export function parseWhatStands(text: string): Standing {
  const aside = new Set<number>()
  const problems: Diagnostic[] = []
  if (text.length > sizeLimit) {
    problems.push(diagnose('toml/too-large', { from: 0, to: 1 }, text.length, sizeLimit))
    return { program: undefined, aside, problems }
  }
  // A byte order mark becomes a blank, so that every place stays as it is.
  let source = text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text
  let whole = true
  for (let i = 0; i < tries; i++) {
    const parsed = parse(source)
    if (!(parsed instanceof Error)) return { program: parsed, aside, problems }
    const key = isDuplicate(parsed) ? keyAt(source, parsed.index) : undefined
    if (key && aside.size < asideLimit && text.length < patientBelow) {
      const { from, to } = key
      aside.add(quoted(source, from) ? from - 1 : from)
      problems.push(diagnose('toml/duplicate-key', key, text.slice(from, to)))
      source = source.slice(0, from) + stranger(i, to - from) + source.slice(to)
      continue
    }
    const at = placeOf(parsed, source)
    // Only the first is the author's; what is wrong after a cut may come from the cut.
    if (whole) problems.push(problemOf(parsed, at, source))
    whole = false
    source = source.slice(0, statementBefore(source, at.from))
  }
  return { program: undefined, aside, problems }
}

const isDuplicate = (error: Error): error is ParseError => error instanceof ParseError && error.message === duplicate

function parse(source: string): AST.TOMLProgram | Error {
  try {
    return parseTOML(source)
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
}

function problemOf(error: Error, at: Span, source: string): Diagnostic {
  const key = isDuplicate(error) ? keyAt(source, error.index) : undefined
  if (key) return diagnose('toml/duplicate-key', key, source.slice(key.from, key.to))
  if (error instanceof RangeError) return diagnose('toml/value-too-large', at, at.to - at.from)
  const detail = error instanceof ParseError ? error.message : 'not understood'
  return diagnose('toml/syntax', { from: at.from, to: Math.min(source.length, at.from + 1) }, lowerFirst(detail))
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

function placeOf(error: Error, source: string): Span {
  // The parser spreads the characters of a string over a call's arguments, of which there can only be so many.
  if (error instanceof RangeError) return longestStretch(source)
  const at = error instanceof ParseError ? Math.min(error.index, source.length) : source.length
  // A string that is never closed is reported where the text ends; it is told where it begins.
  const open = at >= source.length - 1 ? openString(source) : undefined
  return { from: open ?? at, to: source.length }
}

/** Where the string begins that is still open at the end of the text. */
function openString(source: string): number | undefined {
  let open: { quotes: string; at: number } | undefined
  for (const { 0: quotes, index } of source.matchAll(/"""|'''/g)) {
    if (!open) open = { quotes, at: index }
    else if (open.quotes === quotes) open = undefined
  }
  return open?.at
}

function longestStretch(source: string): Span {
  let best = { from: 0, to: 0 }
  let from = 0
  for (const stretch of source.split(/("""|'''|[[\]{}\n]{2,})/)) {
    if (stretch.length > best.to - best.from) best = { from, to: from + stretch.length }
    from += stretch.length
  }
  return best
}

/** Where the last line before `at` begins that looks like a key with a value or like a table's header. */
function statementBefore(source: string, at: number): number {
  let end = at
  while (end > 0) {
    const start = source.lastIndexOf('\n', end - 1) + 1
    if (start < at && /^[ \t]*(?:\[|[\w."'-]+[ \t]*=)/.test(source.slice(start, Math.min(source.length, start + 200))))
      return start
    end = start - 1
  }
  return 0
}

const quoted = (source: string, from: number): boolean => source[from - 1] === '"' || source[from - 1] === "'"

/** The key that begins at `at`, without quotes; undefined when none does. */
function keyAt(source: string, at: number): Span | undefined {
  const [key, bare] = /^(?:([\w-]+)|"(?:[^"\\\n]|\\.)+"|'[^'\n]+')/.exec(source.slice(at, at + 1_000)) ?? []
  if (key === undefined) return undefined
  return bare === undefined ? { from: at + 1, to: at + key.length - 1 } : { from: at, to: at + key.length }
}

/** A key of a given length that is unlikely to occur otherwise. */
const stranger = (n: number, length: number): string => (n.toString(36) + '-_'.repeat(length)).slice(0, length)
