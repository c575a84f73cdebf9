import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WordAsk } from '../search/evaluate.js'
import { eachPosting, holder, type Place, places, posting, type WordTable } from './rules-index-format.js'
import { search, terms } from './rules-index-search.js'
import { words } from './rules-index-words.js'

type Doc = Partial<Record<Place, string>>

/** The table of a few documents, built the plain way. */
function tableOf(docs: readonly Doc[]): WordTable {
  const all = new Map<string, Map<number, number>>()
  for (const [rule, doc] of docs.entries())
    for (const [place, text] of Object.entries(doc) as [Place, string][])
      for (const word of words(text)) {
        const of = all.get(word) ?? new Map<number, number>()
        of.set(rule, (of.get(rule) ?? 0) | places[place])
        all.set(word, of)
      }
  const sorted = [...all.keys()].sort()
  return {
    list: sorted.join('\n'),
    posts: sorted.map((word) => posting([...(all.get(word) ?? [])].map(([rule, where]) => holder(rule, where)))),
  }
}

const over = (docs: readonly Doc[]) => {
  const index = search(tableOf(docs), docs.length)
  return { ...index, find: (text: string, place: WordAsk['place'] = null) => index.find(terms([{ text, place }])) }
}

test('finds exactly the rules of which some word begins with, or holds, every word asked for', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', '.'), minLength: 1, maxLength: 5 })
  const doc: fc.Arbitrary<Doc> = fc.record({
    title: fc.array(word, { maxLength: 3 }).map((some) => some.join(' ')),
    value: word,
  })
  fc.assert(
    fc.property(fc.array(doc, { maxLength: 8 }), fc.array(word, { minLength: 1, maxLength: 2 }), (docs, asked) => {
      const query = asked.flatMap(words)
      const found = over(docs).find(asked.join(' '))
      if (query.length === 0) expect(found).toBeUndefined()
      if (!found || found.respelled.length > 0) return
      const holds = (text: string, part: string) =>
        words(text).some((other) => other.startsWith(part) || (part.length >= 3 && other.includes(part)))
      const expected = docs.flatMap(({ title = '', value = '' }, rule) =>
        query.every((part) => holds(title, part) || holds(value, part)) ? [rule] : [],
      )
      expect(found.rules).toEqual(expected)
    }),
  )
})

const best = (docs: readonly Doc[], query: string) => {
  const { rules, scores } = over(docs).find(query) ?? { rules: [], scores: new Float32Array() }
  return [...rules].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
}

test('titles before values before descriptions, whole words before beginnings before middles', () => {
  expect(best([{ text: 'tunnel' }, { value: 'tunnel' }, { title: 'tunnel' }], 'tunnel')).toEqual([2, 1, 0])
  expect(best([{ title: 'subtunnel' }, { title: 'tunnels' }, { title: 'tunnel' }], 'tunnel')).toEqual([2, 1, 0])
})

test('a place narrows a word to it', () => {
  const docs = [{ title: 'Image of a service' }, { source: 'Image' }, { value: 'image' }]
  expect(over(docs).find('image', 'source')?.rules).toEqual([1])
  expect(over(docs).find('image')?.rules).toEqual([0, 1, 2])
  expect(
    terms([
      { text: 'T1059 c:\\windows', place: null },
      { text: 'a b', place: 'title' },
    ]),
  ).toEqual([
    { word: 't1059', where: 255 },
    { word: 'c', where: 255 },
    { word: 'windows', where: 255 },
    { word: 'a', where: places.title },
    { word: 'b', where: places.title },
  ])
})

test('ids, host names and file names are one word each, and a part of them is enough', () => {
  expect(words('T1059.001 C:\\Windows\\rundll32.exe *.trycloudflare.com. sekurlsa::logon')).toEqual([
    't1059.001',
    'c',
    'windows',
    'rundll32.exe',
    'trycloudflare.com',
    'sekurlsa',
    'logon',
  ])
  const docs = [{ value: '.trycloudflare.com' }, { value: 'rundll32.exe' }]
  expect(over(docs).find('cloudflare')?.rules).toEqual([0])
  expect(over(docs).find('\\rundll32.exe')?.rules).toEqual([1])
})

test('a posting gives back each rule with its places', () => {
  const pairs = fc.uniqueArray(fc.tuple(fc.nat(20000), fc.integer({ min: 1, max: 255 })), {
    selector: ([rule]) => rule,
  })
  fc.assert(
    fc.property(pairs, (some) => {
      const sorted = some.sort(([a], [b]) => a - b)
      const back: [number, number][] = []
      eachPosting(posting(sorted.map(([rule, where]) => holder(rule, where))), (rule, where) =>
        back.push([rule, where]),
      )
      expect(back.sort(([a], [b]) => a - b)).toEqual(sorted)
    }),
  )
})

test('ids and hashes are found whole, cut short, and by their beginning', () => {
  const id = '7cd1dcdc-6edf-4896-86dc-d1f19ad64903'
  const docs = [{ id }, { value: 'F2C7BB8ACC97F92E987A2D4087D021B1' }]
  for (const asked of [id, id.slice(0, 11), id.slice(0, 6)]) expect(over(docs).find(asked)?.rules).toEqual([0])
  for (const asked of ['f2c7bb8acc97f92e987a2d4087d021b1', 'f2c7bb8acc97f92e9', 'f2c7b'])
    expect(over(docs).find(asked)?.rules).toEqual([1])
})

test('a word that no rule holds is read as the nearest one, and that is said', () => {
  const found = over([{ title: 'Mimikatz dump' }, { title: 'Other' }]).find('mimikats')
  expect(found?.rules).toEqual([0])
  expect(found?.respelled).toEqual([{ asked: 'mimikats', used: 'mimikatz' }])
  expect(over([{ title: 'abc' }]).find('xyz')?.rules).toEqual([])
})

test('says by which word and where a rule was found', () => {
  const index = over([{ value: 'x.trycloudflare.com' }])
  const word = index.find('cloudflare')?.by[0]?.words[0] ?? -1
  expect(index.word(word)).toBe('x.trycloudflare.com')
  expect(index.where(word, 0)).toBe(places.value)
})
