/** Event logs of real computers, against the JSON that others made of them, whole and damaged. Skipped without ../shared. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { flatten } from '../src/match/record.js'
import { read } from '../src/records/evtx/testing.js'

const logs = join(import.meta.dirname, '../../shared/logs')
const regression = join(logs, 'sigma-regression')
const attacks = join(logs, 'evtx-attack-samples')

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.evtx'))
    .sort()
    .map((path) => join(folder, path))

interface EventJson {
  readonly Event: { readonly System: { readonly EventRecordID: number } }
}

const idOf = (value: unknown): number => (value as EventJson).Event.System.EventRecordID

/** JSON values one after the other: each begins with a brace in the first column. */
const concatenated = (text: string): unknown[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/^(?=\{)/m)
    .filter((part) => part.trim() !== '')
    .map((part) => JSON.parse(part))

/**
 * The reference leaves out blanks at the end of texts and the last digit of times, which have seven. In one file somebody
 * wrote a time and the case of a path anew.
 */
const asReference = (name: string, value: unknown): unknown =>
  typeof value !== 'string'
    ? value
    : name === 'SystemTime'
      ? value.replace(/^(.*\.\d{6})\d*Z$/, '$1')
      : value.replace('Explorer.EXE', 'Explorer.exe').trimEnd()

const comparable = (value: unknown): unknown =>
  Object.fromEntries([...flatten(value)].map(([name, list]) => [name, list.map((item) => asReference(name, item))]))

describe.skipIf(!existsSync(regression))('regression logs (need ../shared/logs)', () => {
  const paths = existsSync(regression) ? filesIn(regression) : []

  test('are all here', () => expect(paths.length).toBeGreaterThan(140))

  test('have the events and fields of the JSON beside them', () => {
    for (const path of paths) {
      const { records, faults } = read(readFileSync(path))
      const expected = concatenated(readFileSync(path.replace(/\.evtx$/, '.json'), 'utf8'))
      expect(faults, path).toEqual([])
      expect(records.length, path).toBe(expected.length)
      const found = new Map(records.map(({ value }) => [idOf(value), value]))
      for (const event of expected) {
        const value = found.get(idOf(event))
        expect(comparable(value), path).toEqual(comparable(event))
        expect(Object.keys((value as EventJson).Event)).toEqual(Object.keys((event as EventJson).Event))
        expect(Object.keys((value as EventJson).Event.System)).toEqual(Object.keys((event as EventJson).Event.System))
      }
    }
  })
})

describe.skipIf(!existsSync(attacks))('attack samples (need ../shared/logs)', () => {
  const paths = existsSync(attacks) ? filesIn(attacks) : []

  test('are read whole, with the ids that their chunks tell', () => {
    expect(paths.length).toBeGreaterThan(190)
    for (const path of paths) {
      const bytes = readFileSync(path)
      const { records, faults } = read(bytes)
      expect(faults, path).toEqual([])
      expect(records.length, path).toBe(recordsToldBy(bytes))
      for (const { value } of records) {
        const { System, ...rest } = (value as { Event: { System: Record<string, unknown> } }).Event
        expect(System, path).toMatchObject({
          Provider: { '#attributes': { Name: expect.any(String) } },
          Computer: expect.any(String),
        })
        expect(
          Object.keys(rest).filter((key) => key !== '#attributes'),
          path,
        ).toHaveLength(1)
      }
    }
  })
})

/** By the first and last record number in the header of each chunk that is in use. */
function recordsToldBy(bytes: Buffer): number {
  let count = 0
  for (let at = 4096; at < bytes.length; at += 0x10000)
    if (bytes.toString('latin1', at, at + 7) === 'ElfChnk')
      count += Number(bytes.readBigUInt64LE(at + 16) - bytes.readBigUInt64LE(at + 8)) + 1
  return count
}

describe.skipIf(!existsSync(attacks))('damaged attack samples (need ../shared/logs)', () => {
  const small = existsSync(attacks)
    ? filesIn(attacks)
        .map((path) => readFileSync(path))
        .filter((bytes) => bytes.length < 100_000 && recordsToldBy(bytes) > 5)
    : []

  test('thousands of changes, cuts and wrong lengths: reading ends, without an exception', () => {
    const random = randomNumbers(7)
    for (let run = 0; run < 2000; run++) {
      const bytes = mutated(pick(small, random), random)
      const { records, faults } = read(bytes)
      expect(faults.length + records.length).toBeGreaterThan(0)
      expect(JSON.stringify(records).length).toBeLessThan(50 * bytes.length)
    }
  })

  test('bytes changed inside records that hold no definitions: all other records are the same', () => {
    const random = randomNumbers(8)
    const logs = small.map((bytes) => {
      const places = recordPlaces(bytes)
      const whole = read(bytes).records.map(({ value }) => JSON.stringify(value))
      expect(whole.length).toBe(places.length)
      return { bytes, places, whole, loose: places.filter((place) => !holdsDefinition(bytes, place)) }
    })
    const withLoose = logs.filter(({ loose }) => loose.length > 0)
    let compared = 0
    for (let run = 0; run < 1500; run++) {
      const { bytes, places, whole, loose } = pick(withLoose, random)
      const touched = new Set<RecordPlace>()
      const changed = Uint8Array.from(bytes)
      for (let n = 1 + random(4); n > 0; n--) {
        const place = pick(loose, random)
        touched.add(place)
        for (let k = 1 + random(8); k > 0; k--) changed[place.start + random(place.end - place.start)] = random(256)
      }
      const found = new Set(read(changed).records.map(({ value }) => JSON.stringify(value)))
      expect(whole.filter((json, i) => !touched.has(places[i] as RecordPlace) && !found.has(json))).toEqual([])
      compared += whole.length - touched.size
    }
    expect(compared).toBeGreaterThan(10_000)
  })
})

/** Numbers below a limit; the same ones for the same seed. */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
    const mixed = Math.imul(state ^ (state >>> 13), 0x297a2d39)
    return ((mixed ^ (mixed >>> 16)) >>> 0) % limit
  }
}

