/** What stands in quotes: strings, wildcards in them, and names; each way. */
import type { Part } from '../../model/rule.js'

export interface Unquoted {
  readonly text: string
  /** Escapes that EQL does not have: their places in the literal. They are kept as they stand. */
  readonly unknown: readonly { readonly from: number; readonly to: number }[]
  /** Single quotes, or a question mark before the quotes: EQL elsewhere has them, Elasticsearch does not. */
  readonly foreign: boolean
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  "'": "'",
  '\\': '\\',
}

/** The text of a string literal, its quotes included. */
export function unquote(literal: string): Unquoted {
  if (literal.startsWith('"""')) return { text: literal.slice(3, -3), unknown: [], foreign: false }
  if (literal.startsWith('?')) return { text: literal.slice(2, -1), unknown: [], foreign: true }
  const foreign = literal.startsWith("'")
  if (!literal.includes('\\')) return { text: literal.slice(1, -1), unknown: [], foreign }
  const unknown: { from: number; to: number }[] = []
  const text = literal
    .slice(1, -1)
    .replace(/\\(?:u\{([0-9a-fA-F]{1,8})\}|u([0-9a-fA-F]{4})|([\s\S]))/gu, (all, long, short, char, at: number) => {
      const code = Number.parseInt(long ?? short ?? '', 16)
      if (code <= 0x10ffff) return String.fromCodePoint(code)
      const plain = Object.hasOwn(escapes, char ?? '') ? escapes[char] : undefined
      if (plain === undefined) unknown.push({ from: at + 1, to: at + 1 + all.length })
      return plain ?? all
    })
  return { text, unknown, foreign }
}

/** A string literal in double quotes. */
export const quote = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is escaped
  `"${text.replace(/["\\\u0000-\u001f\u007f\u2028\u2029]/g, (char) => shortEscapes[char] ?? `\\u{${hex(char)}}`)}"`

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

const hex = (char: string): string => char.charCodeAt(0).toString(16).padStart(4, '0')

/** `*` is any text and `?` any one character. Nothing escapes them. */
export function wildParts(text: string): Part[] {
  if (!/[*?]/.test(text)) return [text]
  return text
    .split(/([*?])/)
    .filter((piece) => piece !== '')
    .map((piece): Part => (piece === '*' || piece === '?' ? { wild: piece } : piece))
}

export const isLiteral = (parts: readonly Part[]): boolean => parts.every((part) => typeof part === 'string')

/** Words that no field can begin with unless in backticks. */
export const reserved: ReadonlySet<string> = new Set(
  'and any by false in join like maxspan not null of or regex sample sequence true until where with'.split(' '),
)

/** A field's name as EQL has it: parts that are no plain words in backticks. */
export function quoteName(name: string): string {
  const parts = name.split('.')
  if (parts.includes('')) return backticks(name)
  return parts
    .map((part) => {
      const [, word = '', index = ''] = /^(.*?)((?:\[\d+\])*)$/s.exec(part) ?? []
      return (/^[A-Za-z_@]\w*$/.test(word) && !reserved.has(word) ? word : backticks(word)) + index
    })
    .join('.')
}

const backticks = (name: string): string => `\`${name.replaceAll('`', '``')}\``

export const unquoteName = (literal: string): string => literal.slice(1, -1).replaceAll('``', '`')
