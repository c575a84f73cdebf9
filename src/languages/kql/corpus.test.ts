/** Every query of the public rules and pages, where they lie beside the project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseKql } from '../../node/kusto.js'
import { plainFragment } from '../../text/fragment.js'
import type { YamlMap } from '../../text/yaml.js'
import { entry, parseYaml } from '../../text/yaml.js'
import { printKql } from './print.js'
import { readKql } from './read.js'
import { splitQueries } from './split.js'
import { bare, checkBroken, inside, misplaced, readAgain } from './testing.js'

const corpus = join(import.meta.dirname, '../../../../shared/corpora/kusto')
const there = existsSync(corpus)
if (!there) console.warn('Rules in KQL are not beside the project: they are not tested.')

const read = (query: string) => readKql(plainFragment(query), parseKql)

/** The texts in which a file has queries: fences of a page, a value of YAML, or all of it. */
function blocksOf(path: string): string[] {
  const text = readFileSync(path, 'utf8')
  if (path.endsWith('.kql')) return [text]
  if (path.endsWith('.md'))
    return [...text.matchAll(/^[ \t]*```[ \t]*kql[^\n`]*\n([\s\S]*?)^[ \t]*```/gim)].map(([, block = '']) => block)
  if (!/\.ya?ml$/.test(path)) return []
  return parseYaml(text).documents.flatMap((document) => (document.kind === 'map' ? (queryIn(document) ?? []) : []))
}

function queryIn(map: YamlMap): string | undefined {
  for (const key of ['query', 'queryText']) {
    const found = entry(map, key)?.value
    if (found?.kind === 'scalar') return found.text
  }
  for (const { value } of map.entries) {
    const found = value.kind === 'map' ? queryIn(value) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

const files = there ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }).map((path) => join(corpus, path)) : []
const blocks = files
  .filter((path) => /\.(?:kql|md|ya?ml)$/.test(path))
  .flatMap((path) => blocksOf(path).map((text) => ({ path, text })))
  .map(({ path, text }) =>
    splitQueries(text, parseKql).map(({ from, to }) => {
      const query = text.slice(from, to)
      return { path, query, found: read(query), whole: parseKql(query).problems.length === 0 }
    }),
  )
const queries = blocks.flat()

describe.skipIf(!there)('the public rules in KQL (needs ../shared/corpora/kusto)', () => {
  test('nearly every block parses, whole or in part', () => {
    expect(blocks.length).toBeGreaterThan(600)
    const lost = blocks.filter((block) => !block.some(({ whole }) => whole))
    expect(lost.length / blocks.length).toBeLessThanOrEqual(0.02)
  })

  test('nothing is silent, and nothing stands outside', () => {
    for (const { query, found } of queries) checkBroken(query, found)
  })

  test('nearly every condition is read', () => {
    const all = queries
      .filter(({ whole }) => whole)
      .flatMap(({ found }) => found.stages)
      .flatMap((stage) => (stage.kind === 'filter' ? [...inside(stage.where)] : []))
      .filter(({ kind }) => kind === 'indicator' || kind === 'compare' || kind === 'opaque')
    const opaque = all.filter(({ kind }) => kind === 'opaque')
    expect(all.length).toBeGreaterThan(2_500)
    // Rows of other tables decide these in an alternative, or arguments of a function that is defined elsewhere.
    expect(opaque.every(({ label }) => label !== undefined)).toBe(true)
    expect(opaque.length / all.length).toBeLessThan(0.03)
  })

  test('nearly every stage is read', () => {
    const stages = queries.filter(({ whole }) => whole).flatMap(({ found }) => found.stages)
    const opaque = stages.filter(({ kind }) => kind === 'opaque')
    expect(opaque.length / stages.length).toBeLessThan(0.005)
  })

  test('a predicate is what its slice reads as', () => {
    // Reading every one again takes most of a minute.
    const some = queries.filter(({ whole }, i) => whole && i % 4 === 0)
    const again = some.map(({ query, found }) => readAgain(query, found.stages, (text) => read(text).stages))
    expect(again.flatMap(({ wrong }) => wrong)).toEqual([])
    const tried = again.reduce((sum, one) => sum + one.tried, 0)
    const skipped = again.reduce((sum, one) => sum + one.skipped, 0)
    expect(tried).toBeGreaterThan(500)
    expect(skipped / tried).toBeLessThan(0.1)
  })

  test('fields and values stand where they say', () => {
    expect(queries.filter(({ whole }) => whole).flatMap(({ query, found }) => misplaced(query, found.stages))).toEqual(
      [],
    )
  })

  test('what can be printed reads back', () => {
    const printed = queries
      .filter(({ whole }) => whole)
      .map(({ path, found }) => ({ path, stages: found.stages, text: printKql(found.stages) }))
      .filter(({ text }) => typeof text === 'string' && text !== '')
    expect(printed.length).toBeGreaterThan(200)
    for (const { path, stages, text } of printed) expect(bare(read(String(text)).stages), path).toBe(bare(stages))
  })
})
