import { describe, expect, test } from 'vitest'
import { eventKinds, namedLogs } from './index.js'
import type { NamedLog } from './types.js'

const byKey = new Map(eventKinds.map((event) => [event.key, event]))
const namesOf = ({ family, names }: NamedLog): string[] => names.split(';').map((name) => `${family} ${name.trim()}`)
const rowsOf = (family: NamedLog['family']): NamedLog[] => namedLogs.filter((row) => row.family === family)
const keysOf = ({ primary, alternatives = [], elsewhere = {} }: NamedLog): string[] => [
  ...primary,
  ...alternatives,
  ...Object.values(elsewhere),
]

describe('logs by the names that rules call them', () => {
  test('have each name once in a family, lower case, in no blanks', () => {
    const names = namedLogs.flatMap(namesOf)
    expect(names.length).toBeGreaterThan(500)
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
    expect(names.filter((name) => !/^\w+ \S.*$/.test(name) || name !== name.toLowerCase())).toEqual([])
  })

  test('are known events, the same not twice in a row', () => {
    for (const row of namedLogs) {
      expect(
        keysOf(row).filter((key) => !byKey.has(key)),
        row.names,
      ).toEqual([])
      expect(row.primary.length, row.names).toBeGreaterThan(0)
      const all = [...row.primary, ...(row.alternatives ?? [])]
      expect(all, row.names).toEqual([...new Set(all)])
    }
  })

  test('pick events of whole logs or of tables, and of no single event', () => {
    const tables = new Set(eventKinds.map(({ channel }) => channel))
    for (const { primary, route, names } of namedLogs) {
      if (!route) continue
      expect(route.id.length + (route.provider?.length ?? 0), names).toBeGreaterThan(0)
      for (const key of primary) {
        const event = byKey.get(key)
        const isTable = event?.product === 'defender-xdr'
        expect(event?.id === null || isTable || tables.has(event?.id ?? ''), `${names}: ${key}`).toBe(true)
      }
    }
  })

  test('that feed a node of a data model, or a schema, are a conclusion of ours', () => {
    const nodes = rowsOf('splunk').filter(({ names }) => /^(?:endpoint|web|change|authentication);/.test(names))
    const schemas = rowsOf('kusto').filter(({ names }) => names.startsWith('_im_'))
    expect([nodes.length, schemas.length > 10]).toEqual([4, true])
    expect([...nodes, ...schemas].filter(({ inferred }) => !inferred)).toEqual([])
  })

  test('name operations elsewhere in lower case, as they are looked up', () => {
    const moved = namedLogs.flatMap(({ elsewhere = {} }) => Object.keys(elsewhere))
    expect(moved.length).toBeGreaterThan(0)
    expect(moved.filter((operation) => operation !== operation.toLowerCase())).toEqual([])
  })
})

test('every row that only rules of Splunk or Kusto can mean is reached by a name', () => {
  const named = new Set(namedLogs.flatMap(keysOf))
  const channels = new Set(namedLogs.flatMap((row) => row.primary.flatMap((key) => byKey.get(key)?.id ?? [])))
  const own = eventKinds.filter(
    ({ key, product, channel }) =>
      product === 'splunk' || product === 'kusto' || (key.startsWith('defender-xdr/') && channel !== ''),
  )
  expect(own.length).toBeGreaterThan(100)
  const lost = own.filter(({ key, anyLog, channel }) => !anyLog && !named.has(key) && !channels.has(channel))
  expect(lost.map(({ key }) => key)).toEqual([])
})
