import { expect, test } from 'vitest'
import { renderMarkdown } from './markdown.js'

const render = (text: string): string => renderMarkdown(text).markup

test('headings stand below those of the page, lists and code are markup', () => {
  expect(render('# A\n\n- one\n- `two`\n')).toContain('<h3>A</h3>')
  expect(render('- one\n- `two`\n')).toMatch(/<ul>\s*<li>one<\/li>\s*<li><code>two<\/code><\/li>\s*<\/ul>/)
})

test('markup of the author is text', () => {
  const page = render('<script>alert(1)</script> <b onclick=x>b</b>\n\n<iframe src="x"></iframe>')
  expect(page).not.toMatch(/<(?:script|iframe|b)\b/)
  expect(page).toContain('&lt;script&gt;')
})

test('only addresses of the web become links, and images are not loaded', () => {
  const page = render(
    '[a](https://example.org/x) [b](javascript:alert(1)) [c](data:text/html,x) [d](/etc/passwd) ![e](https://example.org/p.png) <javascript:alert(1)>',
  )
  expect(page.match(/href="[^"]*"/g)).toEqual(['href="https://example.org/x"', 'href="https://example.org/p.png"'])
  expect(page).toContain('rel="noreferrer"')
  expect(page).not.toContain('<img')
})

test('a long text is cut, deep nesting ends', () => {
  expect(render('x '.repeat(200_000)).length).toBeLessThan(110_000)
  expect(render(`${'> '.repeat(5_000)}x`).match(/<blockquote>/g)?.length).toBeLessThan(40)
})
