/** Records are made for rules: for every example, and for a part of the public corpora when they are there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { build } from '../src/catalog/build.js'
import type { Rule } from '../src/model/rule.js'
import { parseKql } from '../src/node/kusto.js'
import { tally } from './made-records.js'

const families = ['sigma', 'elastic', 'splunk', 'kusto'] as const

function rulesIn(root: string, isWanted: (index: number) => boolean): readonly Rule[] {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ya?ml|toml|md|kql)$/.test(path))
    .sort()
    .filter((_, i) => isWanted(i))
  const files = paths.map((path) => ({ source: 0, path, text: readFileSync(join(root, path), 'utf8') }))
  return build([{ name: 'x', root }], files, undefined, { kql: parseKql }).entries.map(({ rule }) => rule)
}

/** What no record can be: a filter for all rules excludes accounts that this one never asks for. */
const contradictions: Readonly<Record<string, readonly string[]>> = {
  sigma: ['contradiction linux/process_creation/proc_creation_lnx_sudo_without_terminal.yml: and(selection, account)'],
}

describe('examples', () => {
  test.each(families)('%s: every record is made that does not hang on computed values', (family) => {
    const made = tally(rulesIn(join(import.meta.dirname, '../examples', family), () => true))
    expect(made.rules).toBeGreaterThan(0)
    expect(made.unmade.filter((one) => !one.startsWith('computed'))).toEqual(contradictions[family] ?? [])
  })
})

const corpora = join(import.meta.dirname, '../../shared/corpora')

describe.skipIf(!existsSync(corpora))('every twentieth public rule (needs ../shared/corpora)', () => {
  test.each([
    ['sigma', 0.98, 0.97, 0.9],
    ['elastic', 0.98, 0.97, 0.95],
  ] as const)('%s: nearly every record that is wanted is made', (family, matches, misses, exclusions) => {
    const made = tally(rulesIn(join(corpora, family), (index) => index % 20 === 0))
    expect(made.matches / made.rules).toBeGreaterThan(matches)
    expect(made.misses / made.missesWanted).toBeGreaterThan(misses)
    expect(made.exclusions / made.exclusionsWanted).toBeGreaterThan(exclusions)
    expect(made.unmade.filter((one) => one.startsWith('limit'))).toEqual([])
  })

  test.each(['splunk', 'kusto'] as const)(
    '%s: what is not made hangs on computed values or on what was not read',
    (family) => {
      const made = tally(rulesIn(join(corpora, family), (index) => index % 20 === 0))
      expect(made.unmade.filter((one) => !/^(?:computed|opaque)/.test(one))).toEqual([])
    },
  )
})
