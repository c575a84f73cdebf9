import fc from 'fast-check'
import { parse } from 'smol-toml'
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser'
import { describe, expect, test } from 'vitest'
import type { TomlNode, TomlScalar } from './toml.js'
import { parseToml, tomlEntry } from './toml.js'
import { tomlFragment } from './toml-text.js'

/** The tree as plain values, places left out. */
function plain(node: TomlNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value
    case 'list':
      return node.items.map(plain)
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]))
    default:
      return node satisfies never
  }
}

const values = (text: string): unknown => plain(parseToml(text).root)

const problems = (text: string): string[] =>
  parseToml(text).problems.map(({ code, span }) => `${code} @ ${text.slice(span.from, span.to).slice(0, 12)}`)

function scalar(text: string, ...path: string[]): TomlScalar {
  let node: TomlNode | undefined = parseToml(text).root
  for (const key of path) node = node?.kind === 'map' ? tomlEntry(node, key)?.value : undefined
  if (node?.kind !== 'scalar') throw new Error(`no scalar at ${path.join('.')}`)
  return node
}

describe('values', () => {
  test('tables, lists of tables, dotted and quoted keys', () => {
    const text = [
      'top = 1',
      '[a.b]',
      'c.d = true',
      '"e.f" = 2.5',
      '[[a.list]]',
      'x = "one"',
      '[a.list.below]',
      'y = [1, [2, "3"], {z = 4}]',
      '[[a.list]]',
      "x = 'two'",
    ].join('\n')
    expect(values(text)).toEqual({
      top: 1,
      a: {
        b: { c: { d: true }, 'e.f': 2.5 },
        list: [{ x: 'one', below: { y: [1, [2, '3'], { z: 4 }] } }, { x: 'two' }],
      },
    })
    expect(values(text)).toEqual(parse(text))
  })

  test('dates stay text, numbers keep their source', () => {
    expect(values('d = 2024-01-02T03:04:05Z\nn = 0x1F')).toEqual({ d: '2024-01-02T03:04:05Z', n: 31 })
    expect(scalar('n = 1_000', 'n').text).toBe('1_000')
  })

  test('names that objects have are names like others', () => {
    const { root } = parseToml('[__proto__]\nconstructor = 1\n[toString]\n')
    expect(root.entries.map(({ key }) => key.text)).toEqual(['__proto__', 'toString'])
  })

  test('a byte order mark and carriage returns', () => {
    const text = '\ufeffa = "x"\r\nb = """\r\none\r\ntwo"""\r\n'
    expect(values(text)).toEqual({ a: 'x', b: 'one\ntwo' })
    const { inner } = scalar(text, 'b')
    expect(text.slice(inner.from, inner.to)).toBe('one\r\ntwo')
    expect(scalar(text, 'a').span).toEqual({ from: 5, to: 8 })
  })
})

describe('places', () => {
  const text =
    '[rule]\n"q k" = \'\'\'\nx:1\n\'\'\'\nn = [ 1, "b" ]\n[[rule.t]]\nid = "T"\n[other]\n[[rule.t]]\nid = "U"\n'
  const at = (span: { from: number; to: number }): string => text.slice(span.from, span.to)

  test('of keys, values and entries', () => {
    const rule = tomlEntry(parseToml(text).root, 'rule')
    if (rule?.value.kind !== 'map') throw new Error('no rule')
    expect(at(rule.key.span)).toBe('rule')
    const [query, list, tables] = rule.value.entries
    expect(query && [at(query.key.span), at(query.key.inner), at(query.span)]).toEqual([
      '"q k"',
      'q k',
      "\"q k\" = '''\nx:1\n'''",
    ])
    expect(query && at(query.value.span)).toBe("'''\nx:1\n'''")
    expect(list && at(list.value.span)).toBe('[ 1, "b" ]')
    expect(tables && at(tables.span)).toBe('[[rule.t]]\nid = "T"\n[other]\n[[rule.t]]\nid = "U"')
    expect(tables?.value.kind === 'list' && tables.value.items.map(({ span }) => at(span))).toEqual([
      '[[rule.t]]\nid = "T"',
      '[[rule.t]]\nid = "U"',
    ])
    expect(at(rule.span)).toBe(text.trimEnd())
  })

  test('a literal is its own source, a line break after three quotes is not part of it', () => {
    const found = scalar(text, 'rule', 'q k')
    expect(at(found.inner)).toBe('x:1\n')
    expect(tomlFragment(found, text).place(0, 3)).toEqual({ from: found.inner.from, to: found.inner.from + 3 })
  })
})

