/** Values for one field of which some tests must hold and others must not, the likeliest first. */
import type { Value } from '../../model/rule.js'
import { parseCidr } from '../../text/cidr.js'
import { numeric } from '../compare.js'
import type { Leaf } from '../condition/term.js'
import type { FlatRecord, Scalar } from '../record.js'
import { type Lists, literal } from '../text.js'
import { compose, type Setting } from './compose.js'
import { type Shape, type Ways, waysOf } from './shape.js'

export interface Wanted {
  readonly holding: readonly Leaf[]
  readonly failing: readonly Leaf[]
  /** What is compared or computed with in further tests of the field. */
  readonly constants: readonly Scalar[]
  /** For fields that stand beside. */
  readonly record: FlatRecord
  readonly lists: Lists
  readonly setting: Setting
  /** Whether a test holds, or does not, of one value alone. */
  readonly says: (leaf: Leaf, holds: boolean, value: Scalar) => boolean
}

/** Each is what all values of the field could be; the empty list is that it is not there. None of it was tried. */
export function* fitting(wanted: Wanted): Generator<readonly Scalar[]> {
  const { holding, setting } = wanted
  const seen = new Set<Scalar>()
  for (const value of single(wanted)) {
    if (seen.has(value)) continue
    seen.add(value)
    yield* spread(value, wanted)
  }
  if (holding.length === 0) {
    yield []
    return
  }
  if (setting.lists) yield* several(wanted)
}

function* single(wanted: Wanted): Generator<Scalar> {
  const { holding, failing, setting, record, lists } = wanted
  const plain = holding.filter((leaf) => !isMeasured(leaf))
  const textual = plain.map((leaf) => waysOf(leaf, record, lists)).filter((ways) => ways.length > 0)
  yield* numbers(wanted)
  if (holding.some(({ from }) => from.op === 'cidr')) yield* addresses(wanted)
  yield* times(wanted)
  if (textual.length > 0) for (const shapes of combined(textual)) yield* compose(shapes, setting)
  else {
    yield* guesses(wanted)
    yield* nearly(failing, wanted)
    yield* neutral(wanted)
  }
}

/** Values for tests that compute something of them: constants of these, and what is near to them. */
function* guesses({ constants, setting, failing }: Wanted): Generator<Scalar> {
  const all = [...new Set(constants)].slice(0, mostGuessed)
  if (failing.length === 0 && setting.had !== undefined && all.length > 0) yield setting.had
  for (const one of all) {
    yield one
    const number = numeric(one)
    if (number !== undefined) yield* [number + 1, number - 1, number * 2, number + 0.5, -number, number * 1000]
    if (typeof one === 'string') yield* compose([{ chunks: [one], start: false, end: false }], setting)
  }
  const texts = all.filter((one): one is string => typeof one === 'string').slice(0, mostJoined)
  for (const a of texts) for (const b of texts) for (const glue of ['', ' ', '@', ';', ',']) yield a + glue + b
  for (const one of all) {
    const number = numeric(one)
    if (number !== undefined && number > 0 && number <= mostLength / 2)
      yield* ['a'.repeat(number + 1), 'a '.repeat(number)]
  }
}

const mostGuessed = 60
const mostJoined = 8

/** A leaf whose place makes a number of the value. */
const isMeasured = ({ from }: Leaf): boolean => from.field?.part !== undefined

const mostCombined = 600

/** One way of each: the first of all, then each other way of one with the first of the others, then any. */
function* combined(all: readonly Ways[]): Generator<readonly Shape[]> {
  // Where a whole value is asked for it decides.
  const exact = all.findIndex((ways) =>
    ways.every((shapes) => shapes.some(({ start, end, chunks }) => start && end && chunks.length < 2)),
  )
  if (exact >= 0) {
    for (const shapes of all[exact] ?? []) yield shapes
    return
  }
  const pick = (at: readonly number[]): readonly Shape[] => all.flatMap((ways, i) => ways[at[i] ?? 0] ?? [])
  const first = all.map(() => 0)
  yield pick(first)
  let count = 1
  for (let i = 0; i < all.length; i++)
    for (let way = 1; way < (all[i]?.length ?? 0) && count < mostCombined; way++, count++)
      yield pick(first.map((zero, j) => (j === i ? way : zero)))
  for (let i = 0; i < all.length; i++)
    for (let j = i + 1; j < all.length; j++)
      for (let a = 1; a < (all[i]?.length ?? 0); a++)
        for (let b = 1; b < (all[j]?.length ?? 0) && count < 4 * mostCombined; b++, count++)
          yield pick(first.map((zero, k) => (k === i ? a : k === j ? b : zero)))
}

