import { RE2JS, RE2JSException } from 're2js'
import type { Pattern } from '../model/rule.js'
import { re2flags } from '../text/regex.js'
import { type Verdict, verdict } from './verdict.js'

/** Null: RE2 cannot run it. */
const compiled = new WeakMap<Pattern, RE2JS | null>()

/** Whether the pattern fits, in linear time: the whole text if it says so, else anywhere in it, its own anchors binding it. */
export function matches(text: string, pattern: Pattern): Verdict {
  let expression = compiled.get(pattern)
  if (expression === undefined) {
    expression = compile(pattern)
    compiled.set(pattern, expression)
  }
  return expression ? verdict(expression.test(text)) : 'unsure'
}

function compile({ written, flags, whole }: Pattern): RE2JS | null {
  try {
    return whole ? RE2JS.compile(`^(?:${written})$`, re2flags(`${flags}s`)) : RE2JS.compile(written, re2flags(flags))
  } catch (error) {
    if (error instanceof RE2JSException) return null
    throw error
  }
}
