import { expect, test } from 'vitest'
import { build } from '../catalog/build.js'
import { siteFiles } from '../site/write.js'
import { pagesOf } from './pages.js'

const whole = 'title: Whole\nid: a\nlogsource: {product: windows}\ndetection: {s: {Image: x}, condition: s}\n'
const partial = 'title: Partial\nid: b\nlogsource: {product: windows}\ndetection: {s: {Image: x}, condition: s and t}\n'

test('the server has every file that a build writes, with the same content', () => {
  const catalog = build(
    [{ name: 'test', root: 'rules' }],
    [
      { source: 0, path: 'whole.yml', text: whole },
      { source: 0, path: 'partial.yml', text: partial },
      { source: 0, path: 'broken.yml', text: 'title: [' },
    ],
  )
  const pages = pagesOf(catalog)
  const paths: string[] = []
  let records = ''
  for (const { path, content, joins } of siteFiles(catalog, { made: true })) {
    paths.push(path)
    if (joins === 'catalog.ndjson') records += content
    expect(pages.find(path) === content, path).toBe(true)
  }
  expect([...pages.records()].join('')).toBe(records)
  expect(paths).toContain('problems/index.html')
})
