import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sharedIndicators } from '../bench/shared.js'
import { build, type InputFile } from '../src/catalog/build.js'

const sigma = `title: a
logsource: {product: windows, category: process_creation}
detection:
  s: {Image|endswith: '\\cmd.exe', CommandLine|contains: ' /c ', gcp.audit.method_name: x}
  f: {User: y}
  condition: s and not f
`
const elastic = `[rule]
name = "b"
type = "eql"
language = "eql"
query = '''
any where process.name : "cmd.exe" and process.args : "/c" and gcp.audit.method_name : "x" and not User : "y"
'''
`

test('indicators of two families are counted by written names and by keys, exclusions left out', () => {
  const files = [sigma, elastic].map((text, i) => ({ source: 0, path: `${i}.${i === 0 ? 'yml' : 'toml'}`, text }))
  expect(sharedIndicators(build([{ name: 'test', root: '' }], files))).toEqual({
    written: { distinct: 5, shared: 1 },
    canonical: { distinct: 4, shared: 2 },
    fields: [
      ['Image', 1],
      ['gcp.audit.method_name', 1],
    ],
  })
})

const corpora = join(import.meta.dirname, '../../shared/corpora')
const filesOf = (family: string, source: number): InputFile[] =>
  readdirSync(join(corpora, family), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:yml|toml)$/.test(path))
    .map((path) => ({ source, path, text: readFileSync(join(corpora, family, path), 'utf8') }))

describe.skipIf(!existsSync(join(corpora, 'elastic')))('the public corpora (needs ../shared/corpora)', () => {
  test('canonical names make over a thousand indicators common to Sigma and Elastic', () => {
    const families = ['sigma', 'elastic']
    const catalog = build(
      families.map((name) => ({ name, root: '' })),
      families.flatMap(filesOf),
    )
    const { written, canonical } = sharedIndicators(catalog)
    expect(written.shared).toBeLessThan(100)
    expect(canonical.shared).toBeGreaterThan(1000)
  })
})
