import fc from 'fast-check'
import * as yaml from 'js-yaml'
import { describe, expect, test } from 'vitest'
import type { YamlScalar } from './yaml.js'
import { entry, parseYaml } from './yaml.js'
import { yamlFragment } from './yaml-fragment.js'

function scalar(text: string): YamlScalar {
  const [map] = parseYaml(text).documents
  const node = map?.kind === 'map' ? entry(map, 'a')?.value : undefined
  if (node?.kind !== 'scalar') throw new Error(`no scalar in ${JSON.stringify(text)}`)
  return node
}

/** Where a word of the content stands in the file. */
function slice(text: string, word: string): string {
  const fragment = yamlFragment(scalar(text), text)
  const from = fragment.text.indexOf(word)
  expect(from).toBeGreaterThanOrEqual(0)
  const span = fragment.place(from, from + word.length)
  return text.slice(span.from, span.to)
}

describe('a scalar as a fragment', () => {
  test('plain, on one line and folded', () => {
    expect(slice('a: one two', 'one two')).toBe('one two')
    expect(slice('a: one  \n\n\n   two | x\nb: 1', 'two | x')).toBe('two | x')
    expect(slice('a: one  \n\n\n   two', 'one')).toBe('one')
  })

  test('quoted, escapes undone', () => {
    expect(slice("a: 'it''s\n   here'", "it's")).toBe("it''s")
    expect(slice("a: 'it''s\n   here'", 'here')).toBe('here')
    const text = String.raw`a: "C:\\x \U0001F600 \x41 \u00e9 end"`
    expect(slice(text, String.raw`\x`)).toBe(String.raw`\\x`)
    expect(slice(text, '😀')).toBe(String.raw`\U0001F600`)
    expect(slice(text, 'A')).toBe(String.raw`\x41`)
    expect(slice(text, 'end')).toBe('end')
    expect(slice('a: "one \\\n    two\\\n\n    three"', 'two')).toMatch(/^two/)
    expect(slice('a: "one \\\n    two\\\n\n    three"', 'three')).toBe('three')
  })

  test('blocks', () => {
    const text = '# x\na: >-\n  one\n  two\n\n    deep\n  end\n\n\nb: 1'
    expect(yamlFragment(scalar(text), text).text).toBe('one two\n\n  deep\nend')
    expect(slice(text, 'one two')).toBe('one\n  two')
    expect(slice(text, '  deep')).toBe('  deep')
    expect(slice(text, 'end')).toBe('end')
    expect(slice('a: |2+\n\n   x\n  y\n\n', 'y')).toBe('y')
    expect(slice('a: |\r\n    x\r\n    y\r\n', 'x\ny')).toBe('x\r\n    y')
    expect(slice('a: |\n x', 'x')).toBe('x')
  })

  test('after a byte order mark', () => {
    expect(slice('\ufeffa: >\n  one\n  two', 'two')).toBe('two')
  })

  const letters = ['a', 'é', '😀', ':', "'", '|', '#']
  const piece = fc.constantFrom(...letters, ' ', '  ', '\t', '\n', '\n\n', '\r\n', ' \n  ')
  const escaped = fc.constantFrom('\\n', '\\\\', '\\"', '\\x42', '\\u0043', '\\U0001F600', '\\\n', '\\\r\n \n')
  const indented = (content: string, by: number): string => content.replace(/(\r\n?|\n)/g, `$1${' '.repeat(by)}`)
  const sources = fc
    .record({
      head: fc.constantFrom('', "'", '"', '|', '|-', '|+', '>', '>-', '>+', '|1', '>2-'),
      pieces: fc.array(piece, { maxLength: 16 }),
      escapes: fc.array(escaped, { maxLength: 4 }),
      indent: fc.integer({ min: 1, max: 3 }),
      tail: fc.constantFrom('', '\n', '\n\n', '\n# end\n', '\nb: 1'),
    })
    .map(({ head, pieces, escapes, indent, tail }) => {
      const content = pieces.join('')
      if (head === "'") return `a: '${indented(content.replaceAll("'", "''"), indent)}'${tail}`
      if (head === '"')
        return `a: "${indented(pieces.flatMap((one, i) => [one, escapes[i] ?? '']).join(''), indent)}"${tail}`
      if (head === '') return `a: x${indented(content.replace(/[:#]/g, ''), indent)}${tail}`
      return `a: ${head}\n${' '.repeat(indent)}${indented(content, indent)}${tail}`
    })

  test('the text is what the parser reads, and each character that was not folded stands at its place', () => {
    let read = 0
    fc.assert(
      fc.property(sources, (text) => {
        let expected: unknown
        try {
          expected = (yaml.load(text) as { a: unknown }).a
        } catch {
          return
        }
        if (typeof expected !== 'string') return
        read++
        const fragment = yamlFragment(scalar(text), text)
        expect(fragment.text).toBe(expected)
        let before = 0
        for (let i = 0; i < expected.length; i++) {
          const { from, to } = fragment.place(i, i + 1)
          expect(from).toBeGreaterThanOrEqual(before)
          expect(to).toBeGreaterThanOrEqual(from)
          before = from
          const [char = '', found = ''] = [expected[i], text[from]]
          if (found === '\\') continue
          if (/[ \n]/.test(char)) expect(found, `${i} in ${JSON.stringify(text)}`).toMatch(/^[ \t\r\n]?$/)
          else expect(found, `${i} in ${JSON.stringify(text)}`).toBe(char)
        }
      }),
      { numRuns: 1500 },
    )
    expect(read).toBeGreaterThan(500)
  })
})