/** A value, and what is longer for tests of its length. */
function* spread(value: Scalar, { holding, failing }: Wanted): Generator<readonly Scalar[]> {
  const lengths = [...holding, ...failing].filter(({ from }) => from.field?.part === 'length')
  yield [value]
  const text = String(value)
  for (const length of new Set(lengths.flatMap(({ from }) => from.values.flatMap(around))))
    if (Number.isInteger(length) && length > text.length && length <= mostLength) {
      yield [text.padEnd(length, text.includes(' ') ? ' a' : 'a')]
      yield [text.padStart(length, 'a')]
      const at = Math.ceil(text.length / 2)
      yield [text.slice(0, at) + 'a'.repeat(length - text.length) + text.slice(at)]
    } else if (Number.isInteger(length) && length >= 0 && length < text.length) yield [text.slice(0, length)]
}

const mostLength = 200_000

/** The numbers at and beside those that a value of a rule names. */
function around(value: Value): readonly number[] {
  const number =
    value.kind === 'number' ? value.value : value.kind === 'text' ? numeric(literal(value) ?? '') : undefined
  return number === undefined
    ? []
    : [number, number + 1, number - 1, number * 2, number / 2, number + 0.5, number - 0.5]
}

function* numbers({ holding, failing }: Wanted): Generator<number> {
  const isOrder = ({ from: { op, field } }: Leaf): boolean =>
    (op === 'lt' || op === 'le' || op === 'gt' || op === 'ge') && field?.part === undefined
  if (!holding.some(isOrder)) return
  const known = new Set([...holding, ...failing].filter(isOrder).flatMap(({ from }) => from.values.flatMap(around)))
  const whole = [...known].filter(Number.isInteger)
  yield* whole
  const sorted = [...known].sort((a, b) => a - b)
  for (let i = 1; i < sorted.length; i++) yield ((sorted[i - 1] ?? 0) + (sorted[i] ?? 0)) / 2
  yield* known
  yield* [0, 1, 100, 1e6, 1e12]
}

const usualAddresses = [
  '203.0.113.57',
  '198.51.100.24',
  '93.184.216.34',
  '8.8.8.8',
  '10.20.4.17',
  '192.168.1.5',
  '172.16.0.5',
  '100.64.0.9',
  '169.254.10.1',
  '127.0.0.1',
  '2001:db8::57',
  '2600:1f18::9',
  'fe80::17',
  '::1',
]

function* addresses({ holding, lists }: Wanted): Generator<string> {
  const written = holding.flatMap(({ from: { op, values } }) => (op === 'cidr' ? values : []))
  for (const value of written) {
    if (value.kind !== 'text') continue
    const [part] = value.parts
    const listed = typeof part === 'object' && 'placeholder' in part ? lists.get(part.placeholder) : undefined
    for (const text of listed ?? [literal(value) ?? '']) yield* inside(text)
  }
  yield* usualAddresses
}

/** The first host of a network, others, its own address, its last. */
function* inside(text: string): Generator<string> {
  const network = parseCidr(text)
  if (!network) return
  const masked = network.bytes.map(
    (byte, i) => byte & (0xff << (8 - Math.min(8, Math.max(0, network.bits - i * 8)))) & 0xff,
  )
  const last = masked.map((byte, i) => byte | (0xff >> Math.min(8, Math.max(0, network.bits - i * 8))))
  const host = (number: number): number[] => masked.map((byte, i) => (i === masked.length - 1 ? byte | number : byte))
  for (const bytes of [host(1), host(17), masked, last]) yield addressText(bytes)
}

function addressText(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.')
  const groups = Array.from({ length: 8 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16),
  )
  return groups.join(':').replace(/(?:^|:)0(?::0)+(?:$|:)/, '::')
}

/** Times of every minute and hour of the days that will do, where any of that is asked for. */
function* times({ holding, failing, says }: Wanted): Generator<string> {
  const asked = [...holding, ...failing].filter((leaf) => isOfTime(leaf))
  if (!holding.some(isOfTime)) return
  const parts = new Set(asked.map(({ from }) => from.field?.part))
  const hours = parts.has('hour') ? Array.from({ length: 24 }, (_, hour) => (hour + 9) % 24) : [9]
  const minutes = parts.has('minute') ? Array.from({ length: 60 }, (_, minute) => (minute + 24) % 60) : [24]
  const isDated = ({ from: { field } }: Leaf): boolean => field?.part !== 'hour' && field?.part !== 'minute'
  const dated = asked.filter(isDated)
  const isGood = (day: Date): boolean => dated.every((leaf) => says(leaf, holding.includes(leaf), day.toISOString()))
  for (const day of daysOf(dated)) {
    if (!isGood(day)) continue
    for (const hour of hours)
      for (const minute of minutes) yield new Date(day.getTime() + (hour * 60 + minute) * 60_000).toISOString()
  }
}

