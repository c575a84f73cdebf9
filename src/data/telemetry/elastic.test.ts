import { describe, expect, test } from 'vitest'
import { elasticDefend } from './elastic-defend.js'
import { elasticEndpoints } from './elastic-endpoints.js'
import { elasticNetwork } from './elastic-network.js'
import { dataStreams, eventKinds, gatherings, topics } from './index.js'
import { expand } from './table.js'

const byKey = new Map(eventKinds.map((event) => [event.key, event]))
const names = new Set(dataStreams.map((stream) => stream.name))

const categories = new Set(
  'api authentication configuration database dns driver email file host iam intrusion_detection library malware network network_traffic package process registry session threat vulnerability web'.split(
    ' ',
  ),
)
const types = new Set(
  'access admin allowed change connection creation deletion denied end error group indicator info installation protocol start user'.split(
    ' ',
  ),
)

const rows = dataStreams.flatMap(({ name, kinds = '' }) =>
  kinds
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [key = '', category = '', type = '', , topic = '', outcome = ''] = line
        .split('|')
        .map((cell) => cell.trim())
      const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')
      return {
        name,
        key: key.replace(/^\+\s*/, ''),
        category: words(category),
        type: words(type),
        topic: words(topic),
        outcome: words(outcome),
      }
    }),
)

describe('data streams', () => {
  test('each have a row of their own, and something that they hold', () => {
    expect(names.size).toBe(dataStreams.length)
    expect(dataStreams.filter(({ logs = [], kinds = '' }) => logs.length === 0 && kinds === '')).toEqual([])
    // Index patterns are lower case, and a data set holds no `-`.
    expect(dataStreams.filter(({ name }) => !/^[a-z0-9_.]+\*?$/.test(name))).toEqual([])
  })

  test('hold known logs', () => {
    const logs = dataStreams.flatMap((stream) => stream.logs ?? [])
    expect(logs.filter((key) => byKey.get(key)?.id !== null)).toEqual([])
  })

  test('hold known events, said in the words of ECS', () => {
    expect(rows.length).toBeGreaterThan(100)
    expect(rows.filter(({ key }) => !byKey.has(key))).toEqual([])
    expect(
      rows.filter(({ category }) => category.length === 0 || category.some((word) => !categories.has(word))),
    ).toEqual([])
    expect(rows.filter(({ type }) => type.some((word) => !types.has(word)))).toEqual([])
    expect(rows.filter(({ topic }) => topic.some((word) => !Object.values(topics).includes(word)))).toEqual([])
    expect(rows.filter(({ outcome }) => outcome.some((word) => word !== 'success' && word !== 'failure'))).toEqual([])
  })

  test('every topic is one of some event', () => {
    const used = new Set(rows.flatMap(({ topic }) => topic))
    expect(Object.values(topics).filter((topic) => !used.has(topic))).toEqual([])
  })

  test('every row of Elastic Defend and of other endpoint products is reached', () => {
    const sources = ['elastic-defend', 'elastic-containers', 'sentinelone', 'crowdstrike', 'defender-xdr', 'packetbeat']
    const reached = new Set(rows.map(({ key }) => key))
    const tables = [elasticDefend, elasticEndpoints, elasticNetwork].flatMap((table) => table.sources)
    const own = tables.flatMap(expand).filter(({ key, id }) => id !== null && sources.includes(key.split('/')[0] ?? ''))
    expect(own.length).toBeGreaterThan(40)
    expect(own.filter(({ key }) => !reached.has(key)).map(({ key }) => key)).toEqual([])
  })
})

test('gatherings name known data streams and logs', () => {
  const beginnings = dataStreams.map((stream) => stream.name)
  for (const { streams, log } of gatherings) {
    expect(byKey.get(log)?.id).toBeNull()
    const absent = streams.filter(
      (name) => !names.has(name) && !beginnings.some((one) => one.startsWith(name.replace('*', ''))),
    )
    expect(absent).toEqual([])
  }
})
