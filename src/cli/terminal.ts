import { stripVTControlCharacters } from 'node:util'

export type Paint = Readonly<Record<keyof typeof styles, (text: string) => string>>

const styles = {
  bold: [1, 22],
  dim: [2, 22],
  underline: [4, 24],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
} as const

const plain = (text: string): string => text
const styled =
  ([on, off]: readonly [number, number]) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`

/** Colours, or none. */
export function painter(colour: boolean): Paint {
  const entries = Object.entries(styles).map(([name, codes]) => [name, colour ? styled(codes) : plain])
  return Object.fromEntries(entries)
}

/** Whether colour is wanted there: a terminal, and no `NO_COLOR`. */
export const wantsColour = (stream: { readonly isTTY?: boolean }, env = process.env): boolean =>
  stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const hidden = /[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** Text of a rule or of a disk with all that could steer the terminal or hide in it named: `\u{1b}`. */
export const safe = (text: string): string =>
  text.replace(hidden, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)

/** The same on one line. */
export const safeLine = (text: string): string => safe(text.replace(/\r?\n/g, ' ').replaceAll('\t', ' '))

/** How many columns a text takes, colours aside. Wide characters count as one. */
export const width = (text: string): number => [...stripVTControlCharacters(text)].length

/** Rows as lines: the first cells padded to the same width, two blanks before each. */
export function columns(rows: readonly (readonly (string | undefined)[])[], indent = 2): string[] {
  const cells = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: cells }, (_, i) => Math.max(0, ...rows.map((row) => width(row[i] ?? ''))))
  return rows.map((row) => {
    const padded = row.map((cell = '', i) => cell + ' '.repeat((widths[i] ?? 0) - width(cell)))
    return `${' '.repeat(indent)}${padded.join('  ')}`.trimEnd()
  })
}

/** Breaks a paragraph at blanks so that lines stay within a width where they can. */
export function wrap(text: string, limit: number, indent = ''): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(/ +/)) {
      if (line !== '' && width(line) + 1 + width(word) > limit - indent.length) {
        lines.push(indent + line)
        line = word
      } else line = line === '' ? word : `${line} ${word}`
    }
    lines.push(line === '' ? '' : indent + line)
  }
  return lines
}

export interface Status {
  /** Replaces what was shown; nothing is shown unless stderr is a terminal. */
  show(text: string): void
  /** Takes it away. */
  clear(): void
}

/** One line on stderr that says what is being done. */
export function createStatus(
  stream: { isTTY?: boolean; columns?: number; write(text: string): unknown } = process.stderr,
): Status {
  if (!stream.isTTY) return { show() {}, clear() {} }
  return {
    show: (text) => stream.write(`\r\u001b[K${safeLine(text).slice(0, (stream.columns || 80) - 1)}`),
    clear: () => stream.write('\r\u001b[K'),
  }
}

/** `3 rules`, `1 rule`, `2,916 files`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${figure(n)} ${n === 1 ? one : many}`

export const figure = (n: number): string => n.toLocaleString('en-US')

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`
