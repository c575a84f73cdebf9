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
  for (const { path, content } of siteFiles(catalog)) {
    paths.push(path)
    const served = path === 'catalog.ndjson' ? [...pages.records()].join('') : pages.find(path)
    expect(served === content, path).toBe(true)
  }
  expect(paths).toContain('problems/index.html')
})
