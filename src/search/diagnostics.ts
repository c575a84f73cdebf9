import type { Diagnostic, Span } from '../model/rule.js'

/** What is wrong with a query, or doubtful. An error leaves out the term that it is of. */
const words = {
  'search/no-value': ['error', (key: string) => `"${key}:" needs a value: ${key}:word or ${key}:"some words".`],
  'search/nothing-to-turn': ['error', (key: string) => `"${key}:" needs a term after it.`],
  'search/not-excludable': ['error', () => '"excludes:" goes before field:, value:, kind: or a kind of comparison.'],
  'search/unclosed': ['error', () => 'This quote is never closed.'],
  'search/too-long': ['error', (most: string) => `A query has at most ${most}; the rest is left out.`],
  'search/unknown-value': [
    'error',
    (key: string, value: string, near: string | undefined, all: string) =>
      `"${value}" is not a ${key}. ${near === undefined ? `It is one of ${all}.` : `Did you mean ${near}?`}`,
  ],
  'search/unknown-key': [
    'warning',
    (name: string, near: string) => `There is no key "${name}"; these are read as words. Did you mean ${near}?`,
  ],
  'search/nowhere': [
    'warning',
    (key: string, value: string, near: string) =>
      `No rule has the ${key} "${value}".${near === '' ? '' : ` Did you mean ${near}?`}`,
  ],
  'search/no-such-text': [
    'warning',
    (kind: string | undefined, whole: boolean, wider: string) =>
      `No indicator there has ${kind === undefined ? '' : `the kind "${kind}" and `}${whole ? 'exactly this text' : 'this in its text'}; ${wider} ${whole ? 'looks inside longer ones' : 'looks in those of every kind'}.`,
  ],
} as const satisfies Record<string, readonly ['error' | 'warning', (...words: never[]) => string]>

type Code = keyof typeof words
type Details<C extends Code> = Parameters<(typeof words)[C][1]>

export function say<C extends Code>(code: C, span: Span, ...details: Details<C>): Diagnostic {
  const [severity, message] = words[code]
  return { code, severity, message: (message as (...details: Details<C>) => string)(...details), span }
}