const isOfTime = ({ from: { field } }: Leaf): boolean => field?.part !== undefined && field.part !== 'length'

/** A day in March when none is asked for, else every day of the years that are named and of this one. */
function* daysOf(dated: readonly Leaf[]): Generator<Date> {
  const years = dated.flatMap(({ from }) => (from.field?.part === 'year' ? from.values.flatMap(around) : []))
  const real = years.filter((year) => Number.isInteger(year) && year > 0 && year < 9999)
  for (const year of new Set([2025, ...real]))
    for (let day = 0; day < (dated.length === 0 ? 1 : 366); day++)
      yield new Date(Date.UTC(year, 0, 1 + ((day + 69) % 366)))
}

/** For a test that must fail and asks for several values: all of them but one. */
function* nearly(failing: readonly Leaf[], { setting, record, lists }: Wanted): Generator<Scalar> {
  for (const leaf of failing.slice(0, 20)) {
    if (leaf.from.need !== 'every' || leaf.from.values.length < 2) continue
    const less: Leaf = { ...leaf, from: { ...leaf.from, values: leaf.from.values.slice(0, -1) } }
    for (const shapes of waysOf(less, record, lists).slice(0, 2)) yield* compose(shapes, setting)
  }
}

/** Values that no rule asks for. */
function* neutral({ failing, setting, holding }: Wanted): Generator<Scalar> {
  const { likely, had, program } = setting
  const isWindows = likely.system === 'windows'
  if (had !== undefined && numeric(had) !== undefined && likely.sort !== 'ip') {
    const number = Number(had)
    for (const other of [number + 1, number + 2, number + 10, number + 1000, number - 1, 0]) yield other
  }
  if (likely.sample !== undefined) yield likely.sample
  switch (likely.sort) {
    case 'path':
      yield* isWindows
        ? likely.last
          ? ['svchost.exe', 'notepad.exe', 'agent.exe', 'report.txt']
          : [
              'C:\\Windows\\System32\\svchost.exe',
              'C:\\Program Files\\Vendor\\agent.exe',
              'C:\\Windows\\System32\\notepad.exe',
              'C:\\Users\\a.reyes\\Documents\\report.txt',
              'D:\\Tools\\notes.txt',
            ]
        : ['/usr/bin/curl', '/opt/vendor/agent', '/home/deploy/report', '/var/lib/notes']
      break
    case 'registry':
      yield* ['HKLM\\SOFTWARE\\Vendor\\Agent\\Updater', 'HKU\\.DEFAULT\\Console\\Size']
      break
    case 'command':
      if (program !== undefined) yield* [program, `${program} --version`]
      yield* isWindows ? ['notepad.exe report.txt', 'agent.exe'] : ['curl --version', 'agent']
      break
    case 'hashes':
      yield 'SHA256=7D2C61E9A0B34F5588C1D90E2F7A46B3951E0C8D7F24A6B1E3905D8C4B7F6A12'
      break
    case 'number':
      yield* [1, 7, 1000, 49_321]
      break
    case 'date':
      yield* ['2025-03-11 09:24:17.318', '2024-12-01 22:05:00.000']
      break
    case 'ip':
      yield* usualAddresses
      break
    case 'text':
      yield* isWindows ? ['Vendor Agent', 'agent', 'value'] : ['agent', 'value']
      break
    default:
      likely.sort satisfies never
  }
  yield* ['-', 'x', '1', 0, 'A long text of several words', '2025-03-11T09:24:17Z', 'true', '']
  if (failing.some(({ from }) => from.op === 'cidr') || holding.some(({ from }) => from.op === 'exists'))
    yield* usualAddresses
}

/** A value for each test, where no single one satisfies all. */
function* several(wanted: Wanted): Generator<readonly Scalar[]> {
  const { holding, failing, says } = wanted
  // A test for several values may find each in another.
  const tests = holding.flatMap((leaf) =>
    leaf.from.need === 'one'
      ? [leaf]
      : leaf.from.values.map((value) => ({ ...leaf, from: { ...leaf.from, values: [value] } })),
  )
  if (tests.length < 2 || tests.length > mostSeveral) return
  const values = tests.map((leaf) => {
    const isFit = (value: Scalar): boolean => says(leaf, true, value) && failing.every((one) => says(one, false, value))
    return first(single({ ...wanted, holding: [leaf] }), isFit)
  })
  if (values.every((value) => value !== undefined)) yield [...new Set(values)]
}

const mostSeveral = 30
const mostLooked = 300

function first(values: Iterable<Scalar>, isFit: (value: Scalar) => boolean): Scalar | undefined {
  let looked = 0
  for (const value of values) {
    if (isFit(value)) return value
    if (++looked > mostLooked) break
  }
  return undefined
}
