import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { most, parse } from './parse.js'
import { exactly, print, term } from './print.js'
import { keys, type Query, wordKeys } from './query.js'
import { queryOf } from './testing.js'

/** Without the places, in the order of keys that reading gives. */
const bare = (query: Query): unknown =>
  JSON.parse(JSON.stringify(query.terms, (key, value) => (key === 'span' ? undefined : value)))

const asked = (text: string) => {
  const { terms, diagnostics } = parse(text)
  return {
    terms: bare({ terms }),
    problems: diagnostics.map(({ code, span }) => [code, text.slice(span.from, span.to)]),
  }
}
const field = (name: string, about?: object) => ({
  negated: false,
  ask: { kind: 'predicate', excludes: false, field: { text: name }, ...(about && { about }) },
})

test('a printed query reads back as the same one', () => {
  fc.assert(
    fc.property(queryOf(), (query) => {
      const again = parse(print(query))
      expect(bare(again)).toEqual(bare(query))
      expect(again.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('any text is read, what was read stays so, and every place is inside the text', () => {
  const unit = fc.oneof(
    fc.constantFrom(...Object.keys(keys).map((key) => `${key}:`), '"', '""', ' ', ',', 'a', '\\', 'feild:'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  fc.assert(
    fc.property(
      fc.array(unit, { maxLength: 12 }).map((parts) => parts.join('')),
      (text) => {
        const query = parse(text)
        expect(bare(parse(print(query)))).toEqual(bare(query))
        for (const { span } of [...query.terms, ...query.diagnostics]) {
          expect(span.from).toBeLessThanOrEqual(span.to)
          expect(text.slice(span.from, span.to)).toHaveLength(span.to - span.from)
        }
        for (const { ask } of query.terms)
          if (ask.kind === 'words' && !text.includes('"'))
            expect(text.slice(ask.text.span.from, ask.text.span.to)).toBe(ask.text.text)
      },
    ),
    { numRuns: 300 },
  )
})

test('terms of every kind', () => {
  expect(asked('lsass "a b" title:dump technique:T1059,t1003 tactic:"Credential Access"').terms).toEqual([
    { negated: false, ask: { kind: 'words', place: null, text: { text: 'lsass' } } },
    { negated: false, ask: { kind: 'words', place: null, text: { text: 'a b' } } },
    { negated: false, ask: { kind: 'words', place: 'title', text: { text: 'dump' } } },
    { negated: false, ask: { kind: 'fact', fact: 'technique', values: [{ text: 'T1059' }, { text: 't1003' }] } },
    { negated: false, ask: { kind: 'fact', fact: 'tactic', values: [{ text: 'Credential Access' }] } },
  ])
  expect(asked('not:field:ParentImage excludes:field:User').terms).toEqual([
    { negated: true, ask: { kind: 'predicate', excludes: false, field: { text: 'ParentImage' } } },
    { negated: false, ask: { kind: 'predicate', excludes: true, field: { text: 'User' } } },
  ])
  expect(asked('description:x startswith:y not:not:x').terms).toMatchObject([
    { ask: { place: 'text' } },
    { ask: { about: { kind: 'starts_with' } } },
    { negated: false },
  ])
})

test('what stands beside a field is of one indicator, a second text of one more of the same field', () => {
  const contains = (text: string) => ({ kind: 'contains', text: { text, whole: false } })
  expect(asked('field:F contains:a').terms).toEqual([field('F', contains('a'))])
  expect(asked('field:F kind:regex value:a').terms).toEqual([
    field('F', { kind: 'regex', text: { text: 'a', whole: false } }),
  ])
  expect(asked('field:F contains:a contains:b').terms).toEqual([field('F', contains('a')), field('F', contains('b'))])
  expect(asked('not:field:F contains:a contains:b').terms).toMatchObject([{ negated: true }, { negated: true }])
  const alone = { negated: false, ask: { kind: 'predicate', excludes: false, about: contains('b') } }
  for (const between of ['""', 'level:high', 'x']) {
    const { terms } = parse(`field:F ${between} contains:b`)
    expect(bare({ terms: terms.slice(-1) })).toEqual([alone])
  }
})

test('a text stands inside the value, after an equals sign it is all of it; numbers and nothing always are', () => {
  const texts = (query: string): unknown =>
    parse(query).terms.flatMap(({ ask }) =>
      ask.kind === 'predicate' ? [[ask.about?.text?.text, ask.about?.text?.whole]] : [],
    )
  expect(texts('contains:-enc contains:=-enc value:="a b" contains:"=a" contains:==a')).toEqual([
    ['-enc', false],
    ['-enc', true],
    ['a b', true],
    ['=a', false],
    ['=a', true],
  ])
  expect(texts('lt:5 exists:false eq:"" "" value:="" "" kind:ge value:7')).toEqual([
    ['5', true],
    ['false', true],
    ['', true],
    ['', true],
    ['7', true],
  ])
  expect(asked('contains:= x').problems).toEqual([['search/no-value', 'contains:']])
  expect(exactly('contains', 'a b')).toBe('contains:="a b"')
  expect(parse(exactly('value', '=a')).terms).toMatchObject([{ ask: { about: { text: { text: '=a', whole: true } } } }])
})

test('nothing is special inside quotes but a quote, which is written twice', () => {
  expect(asked('ends_with:"\\cmd.exe" contains:"say ""hi"" \\"').terms).toMatchObject([
    { ask: { about: { text: { text: '\\cmd.exe' } } } },
    { ask: { about: { text: { text: 'say "hi" \\' } } } },
  ])
  expect(asked('eq:""').terms).toMatchObject([{ ask: { about: { kind: 'eq', text: { text: '' } } } }])
})

test('drives, addresses and scopes are words', () => {
  for (const text of ['c:\\windows', 'https://example.org', 'sekurlsa::logon', 'constructor:x', 'HKLM:\\x'])
    expect(asked(text), text).toEqual({
      terms: [{ negated: false, ask: { kind: 'words', place: null, text: { text } } }],
      problems: [],
    })
})

describe('what cannot be meant is told at its place', () => {
  test.each([
    ['a level:hgih', [['search/unknown-value', 'hgih']], 1],
    ['family:sigma,elastc', [['search/unknown-value', 'elastc']], 1],
    ['field: x', [['search/no-value', 'field:']], 1],
    ['value:""', [['search/no-value', 'value:']], 0],
    ['technique:,', [['search/no-value', 'technique:']], 0],
    ['a not:', [['search/nothing-to-turn', 'not:']], 1],
    ['excludes:level:high', [['search/not-excludable', 'excludes:level:high']], 0],
    ['contains:"a b', [['search/unclosed', '"']], 1],
    ['kind:contians', [['search/unknown-value', 'contians']], 0],
    ['feild:Image', [['search/unknown-key', 'feild:']], 1],
  ] as const)('%s', (text, problems, terms) => {
    expect(asked(text).problems).toEqual(problems)
    expect(parse(text).terms).toHaveLength(terms)
  })

  test('with what was perhaps meant', () => {
    expect(parse('feild:Image').diagnostics[0]?.message).toContain('Did you mean field:?')
    expect(parse('family:elastc').diagnostics[0]?.message).toContain('Did you mean elastic?')
    expect(parse('level:x').diagnostics[0]?.message).toContain('critical')
  })

  test('a query that is too long is cut, and that is an error', () => {
    for (const text of ['x'.repeat(most.characters + 1), 'x '.repeat(most.terms + 1)]) {
      const { terms, diagnostics } = parse(text)
      expect(terms.length).toBeLessThanOrEqual(most.terms)
      expect(diagnostics).toMatchObject([{ code: 'search/too-long', severity: 'error' }])
    }
  })
})

test('one term for a link', () => {
  expect(term('value', 'a b"c')).toBe('value:"a b""c"')
  expect(wordKeys.every((key) => parse(term(key, 'x')).terms.length === 1)).toBe(true)
})
