/** Times written and read by a pattern: of Java (ES|QL), of C (SPL), of .NET (KQL). One part is known for each way of saying it. */
import { isoWeek } from '../time.js'
import { Moment } from './datum.js'
import { dayNames, dayOfYear, monthNames, pad } from './times.js'

/** What has been read of a time. */
interface Read {
  year?: number
  month?: number
  day?: number
  hour?: number
  minute?: number
  second?: number
  millis?: number
  afternoon?: boolean
  /** Minutes that the clock is ahead of UTC. */
  zone?: number
  epoch?: number
}

interface Part {
  readonly write: (date: Date, millis: number) => string
  /** What it looks like, and what it says; absent where it can only be written. */
  readonly look?: RegExp
  readonly read?: (text: string, into: Read) => void
}

const numberPart = (
  key: keyof Read & ('year' | 'month' | 'day' | 'hour' | 'minute' | 'second'),
  of: (date: Date) => number,
  digits: number,
): Part => ({
  write: (date) => pad(of(date), digits),
  look: key === 'year' ? /\d{4}/y : /\d{1,2}/y,
  read: (text, into) => {
    into[key] = Number(text)
  },
})

const hour = (date: Date): number => date.getUTCHours()
const hour12 = (date: Date): number => date.getUTCHours() % 12 || 12
const month = (date: Date): number => date.getUTCMonth() + 1
const day = (date: Date): number => date.getUTCDate()
const minute = (date: Date): number => date.getUTCMinutes()
const second = (date: Date): number => date.getUTCSeconds()
const year = (date: Date): number => date.getUTCFullYear()

const monthPart = (length?: number): Part => ({
  write: (date) => (monthNames[date.getUTCMonth()] ?? '').slice(0, length),
  look: /[A-Za-z]{3,9}/y,
  read: (text, into) => {
    const at = monthNames.findIndex((name) => name.slice(0, 3).toLowerCase() === text.slice(0, 3).toLowerCase())
    if (at >= 0) into.month = at + 1
  },
})

const dayPart = (length?: number): Part => ({
  write: (date) => (dayNames[date.getUTCDay()] ?? '').slice(0, length),
  look: /[A-Za-z]{3,9}/y,
  read: () => {},
})

const fraction = (digits: number): Part => ({
  write: (_, millis) => {
    const part = Math.round((millis / 1000 - Math.floor(millis / 1000)) * 1e7)
    return pad(Math.min(part, 9_999_999), 7).padEnd(digits, '0').slice(0, digits)
  },
  look: /\d{1,9}/y,
  read: (text, into) => {
    into.millis = Number(`0.${text}`) * 1000
  },
})

const zone = (colon: string): Part => ({
  write: () => `+00${colon}00`,
  look: /Z|[+-]\d\d:?\d\d/y,
  read: (text, into) => {
    const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)/.exec(text) ?? []
    into.zone = sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0
  },
})

const parts = {
  year: numberPart('year', year, 4),
  shortYear: {
    write: (date) => pad(year(date) % 100, 2),
    look: /\d{2}/y,
    read: (text, into) => {
      into.year = Number(text) + (Number(text) < 70 ? 2000 : 1900)
    },
  },
  month: numberPart('month', month, 1),
  month2: numberPart('month', month, 2),
  monthName: monthPart(),
  monthShort: monthPart(3),
  day: numberPart('day', day, 1),
  day2: numberPart('day', day, 2),
  dayName: dayPart(),
  dayShort: dayPart(3),
  hour: numberPart('hour', hour, 1),
  hour2: numberPart('hour', hour, 2),
  half: numberPart('hour', hour12, 1),
  half2: numberPart('hour', hour12, 2),
  minute: numberPart('minute', minute, 1),
  minute2: numberPart('minute', minute, 2),
  second: numberPart('second', second, 1),
  second2: numberPart('second', second, 2),
  noon: {
    write: (date) => (hour(date) < 12 ? 'AM' : 'PM'),
    look: /[AaPp][Mm]/y,
    read: (text, into) => {
      into.afternoon = /^p/i.test(text)
    },
  },
  zone: zone(''),
  zoneColon: zone(':'),
  zoneName: { write: () => 'UTC', look: /[A-Z]{1,5}/y, read: () => {} },
  weekday: { write: (date) => String(date.getUTCDay()) },
  isoWeekday: { write: (date) => String(date.getUTCDay() || 7) },
  dayOfYear: { write: (date) => pad(dayOfYear(date), 3) },
  week: { write: (date) => pad(isoWeek(date), 2) },
  epoch: {
    write: (_, millis) => String(Math.floor(millis / 1000)),
    look: /\d+(?:\.\d+)?/y,
    read: (text, into) => {
      into.epoch = Number(text) * 1000
    },
  },
} satisfies Readonly<Record<string, Part>>

/** The pieces of a pattern: parts of a time, and text between them. */
export type Pattern = readonly (Part | string)[]

/** Letters that stand as often as the part is wide: `yyyy-MM-dd HH:mm:ss.SSS`, text in single quotes. */
function lettered(pattern: string, letters: Readonly<Record<string, Part>>, fractions: string): Pattern | undefined {
  const found: (Part | string)[] = []
  for (const [whole, quoted, run] of pattern.matchAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+|'/g)) {
    if (quoted !== undefined) found.push(quoted === '' ? "'" : quoted.replaceAll("''", "'"))
    else if (run === undefined) found.push(whole)
    else if (fractions.includes(run)) found.push(fraction(whole.length))
    else if (Object.hasOwn(letters, whole)) found.push(letters[whole] ?? '')
    else return undefined
  }
  return found
}

