/** A TOML string as a fragment: its text, and where each of its characters was written. */
import type { Fragment } from './fragment.js'
import { mappedFragment, plainFragment } from './fragment.js'
import type { TomlScalar } from './toml.js'
import { lineBreak } from './toml.js'

/** `file` is the text that the scalar was read from. */
export function tomlFragment({ style, inner, text }: TomlScalar, file: string): Fragment {
  // Escapes, joined lines and the carriage returns that TOML drops all make the text shorter than its source.
  if (text.length === inner.to - inner.from) return plainFragment(text, inner.from)
  const raw = file.slice(inner.from, inner.to)
  return mappedFragment(text, style === 'basic' ? basicOffsets(raw, text.length) : offsets(raw, text.length), {
    place: (from, to) => ({ from: inner.from + from, to: inner.from + to }),
  })
}

/** Offsets in a string without escapes: only line breaks of two characters are one. */
function offsets(raw: string, length: number): Uint32Array {
  const found = new Uint32Array(length + 1)
  let at = 0
  for (let i = 0; i < length; i++) {
    found[i] = at
    at += lineBreak(raw, at) || 1
  }
  found[length] = raw.length
  return found
}

function basicOffsets(raw: string, length: number): Uint32Array {
  const found = new Uint32Array(length + 1)
  let at = 0
  for (let i = 0; i < length; ) {
    at = afterJoin(raw, at)
    const size = raw[at] === '\\' ? escapeSize(raw[at + 1]) : lineBreak(raw, at) || 1
    found[i++] = at
    // A character beyond the first plane is two units of text from one escape.
    if (raw[at + 1] === 'U' && raw[at] === '\\' && Number.parseInt(raw.slice(at + 2, at + 10), 16) > 0xffff)
      found[i++] = at
    at += size
  }
  found[length] = at
  return found
}

function escapeSize(kind: string | undefined): number {
  switch (kind) {
    case 'x':
      return 4
    case 'u':
      return 6
    case 'U':
      return 10
    default:
      return 2
  }
}

/** After backslashes that join lines and the blanks they swallow, if there are any at `at`. */
function afterJoin(raw: string, at: number): number {
  const join = /\\[ \t]*(?:\r\n?|\n)[ \t\r\n]*/y
  let end = at
  for (;;) {
    join.lastIndex = end
    if (!join.test(raw)) return end
    end = join.lastIndex
  }
}
