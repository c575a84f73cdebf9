import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readElastic } from '../src/catalog/elastic.js'
import { type Coverage, cover } from '../src/resolve/telemetry.js'

const corpus = join(import.meta.dirname, '../../shared/corpora/elastic')

describe.skipIf(!existsSync(corpus))('events of the public corpus (needs ../shared/corpora/elastic)', () => {
  const found: { path: string; coverage: Coverage }[] = []
  if (existsSync(corpus))
    for (const path of readdirSync(corpus, { recursive: true, encoding: 'utf8' }))
      if (path.endsWith('.toml'))
        for (const rule of readElastic(path, readFileSync(join(corpus, path), 'utf8')).rules)
          found.push({ path, coverage: cover(rule) })

  test('every rule has some', () => {
    expect(found.length).toBeGreaterThan(1400)
    expect(found.filter(({ coverage }) => coverage.events.length === 0).map(({ path }) => path)).toEqual([])
  })

  test('most are single events, and few are of data sets that no table has', () => {
    const extents = (extent: Coverage['extent']) => found.filter(({ coverage }) => coverage.extent === extent).length
    expect(extents('events') / found.length).toBeGreaterThan(0.8)
    expect(extents('product') / found.length).toBeLessThan(0.03)
    const unknown = found.filter(({ coverage }) =>
      coverage.events.every(({ event }) => event.key.startsWith('elastic/')),
    )
    expect(unknown.length / found.length).toBeLessThan(0.01)
  })

  test('each event is told once, those that are meant first before the others', () => {
    for (const { path, coverage } of found) {
      const keys = coverage.events.map(({ event }) => event.key)
      expect(new Set(keys).size, path).toBe(keys.length)
      const roles = coverage.events.map(({ role }) => role)
      expect(roles.lastIndexOf('primary') < (roles.indexOf('alternative') + 1 || Infinity), path).toBe(true)
    }
  })
})
