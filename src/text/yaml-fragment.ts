/** A YAML scalar as a fragment: its text, and where each of its characters was written. */
import type { Fragment } from './fragment.js'
import { mappedFragment, plainFragment } from './fragment.js'
import type { YamlScalar } from './yaml.js'

/** `file` is the text that the scalar was read from. */
export function yamlFragment({ style, inner, text }: YamlScalar, file: string): Fragment {
  const raw = file.slice(inner.from, inner.to)
  if (raw === text) return plainFragment(text, inner.from)
  return mappedFragment(text, style === 'block' ? blockOffsets(raw, text) : flowOffsets(raw, text, style), {
    place: (from, to) => ({ from: inner.from + from, to: inner.from + to }),
  })
}

/** Line breaks with the blanks around them: one is read as a blank, several as one line break less. */
const fold = /[ \t]*(?:\r\n?|\n)[ \t\r\n]*/y

function flowOffsets(raw: string, text: string, style: 'plain' | 'single' | 'double'): Uint32Array {
  const found = new Uint32Array(text.length + 1)
  let at = 0
  let i = 0
  while (i < text.length && at < raw.length) {
    fold.lastIndex = at
    if (fold.test(raw)) {
      found[i++] = at
      for (const start of lineBreaks(raw, at, fold.lastIndex).slice(1, -1)) found[i++] = start
      at = fold.lastIndex
    } else if (style === 'double' && raw[at] === '\\') {
      const size = escapeSize(raw, at)
      for (let units = escapedUnits(raw, at); units > 0; units--) found[i++] = at
      at += size
    } else {
      found[i++] = at
      at += style === 'single' && raw[at] === "'" ? 2 : 1
    }
  }
  found.fill(at, i)
  return found
}

/** Where the line breaks of a stretch begin. */
function lineBreaks(raw: string, from: number, to: number): number[] {
  return [...raw.slice(from, to).matchAll(/\r\n?|\n/g)].map(({ index }) => from + index)
}

const hexDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

/** From the backslash on; one at the end of a line takes the blanks of the next with it. */
function escapeSize(raw: string, at: number): number {
  const kind = raw[at + 1] ?? ''
  if (kind !== '\n' && kind !== '\r') return 2 + (hexDigits[kind] ?? 0)
  fold.lastIndex = at + 1
  return fold.test(raw) ? fold.lastIndex - at : 2
}

/** How long the text is that an escape stands for: a character beyond the first plane is two units. */
function escapedUnits(raw: string, at: number): number {
  const kind = raw[at + 1]
  if (kind === '\n' || kind === '\r') return 0
  return kind === 'U' && Number.parseInt(raw.slice(at + 2, at + 10), 16) > 0xffff ? 2 : 1
}

/**
 * The lines of a block keep their order and, but for the indentation, their content. What the text has between two of
 * them, a blank or line breaks, tells how they were joined; the first stands where the line before ends.
 */
function blockOffsets(raw: string, text: string): Uint32Array {
  const found = new Uint32Array(text.length + 1)
  const indent = indentation(raw, text)
  let i = 0
  let breaks: number[] = []
  for (const line of raw.matchAll(/([^\r\n]*)(\r\n?|\n|$)/g)) {
    const [, content = '', end = ''] = line
    if (content.length > indent) {
      i = joint(found, text, i, breaks, line.index)
      breaks = []
      for (let at = indent; at < content.length && i < text.length; at++) found[i++] = line.index + at
    }
    if (end === '') break
    breaks.push(line.index + content.length)
  }
  const end = joint(found, text, i, breaks, raw.length)
  found.fill(breaks[end - i] ?? raw.length, end)
  return found
}

/** Places what stands before a line; gives the offset in the text after it. */
function joint(found: Uint32Array, text: string, from: number, breaks: readonly number[], line: number): number {
  let to = from
  while (text[to] === '\n') to++
  if (to === from && text[from] === ' ' && breaks.length === 1 && from > 0) to++
  for (let i = from; i < to; i++) found[i] = breaks[i - from] ?? line
  return to
}

/** How far the lines are indented, from the first that holds more than spaces. */
function indentation(raw: string, text: string): number {
  const inSource = /^( *)[^ \r\n]/m.exec(raw)?.[1]
  const inText = /^( *)[^ \n]/m.exec(text)?.[1]
  if (inSource === undefined || inText === undefined) return longestLine(raw) - longestLine(text)
  return inSource.length - inText.length
}

const longestLine = (text: string): number =>
  text.split(/\r\n?|\n/).reduce((longest, line) => Math.max(longest, line.length), 0)
