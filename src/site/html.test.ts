import { describe, expect, test } from 'vitest'
import { type Content, html, join, raw } from './html.js'

describe('html', () => {
  const cases: Record<string, [Content, string]> = {
    'text is escaped': ['<b>&"\'</b>', '&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;'],
    'markup is kept': [html`<b>${'<'}</b>`, '<b>&lt;</b>'],
    'trusted markup is kept': [raw('<wbr>'), '<wbr>'],
    'numbers, zero too': [0, '0'],
    'nothing for undefined, null, false and the empty text': [[undefined, null, false, ''], ''],
    'arrays are joined, nested ones too': [['a', ['<', html`<i></i>`]], 'a&lt;<i></i>'],
  }
  for (const [name, [value, expected]] of Object.entries(cases))
    test(name, () => expect(html`<p>${value}</p>`.markup).toBe(`<p>${expected}</p>`))

  test('a value cannot leave its attribute', () =>
    expect(html`<a title="${'" onclick="x'}">`.markup).toBe('<a title="&quot; onclick=&quot;x">'))

  test('a thing that only looks like markup is escaped', () => {
    const forged: unknown = JSON.parse('["<script>"]')
    expect(html`${forged as Content}`.markup).toBe('&lt;script&gt;')
  })

  test('join escapes what it joins and what stands between', () =>
    expect(join(['<', html`<i></i>`], ' & ').markup).toBe('&lt; &amp; <i></i>'))
})