describe('text as a fragment', () => {
  /** The source of each character of the text, ends of lines as they are. */
  const sources = (text: string): string[] => {
    const found = scalar(text, 'a')
    const fragment = tomlFragment(found, text)
    expect(fragment.text).toBe(found.text)
    return [...fragment.text].map((char, _, all) => {
      const from = all.slice(0, _).join('').length
      const span = fragment.place(from, from + char.length)
      return text.slice(span.from, span.to)
    })
  }

  test('escapes', () => {
    expect(sources('a = "x\\\\y\\t\\u00e9\\U0001F600\\x41z"')).toEqual([
      'x',
      '\\\\',
      'y',
      '\\t',
      '\\u00e9',
      '\\U0001F600',
      '\\x41',
      'z',
    ])
  })

  test('lines joined by a backslash', () => {
    const text = 'a = """\n\\\n  one \\  \n\n   \\\n two\\\\\n"""'
    const found = scalar(text, 'a')
    expect(found.text).toBe('one two\\\n')
    const fragment = tomlFragment(found, text)
    const at = (word: string): string => {
      const from = fragment.text.indexOf(word)
      const span = fragment.place(from, from + word.length)
      return text.slice(span.from, span.to)
    }
    expect(at('one')).toBe('one')
    expect(at('two')).toBe('two')
    expect(at('\\')).toBe('\\\\')
  })

  test('carriage returns in a literal', () => {
    expect(sources("a = '''\r\nx\r\ny'''")).toEqual(['x', '\r\n', 'y'])
  })

  test('any basic string: as the parser reads it, and every letter where it stands', () => {
    const piece = fc.constantFrom(
      'a',
      'é',
      '😀',
      ' ',
      '\n',
      '\r\n',
      '\\n',
      '\\\\',
      '\\"',
      '\\u0042',
      '\\U0001F600',
      '\\x43',
      '\\\n  ',
      '\\ \r\n\t',
      "'",
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.nat(3), (pieces, indent) => {
        const text = `${' '.repeat(indent)}a = """${pieces.join('')}"""`
        const expected = (getStaticTOMLValue(parseTOML(text)) as { a: string }).a
        const found = scalar(text, 'a')
        const fragment = tomlFragment(found, text)
        expect(fragment.text).toBe(expected)
        let before = found.inner.from
        for (let i = 0; i < expected.length; i++) {
          const { from, to } = fragment.place(i, i + 1)
          expect(from).toBeGreaterThanOrEqual(before)
          before = from
          if (/[aé ']/.test(expected.charAt(i)) && text[from] !== '\\') expect(text[from]).toBe(expected[i])
          if (expected[i] === 'B') expect(text.slice(from, from + 6)).toBe('\\u0042')
          if (expected[i] === 'C') expect(text.slice(from, from + 4)).toBe('\\x43')
          expect(to).toBeLessThanOrEqual(found.inner.to)
        }
      }),
    )
  })
})

describe('broken', () => {
  test('what stands before the broken statement is kept', () => {
    expect(values('a = 1\nb = \nc = 3')).toEqual({ a: 1 })
    expect(problems('a = 1\nb = \nc = 3')).toEqual(['toml/syntax @ c'])
    expect(values('[t]\nx = 1\ny = [1,\n2\n\nz = 3\n')).toEqual({ t: { x: 1 } })
    expect(values('x = 1\ny = """a\n\\q = 2\n"""\n')).toEqual({ x: 1 })
  })

  test('a string that is not closed is told where it begins', () => {
    const text = 'a = """x"""\nb = """never\nc = 1\n'
    expect(problems(text)).toEqual(['toml/syntax @ "'])
    expect(parseToml(text).problems[0]?.span.from).toBe(text.indexOf('"""never'))
    expect(values(text)).toEqual({ a: 'x' })
    expect(problems('a = "x\nb = 1')).toEqual(['toml/syntax @ \n'])
  })

  test('of a key that occurs twice the first counts', () => {
    expect(values('a = 1\na = 2\nb = 3')).toEqual({ a: 1, b: 3 })
    expect(problems('a = 1\n"a" = 2\nb = 3')).toEqual(['toml/duplicate-key @ a'])
    expect(values('[t]\nx = 1\n[t]\nx = 2\n[u]\ny = 1')).toEqual({ t: { x: 1 }, u: { y: 1 } })
    expect(values('a = 1\na = 2\na = 3\nb = 4')).toEqual({ a: 1, b: 4 })
    const often = `a = 1\nb = 2\n${'a = 3\n'.repeat(100)}c = 4\n`
    expect(values(often)).toEqual({ a: 1, b: 2 })
    expect(problems(often)).toEqual(Array(9).fill('toml/duplicate-key @ a'))
  })

  test.each([
    ['nothing', ''],
    ['binary', '\u0000\u0001\ufffd'],
    ['a word', 'hello'],
    ['a bracket', '['],
    ['two', '[['],
    ['a dot', 'a.'],
    ['an equals sign', '='],
    ['an open list', 'a = ['],
    ['an open table', 'a = {b'],
  ])('%s', (_, text) => {
    const { root, problems: found } = parseToml(text)
    expect(root.entries).toEqual([])
    for (const { span } of found) expect(span.to).toBeLessThanOrEqual(text.length)
    expect(found.length).toBe(text === '' ? 0 : 1)
  })

  test('very large and very deep', () => {
    const large = `[rule]\nname = "x"\nquery = """${'y'.repeat(300_000)}"""\n`
    expect(parseToml(large).problems.map(({ code }) => code)).toEqual(['toml/value-too-large'])
    expect(parseToml(large).problems[0]?.span.from).toBeGreaterThan(large.indexOf('query'))
    const huge = `a = "${'y'.repeat(10_000_000)}"`
    expect(parseToml(huge).problems.map(({ code }) => code)).toEqual(['toml/too-large'])
    expect(values(large)).toEqual({ rule: { name: 'x' } })
    const deep = `a = 1\nb = ${'['.repeat(200)}${']'.repeat(200)}\nc = 2\n`
    expect(problems(deep)).toEqual(['toml/too-nested @ ['])
    expect(tomlEntry(parseToml(deep).root, 'c')).toBeDefined()
    expect(problems(`a${'.a'.repeat(1_000)} = 1`)).toEqual(['toml/too-nested @ a'])
    expect(problems(`[a${'.a'.repeat(1_000)}]\nb = 1`)).toEqual(['toml/too-nested @ a'])
    expect(problems(`a = ${'['.repeat(20_000)}${']'.repeat(20_000)}`)).toHaveLength(1)
    expect(problems(`a = ${'{b='.repeat(100)}1${'}'.repeat(100)}`)).toEqual(['toml/too-nested @ b'])
  })

  test('any edit of a text ends in values and places inside it', () => {
    const text =
      "[rule]\nname = \"a\\\\b\"\nquery = '''\nx: y\n'''\n[[rule.threat]]\nid = [\"T1\", {u = 1.5}]\n[meta]\nd = 2024-01-02\n"
    const insert = fc.constantFrom('"', "'", '"""', '[', ']', '{', '}', '=', '.', '\\', '\n', '#', ',', 'a', '\u0000')
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(6), insert, (at, gone, put) => {
        const edited = text.slice(0, at) + put + text.slice(at + gone)
        const { root, problems: found } = parseToml(edited)
        expect(root.kind).toBe('map')
        for (const { span } of found) {
          expect(span.from).toBeLessThanOrEqual(span.to)
          expect(span.to).toBeLessThanOrEqual(edited.length)
        }
        const valid = isValid(edited)
        if (valid) expect(values(edited)).toEqual(valid.value)
        expect(found.length === 0).toBe(valid !== undefined)
      }),
      { numRuns: 2_000 },
    )
  })

  /** As the parser alone reads it; dates as they are written. */
  function isValid(text: string): { value: unknown } | undefined {
    try {
      const value: unknown = getStaticTOMLValue(parseTOML(text))
      return { value: JSON.parse(JSON.stringify(value), (_, one) => dates(one)) }
    } catch {
      return undefined
    }
  }

  const dates = (one: unknown): unknown =>
    typeof one === 'string' && /^\d{4}-\d\d-\d\dT00:00:00\.000Z$/.test(one) ? one.slice(0, 10) : one
})
