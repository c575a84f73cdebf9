import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textOf } from '../../test/markup.js'
import { html } from './html.js'
import { tomlPainter } from './toml-lines.js'

const paint = (text: string): string[] => {
  const painter = tomlPainter()
  return text.split('\n').map((line) => html`${painter(line)}`.markup)
}

describe('colours of TOML', () => {
  const cases: Record<string, [string, string[]]> = {
    'a table and a key': [
      '[rule]\nrisk_score = 47 # why',
      [
        '<span class="w">[rule]</span>',
        '<b>risk_score</b><span class="p"> = </span><span class="n">47</span> <i># why</i>',
      ],
    ],
    'a list of strings': [
      'index = ["a-*", "b"]',
      [
        '<b>index</b><span class="p"> = </span><span class="p">[</span><span class="s">&quot;a-*&quot;</span><span class="p">,</span> <span class="s">&quot;b&quot;</span><span class="p">]</span>',
      ],
    ],
    'a query has words, strings and comments': [
      "query = '''\nprocess where a.not : \"x\" and not b // c\n/* d\nand */ or\n'''\nid = 1",
      [
        '<b>query</b><span class="p"> = </span><span class="p">&#39;&#39;&#39;</span>',
        'process <span class="w">where</span> a.not <span class="p">:</span> <span class="s">&quot;x&quot;</span> <span class="w">and</span> <span class="w">not</span> b <i>// c</i>',
        '<i>/* d</i>',
        '<i>and */</i> <span class="w">or</span>',
        '<span class="p">&#39;&#39;&#39;</span>',
        '<b>id</b><span class="p"> = </span><span class="n">1</span>',
      ],
    ],
    'prose stays a string': [
      'note = """## A\nand # b"""',
      [
        '<b>note</b><span class="p"> = </span><span class="p">&quot;&quot;&quot;</span><span class="s">## A</span>',
        '<span class="s">and # b</span><span class="p">&quot;&quot;&quot;</span>',
      ],
    ],
  }
  for (const [name, [text, expected]] of Object.entries(cases)) test(name, () => expect(paint(text)).toEqual(expected))

  test('keeps every text to the character', () => {
    const line = fc
      .array(
        fc.oneof(
          fc.constantFrom("'''", '"""', '"', "'", '[', ']', '=', 'query', '/*', '*/', '//', '#', 'and', ' ', '\\'),
          fc.string(),
        ),
      )
      .map((parts) => parts.join('').replaceAll('\n', ''))
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
        expect(paint(lines.join('\n')).map(textOf)).toEqual(lines)
      }),
      { numRuns: 500 },
    )
  })
})
