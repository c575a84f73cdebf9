import { RE2JS, RE2JSException } from 're2js'
import type { Pattern } from '../model/rule.js'
import { re2flags } from '../text/regex.js'
import { type Verdict, verdict } from './verdict.js'

/** Null: RE2 cannot run it. */
const compiled = new WeakMap<Pattern, RE2JS | null>()

/** Whether the pattern fits, in linear time: the whole text if it says so, else anywhere in it, its own anchors binding it. */
export function matches(text: string, pattern: Pattern): Verdict {
  const expression = expressionOf(pattern)
  return expression ? verdict(expression.test(text)) : 'unsure'
}

/** The leftmost place where it fits, in UTF-16 offsets. */
export function whereMatches(
  text: string,
  pattern: Pattern,
): { readonly from: number; readonly to: number } | undefined {
  const matcher = expressionOf(pattern)?.matcher(text)
  return matcher?.find() ? { from: matcher.start(), to: matcher.end() } : undefined
}

function expressionOf(pattern: Pattern): RE2JS | null {
  const known = compiled.get(pattern)
  if (known !== undefined) return known
  const expression = compile(pattern)
  compiled.set(pattern, expression)
  return expression
}

function compile({ written, flags, whole }: Pattern): RE2JS | null {
  try {
    return whole ? RE2JS.compile(`^(?:${written})$`, re2flags(`${flags}s`)) : RE2JS.compile(written, re2flags(flags))
  } catch (error) {
    if (error instanceof RE2JSException) return null
    throw error
  }
}
