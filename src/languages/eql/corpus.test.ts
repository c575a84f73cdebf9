/** Every EQL rule of Elastic's public rules, where they lie beside the project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser'
import { describe, expect, test } from 'vitest'
import type { Predicate } from '../../model/rule.js'
import { plainFragment } from '../../text/fragment.js'
import { printEql } from './print.js'
import { readEql } from './read.js'
import { bare, misplaced } from './testing.js'

const corpus = join(import.meta.dirname, '../../../../shared/corpora/elastic')
const there = existsSync(corpus)
if (!there) console.warn('Elastic rules are not beside the project: their EQL is not tested.')

interface Query {
  readonly path: string
  readonly text: string
}

function queries(): Query[] {
  const paths = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.toml'))
  return paths.flatMap((path): Query[] => {
    const text = readFileSync(join(corpus, path), 'utf8')
    if (!/^language\s*=\s*["']eql["']/m.test(text)) return []
    const { rule } = getStaticTOMLValue(parseTOML(text)) as { rule?: { query?: unknown } }
    return typeof rule?.query === 'string' ? [{ path, text: rule.query }] : []
  })
}

describe.skipIf(!there)('the EQL of a corpus', () => {
  const all = there ? queries().map((query) => ({ ...query, read: readEql(plainFragment(query.text), {}) })) : []

  test('is there', () => expect(all.length).toBeGreaterThan(600))

  test('reads without an error', () => {
    const wrong = all.flatMap(({ path, read }) =>
      read.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => `${path}: ${message}`),
    )
    expect(wrong).toEqual([])
  })

  test('holds next to nothing that is opaque', () => {
    const opaque = all.filter(({ read }) => JSON.stringify(read.stages).includes('"kind":"opaque"'))
    expect(opaque.length / all.length).toBeLessThan(0.01)
  })

  test('prints and reads back to the same stages', () => {
    for (const { path, read } of all) {
      const printed = printEql(read.stages)
      if (typeof printed !== 'string') throw new Error(`${path}: ${printed.cannot}`)
      expect(bare(readEql(plainFragment(printed), {}).stages), path).toBe(bare(read.stages))
    }
  })

  test('reads each part back from where it stands', () => {
    const wrong = all.flatMap(({ path, text, read }) =>
      misplaced(text, read.stages, readAlone).map((what) => `${path}: ${what}`),
    )
    expect(wrong).toEqual([])
  })

  test('broken by an edit never throws, and what is opaque is reported with its place', () => {
    const marks = ['"', '`', '(', ')', '[', ']', '|', '/*', ',', ' and ', ' not ', ' where ', '==', '', ' ']
    const edits = fc.record({ which: fc.nat(), at: fc.nat(), drop: fc.nat(12), put: fc.constantFrom(...marks) })
    const once = fc.property(edits, ({ which, at, drop, put }) => {
      const { text } = all[which % all.length] as Query
      const from = at % text.length
      const broken = text.slice(0, from) + put + text.slice(from + drop)
      const { stages, diagnostics } = readEql(plainFragment(broken), {})
      if (JSON.stringify(stages).includes('"kind":"opaque"')) expect(diagnostics.length).toBeGreaterThan(0)
      for (const { span } of diagnostics) expect(span.from <= span.to && span.to <= broken.length).toBe(true)
      printEql(stages)
    })
    fc.assert(once, { numRuns: 2_000 })
  })
})

const known = new Map<string, Predicate | undefined>()

/** The same few fields and values stand all over a corpus. */
function readAlone(slice: string): Predicate | undefined {
  if (known.has(slice)) return known.get(slice)
  const filter = readEql(plainFragment(`any where ${slice}`), {}).stages[1]
  const where = filter?.kind === 'filter' ? filter.where : undefined
  known.set(slice, where)
  return where
}
