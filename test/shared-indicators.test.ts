import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sharedIndicators } from '../bench/shared.js'
import { build, type InputFile } from '../src/catalog/build.js'
import { families } from '../src/model/rule.js'
import { parseKql } from '../src/node/kusto.js'

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
    looser: { distinct: 4, shared: 2 },
    fields: [
      ['Image', 1],
      ['gcp.audit.method_name', 1],
    ],
  })
})

test('exclusions count where they are asked for, and arguments are counted with command lines where likeness will do', () => {
  const files = [sigma.replace("' /c '", "'/c'"), elastic].map((text, i) => ({
    source: 0,
    path: `${i}.${i === 0 ? 'yml' : 'toml'}`,
    text,
  }))
  const { canonical, looser } = sharedIndicators(build([{ name: 'test', root: '' }], files), true)
  expect(canonical).toEqual({ distinct: 5, shared: 3 })
  expect(looser).toEqual({ distinct: 4, shared: 4 })
})

const corpora = join(import.meta.dirname, '../../shared/corpora')
const filesOf = (family: string, source: number): InputFile[] =>
  readdirSync(join(corpora, family), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ya?ml|toml|md|kql)$/.test(path))
    .map((path) => ({ source, path, text: readFileSync(join(corpora, family, path), 'utf8') }))

describe.skipIf(!families.every((family) => existsSync(join(corpora, family))))(
  'the public corpora (needs ../shared/corpora)',
  () => {
    test('canonical names make thousands of indicators common to families, where written ones make few', () => {
      const catalog = build(
        families.map((name) => ({ name, root: name })),
        families.flatMap(filesOf),
        undefined,
        { kql: parseKql },
      )
      const required = sharedIndicators(catalog)
      expect(required.written.shared).toBeLessThan(200)
      expect(required.canonical.shared).toBeGreaterThan(1900)
      expect(sharedIndicators(catalog, true).looser.shared).toBeGreaterThan(2400)
    }, 120_000)
  },
)