const pick = <T>(list: readonly T[], random: (limit: number) => number): T => list[random(list.length)] as T

function mutated(bytes: Uint8Array, random: (limit: number) => number): Uint8Array {
  const changed = Uint8Array.from(bytes)
  const view = new DataView(changed.buffer)
  const used = 4096 + Math.max(600, view.getUint32(4096 + 48, true))
  const place = (): number => (random(8) === 0 ? random(4096) : 4096 + random(Math.min(used, changed.length) - 4096))
  switch (random(5)) {
    case 0:
      return changed.subarray(0, random(used))
    case 1: {
      const at = place()
      changed.copyWithin(at, at + 1 + random(2000))
      return changed
    }
    case 2:
      for (let n = 1 + random(5); n > 0; n--)
        view.setUint32(place() & ~3, pick([0, 1, 0xffff, 0xffffffff, 600], random), true)
      return changed
    case 3:
      for (let n = 1 + random(5); n > 0; n--) {
        const at = place()
        view.setUint8(at, view.getUint8(at) ^ (1 << random(8)))
      }
      return changed
    default:
      for (let n = 1 + random(200); n > 0; n--) changed[place()] = random(256)
      return changed
  }
}

interface RecordPlace {
  readonly start: number
  readonly end: number
  readonly chunk: number
}

function recordPlaces(bytes: Buffer): RecordPlace[] {
  const places: RecordPlace[] = []
  for (let chunk = 4096; chunk < bytes.length; chunk += 0x10000) {
    if (bytes.toString('latin1', chunk, chunk + 7) !== 'ElfChnk') continue
    const end = chunk + bytes.readUInt32LE(chunk + 48)
    for (let at = chunk + 512; at < end && bytes.readUInt32LE(at) === 0x2a2a; at += bytes.readUInt32LE(at + 4))
      places.push({ start: at, end: at + bytes.readUInt32LE(at + 4), chunk })
  }
  return places
}

/** Whether a template's definition stands right behind its first use in this record. */
function holdsDefinition(bytes: Buffer, { start, end, chunk }: RecordPlace): boolean {
  for (let at = bytes.indexOf(0x0c, start + 24); at >= 0 && at + 10 < end; at = bytes.indexOf(0x0c, at + 1))
    if (bytes.readUInt32LE(at + 6) === at + 10 - chunk) return true
  return false
}
