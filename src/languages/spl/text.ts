/** What stands between quotes, and single words as values. */
import type { Num, Part, Span, Text } from '../../model/rule.js'

/** A backslash makes a quote or a backslash literal and stands for itself before anything else. */
export const unescaped = (text: string): string => (text.includes('\\') ? text.replace(/\\(["\\])/g, '$1') : text)

const numeral = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

export const numberOf = (text: string): number | undefined => (numeral.test(text) ? Number(text) : undefined)

/**
 * A value of the search language: `*` stands for any text, quoted or not; it cannot be escaped. Where there are
 * `tokens`, `$name$` stands for a value of another record.
 */
export function searched(text: string, span: Span, quoted: boolean, tokens = false): Text | Num {
  const [, token] = (tokens && /^\$([\w.{}]+)\$$/.exec(text)) || []
  if (token) return { kind: 'text', span, parts: [{ placeholder: token }], written: text }
  const number = quoted ? undefined : numberOf(text)
  if (number !== undefined) return { kind: 'number', span, value: number, written: text }
  return { kind: 'text', span, parts: starred(unescaped(text)), written: text }
}

function starred(text: string): Part[] {
  if (!text.includes('*')) return [text]
  const pieces = text.split(/\*+/)
  return pieces.flatMap((piece, i): Part[] => [...(i > 0 ? [{ wild: '*' } as const] : []), ...(piece ? [piece] : [])])
}

/** Of `like`: `%` any text, `_` any one character, either literal behind a backslash. */
export function liked(text: string): Part[] {
  const parts: Part[] = []
  let literal = ''
  const flush = () => {
    if (literal) parts.push(literal)
    literal = ''
  }
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i)
    if (char === '\\' && /[%_]/.test(text.charAt(i + 1))) literal += text.charAt(++i)
    else if (char === '%' || char === '_') {
      flush()
      parts.push({ wild: char === '%' ? '*' : '?' })
    } else literal += char
  }
  flush()
  return parts.length > 0 ? parts : ['']
}

export const plainText = (written: string, span: Span): Text => ({
  kind: 'text',
  span,
  parts: [unescaped(written)],
  written,
})
