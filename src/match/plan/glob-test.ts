/** Whether a text fits parts of plain text and `*`, in time that grows with the text alone. */
import type { Part } from '../../model/rule.js'
import { fold } from '../../text/fold.js'
import type { TextOperator } from '../text.js'

/** Undefined where parts are of other kinds. Takes a folded text unless `cased`. Agrees with `fits`. */
export function globTest(
  parts: readonly Part[],
  op: TextOperator,
  cased: boolean,
): ((text: string) => boolean) | undefined {
  const pieces = ['']
  for (const part of parts) {
    if (typeof part === 'string') pieces.push((pieces.pop() ?? '') + (cased ? part : fold(part)))
    else if ('wild' in part && part.wild === '*') pieces.push('')
    else return undefined
  }
  if (op === 'contains' || op === 'ends_with') pieces.unshift('')
  if (op === 'contains' || op === 'starts_with') pieces.push('')
  const first = pieces[0] ?? ''
  const last = pieces.at(-1) ?? ''
  if (pieces.length === 1) return (text) => text === first
  if (pieces.every((piece) => piece === '')) return () => true
  const middle = pieces.slice(1, -1)
  return (text) => {
    if (!text.startsWith(first)) return false
    let at = first.length
    for (const piece of middle) {
      const found = text.indexOf(piece, at)
      if (found < 0) return false
      at = found + piece.length
    }
    return text.length - last.length >= at && text.endsWith(last)
  }
}
