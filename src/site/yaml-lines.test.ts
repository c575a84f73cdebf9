import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textOf } from '../../test/markup.js'
import { html } from './html.js'
import { yamlPainter } from './yaml-lines.js'

const paint = (text: string): string[] => {
  const painter = yamlPainter()
  return text.split('\n').map((line) => html`${painter(line)}`.markup)
}

describe('colours of YAML', () => {
  const cases: Record<string, [string, string[]]> = {
    'a key and a plain value': ['title: a b', ['<b>title</b><span class="p">:</span> a b']],
    'a field with modifiers': [
      'Image|endswith: x',
      ['<b>Image</b><span class="m">|endswith</span><span class="p">:</span> x'],
    ],
    'an item in quotes with a comment': [
      "  - 'a''b' # why",
      ['  <span class="p">- </span><span class="s">&#39;a&#39;&#39;b&#39;</span><i> # why</i>'],
    ],
    'the words of a condition': [
      'condition: a and not 1 of b_*',
      [
        '<b>condition</b><span class="p">:</span> a <span class="w">and</span> <span class="w">not</span> <span class="w">1 of</span> b_*',
      ],
    ],
    'a block stays plain until the indent ends': [
      'a: |\n  b: c\n\n  d\ne: 1',
      [
        '<b>a</b><span class="p">:</span> <span class="p">|</span>',
        '  b: c',
        '',
        '  d',
        '<b>e</b><span class="p">:</span> <span class="n">1</span>',
      ],
    ],
    'quotes over several lines': [
      'a: "b\n  c: d\n  e" # f',
      [
        '<b>a</b><span class="p">:</span> <span class="s">&quot;b</span>',
        '<span class="s">  c: d</span>',
        '<span class="s">  e&quot;</span><i> # f</i>',
      ],
    ],
    'markup is text': ['<b>: <script>', ['<b>&lt;b&gt;</b><span class="p">:</span> &lt;script&gt;']],
  }
  for (const [name, [text, lines]] of Object.entries(cases)) test(name, () => expect(paint(text)).toEqual(lines))

  test('the text of every line is kept to the character', () => {
    const piece = fc.constantFrom(
      '- ',
      ': ',
      ' ',
      "'",
      '"',
      '|',
      '#',
      '\n',
      'condition: ',
      'a',
      '1',
      '>-',
      '\\',
      '<',
      '&',
      'not',
      '[',
      '\t',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('')
        expect(paint(text).map(textOf).join('\n')).toBe(text)
      }),
    )
  })
})
