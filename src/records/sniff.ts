/** Which format a log is in, from its beginning. Its name only decides where the beginning leaves it open. */
import { isAuditLine } from './auditd.js'
import { envelopeOf, isWrapper } from './json-envelopes.js'
import { isSyslogLine } from './syslog.js'

export type LogFormat =
  | { readonly kind: 'json-lines'; readonly inside?: string }
  | { readonly kind: 'json' | 'xml' | 'auditd' | 'syslog' }
  | { readonly kind: 'csv'; readonly delimiter: string }

/** Bytes that are enough to tell. */
export const headBytes = 64 * 1024

export interface Head {
  readonly bytes: Uint8Array
  /** Whether this is all of the file. */
  readonly whole: boolean
  readonly name: string
}

/** Undefined when it is none that is known. */
export function sniff(head: Head): LogFormat | undefined {
  const text = new TextDecoder().decode(head.bytes)
  // A line that is cut tells nothing.
  const end = head.whole ? text.length : text.lastIndexOf('\n') + 1
  const lines = text
    .slice(0, end)
    .split(/\r?\n/, 200)
    .filter((line) => line.trim() !== '')
  return xml(text) ?? json(text, lines) ?? textLines(lines) ?? csv(lines, head.name)
}

const xml = (text: string): LogFormat | undefined =>
  /^\s*<[?!a-z]/i.test(text) && /<Event[\s>]/.test(text) ? { kind: 'xml' } : undefined

function json(text: string, lines: readonly string[]): LogFormat | undefined {
  const isList = /^\s*\[\s*(?:[{[\]]|$)/.test(text)
  if (isList) return { kind: 'json' }
  for (const line of lines) {
    const value = line.startsWith('{') ? parsed(line) : undefined
    if (value === undefined) continue
    if (isWrapper(value)) return { kind: 'json' }
    const inside = envelopeOf(value)
    return { kind: 'json-lines', ...(inside !== undefined && { inside }) }
  }
  // The record separator begins each text of a JSON text sequence.
  return /^\s*\{\s*(?:["}]|$)/.test(text.replace('\x1e', '')) ? { kind: 'json' } : undefined
}

function parsed(line: string): object | undefined {
  try {
    return JSON.parse(line)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return undefined
  }
}

function textLines(lines: readonly string[]): LogFormat | undefined {
  const isMost = (fits: (line: string) => boolean): boolean => {
    const first = lines.slice(0, 20)
    return first.length > 0 && first.filter(fits).length * 2 >= first.length
  }
  if (isMost(isAuditLine)) return { kind: 'auditd' }
  return isMost(isSyslogLine) ? { kind: 'syslog' } : undefined
}

/** A header of two names or more, and one of the next lines with as many cells, or a name of the file that says so. */
function csv(lines: readonly string[], name: string): LogFormat | undefined {
  const [header, ...rows] = lines[0]?.startsWith('#TYPE ') ? lines.slice(1) : lines
  if (header === undefined) return undefined
  const named = /\.(?:csv|tsv)(?:\.\w{2,4})?$/i.test(name)
  for (const delimiter of ['\t', ',', ';', '|']) {
    const names = header.split(delimiter)
    if (names.length < 2 || !names.every(isName)) continue
    if (named || rows.slice(0, 20).some((row) => row.split(delimiter).length >= names.length))
      return { kind: 'csv', delimiter }
  }
  return named && isName(header) ? { kind: 'csv', delimiter: ',' } : undefined
}

const isName = (cell: string): boolean => /^\s*"?[\w@#$.:()[\]/ -]{0,128}"?\s*$/.test(cell)
