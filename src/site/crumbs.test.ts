import { expect, test } from 'vitest'
import { build } from '../catalog/build.js'
import { siteFiles } from './write.js'

const rule = (n: number): string =>
  `title: Rule ${n}\ntags: [attack.execution, attack.t1059.001]\nlogsource: {category: process_creation, product: windows}\ndetection:\n  s: {Image|endswith: '\\cmd.exe', User: u${n}}\n  f: {ParentImage: x}\n  condition: s and not f\n`

const catalog = build(
  [{ name: 'test', root: '/' }],
  Array.from({ length: 12 }, (_, n) => ({ source: 0, path: `r${n}.yml`, text: rule(n) })),
)
const pages = [...siteFiles(catalog)].filter(({ path }) => path.endsWith('.html'))
const page = (path: string): string => pages.find((one) => one.path === path)?.content ?? ''

test('the way down to a page is written in one manner and ends with the page above', () => {
  let found = 0
  for (const { path, content } of pages)
    for (const [crumb] of content.matchAll(/<(\w+) class="crumb".*?<\/\1>/gs)) {
      found++
      expect(crumb, path).toMatch(
        /^<nav class="crumb" aria-label="Breadcrumb"><a href="[^"]*">[^<]*<\/a>(<span aria-hidden="true">›<\/span><a href="[^"]*">[^<]*<\/a>)*<\/nav>$/,
      )
    }
  expect(found).toBeGreaterThan(20)
  expect(page('fields/Image/index.html')).toContain('<a href="../../fields/">Fields</a></nav>')
})

test('events lead to the pages of their fields, tactics and techniques to those of events and fields', () => {
  expect(page('events/sysmon/1/index.html')).toContain('href="../../../fields/Image/"><code>Image</code>')
  const technique = page('attack/techniques/T1059.001/index.html')
  expect(technique).toContain('href="../../../events/sysmon/1/"')
  expect(technique).toContain('class="plain" href="../../../fields/Image/"')
  expect(page('index.html')).toContain('href="attack/execution/"')
})
