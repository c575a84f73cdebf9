/** Regular expressions that are computed, in linear time; each is compiled once, of the last that were asked for. */
import { type Matcher, RE2JS, RE2JSException } from 're2js'
import { re2flags } from '../../text/regex.js'
import { largest } from './place.js'

const compiled = new Map<string, RE2JS | null>()
const most = 500

/** Flags: some of `ims`. Null: RE2 cannot run it. */
export function regexOf(pattern: string, flags = ''): RE2JS | null {
  const key = `${flags}/${pattern}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  if (compiled.size >= most) for (const oldest of [...compiled.keys()].slice(0, most / 2)) compiled.delete(oldest)
  const regex = compile(pattern, flags)
  compiled.set(key, regex)
  return regex
}

function compile(pattern: string, flags: string): RE2JS | null {
  try {
    return RE2JS.compile(pattern, re2flags(flags))
  } catch (error) {
    if (error instanceof RE2JSException) return null
    throw error
  }
}

/** How many matches of one pattern in one text are looked at. */
const matchLimit = 10_000

/** Every match from the left, none inside another. */
export function* matchesOf(regex: RE2JS, text: string): Generator<Matcher> {
  const matcher = regex.matcher(text)
  for (let n = 0; n < matchLimit && matcher.find(); n++) yield matcher
}

/**
 * All matches replaced. In what stands for them `sign` and a number is a group (`$1`, `\1`). Undefined when the text
 * gets too large.
 */
export function replaceAll(
  regex: RE2JS,
  text: string,
  by: string,
  sign: '$' | '\\',
  limit = matchLimit,
): string | undefined {
  const pieces: string[] = []
  let [length, at, count] = [0, 0, 0]
  const add = (piece: string): void => {
    pieces.push(piece)
    length += piece.length
  }
  for (const match of matchesOf(regex, text)) {
    if (count++ >= limit) break
    add(text.slice(at, match.start()))
    add(expanded(by, sign, match))
    at = match.end()
    if (length > largest) return undefined
  }
  add(text.slice(at))
  return length > largest ? undefined : pieces.join('')
}

function expanded(by: string, sign: '$' | '\\', match: Matcher): string {
  if (!by.includes(sign)) return by
  return by.replace(
    sign === '$' ? /\\([\s\S])|\$(\d)/g : /\\(?:(\d)|([^\d]))/g,
    (all, one?: string, other?: string) => {
      const [digit, escaped] = sign === '$' ? [other, one] : [one, other]
      if (digit === undefined) return escaped ?? all
      return Number(digit) <= match.groupCount() ? (match.group(Number(digit)) ?? '') : ''
    },
  )
}
