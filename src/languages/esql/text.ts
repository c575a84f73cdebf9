/** The texts of ES|QL: what quotes hold, and patterns of `like`. */

import type { Part } from '../../model/rule.js'
import type { Fragment } from '../../text/fragment.js'
import { mappedFragment, partOf } from '../../text/fragment.js'
import { wildcards } from '../../text/wildcards.js'
import type { Token } from './tokens.js'

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '"': '"', '\\': '\\' }

/** What a text token stands for, escapes undone. Three quotes know no escapes. */
export function contentOf(token: Token, source: Fragment): Fragment {
  const width = token.quote ?? 1
  const start = token.from + width
  const raw = token.text
  if (width === 3 || !raw.includes('\\')) return partOf(source, start, start + raw.length)
  let text = ''
  const offsets: number[] = []
  for (let i = 0; i < raw.length; i++) {
    offsets.push(start + i)
    const known = raw[i] === '\\' ? escapes[raw[i + 1] ?? ''] : undefined
    text += known ?? raw[i]
    if (known !== undefined) i++
  }
  offsets.push(start + raw.length)
  return mappedFragment(text, offsets, source)
}

/** `*` is any text and `?` one character; a backslash takes the meaning from what follows it. */
export const patternParts = (pattern: string): Part[] => wildcards(pattern, () => true)