const common: Readonly<Record<string, Part>> = {
  yyyy: parts.year,
  yy: parts.shortYear,
  M: parts.month,
  MM: parts.month2,
  MMM: parts.monthShort,
  MMMM: parts.monthName,
  d: parts.day,
  dd: parts.day2,
  H: parts.hour,
  HH: parts.hour2,
  h: parts.half,
  hh: parts.half2,
  m: parts.minute,
  mm: parts.minute2,
  s: parts.second,
  ss: parts.second2,
}

const ofJava: Readonly<Record<string, Part>> = {
  ...common,
  y: parts.year,
  u: parts.year,
  uuuu: parts.year,
  E: parts.dayShort,
  EEE: parts.dayShort,
  EEEE: parts.dayName,
  e: parts.isoWeekday,
  a: parts.noon,
  w: parts.week,
  D: parts.dayOfYear,
  X: parts.zone,
  XX: parts.zone,
  XXX: parts.zoneColon,
  Z: parts.zone,
  z: parts.zoneName,
}

const ofNet: Readonly<Record<string, Part>> = { ...common, ddd: parts.dayShort, dddd: parts.dayName, tt: parts.noon }

/** Undefined when something in the pattern is not known here. */
export const javaPattern = (pattern: string): Pattern | undefined => lettered(pattern, ofJava, 'S')
export const netPattern = (pattern: string): Pattern | undefined => lettered(pattern, ofNet, 'fF')

const ofC: Readonly<Record<string, Pattern>> = {
  Y: [parts.year],
  y: [parts.shortYear],
  m: [parts.month2],
  B: [parts.monthName],
  b: [parts.monthShort],
  h: [parts.monthShort],
  d: [parts.day2],
  e: [parts.day],
  H: [parts.hour2],
  k: [parts.hour],
  I: [parts.half2],
  M: [parts.minute2],
  S: [parts.second2],
  p: [parts.noon],
  A: [parts.dayName],
  a: [parts.dayShort],
  w: [parts.weekday],
  u: [parts.isoWeekday],
  j: [parts.dayOfYear],
  V: [parts.week],
  U: [parts.week],
  z: [parts.zone],
  ':z': [parts.zoneColon],
  Z: [parts.zoneName],
  s: [parts.epoch],
  N: [fraction(9)],
  Q: [fraction(3)],
  f: [fraction(6)],
  F: [parts.year, '-', parts.month2, '-', parts.day2],
  T: [parts.hour2, ':', parts.minute2, ':', parts.second2],
  X: [parts.hour2, ':', parts.minute2, ':', parts.second2],
  D: [parts.month2, '/', parts.day2, '/', parts.shortYear],
  x: [parts.month2, '/', parts.day2, '/', parts.year],
  R: [parts.hour2, ':', parts.minute2],
  '%': ['%'],
}

/** `%Y-%m-%dT%H:%M:%S.%3N%z`. */
export function cPattern(pattern: string): Pattern | undefined {
  const found: (Part | string)[] = []
  for (const [whole, digits, letter] of pattern.matchAll(/%(\d?)(:?[A-Za-z%])|[^%]+|%/g)) {
    if (letter === undefined) found.push(whole)
    else if (digits && /[NQ]/.test(letter)) found.push(fraction(Number(digits)))
    else if (Object.hasOwn(ofC, letter)) found.push(...(ofC[letter] ?? []))
    else return undefined
  }
  return found
}

/** Undefined past what a calendar has. */
export function written({ millis }: Moment, pattern: Pattern): string | undefined {
  const date = new Date(millis)
  if (Number.isNaN(date.getTime())) return undefined
  return pattern.map((part) => (typeof part === 'string' ? part : part.write(date, millis))).join('')
}

/** Undefined when the text does not begin as the pattern says, or is no time. What is not said is that of 1970. */
export function readTime(text: string, pattern: Pattern): Moment | undefined {
  const into: Read = {}
  let at = 0
  for (const part of pattern) {
    const end = typeof part === 'string' ? skipped(text, at, part) : readPart(text, at, part, into)
    if (end === undefined) return undefined
    at = end
  }
  return momentOf(into)
}

/** Blanks stand for any blanks. */
function skipped(text: string, at: number, literal: string): number | undefined {
  if (text.startsWith(literal, at)) return at + literal.length
  if (literal.trim() !== '') return undefined
  const blanks = /\s+/y
  blanks.lastIndex = at
  return blanks.test(text) ? blanks.lastIndex : undefined
}

function readPart(text: string, at: number, { look, read }: Part, into: Read): number | undefined {
  if (!look || !read) return undefined
  look.lastIndex = at
  const [found] = look.exec(text) ?? []
  if (found === undefined) return undefined
  read(found, into)
  return at + found.length
}

function momentOf({
  year = 1970,
  month = 1,
  day = 1,
  afternoon,
  minute = 0,
  second = 0,
  ...rest
}: Read): Moment | undefined {
  if (rest.epoch !== undefined) return new Moment(rest.epoch)
  const hour = afternoon === undefined ? (rest.hour ?? 0) : ((rest.hour ?? 0) % 12) + (afternoon ? 12 : 0)
  const start = Date.UTC(year, month - 1, day)
  if (new Date(start).getUTCDate() !== day || month > 12 || hour > 23 || minute > 59 || second > 60) return undefined
  return new Moment(start + ((hour * 60 + minute - (rest.zone ?? 0)) * 60 + second) * 1000 + (rest.millis ?? 0))
}
