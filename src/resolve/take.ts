/** How a value that a record has becomes the value that a rule asks for. */
import type { Relation } from '../data/fields/index.js'
import { wellKnownSids } from '../data/fields/index.js'
import type { Scalar } from '../model/record.js'
import { tokens } from './tokens.js'

/** Steps, each on what the one before it gave. None: as it stands. */
export type Take = readonly Step[]

type Words = ReadonlyMap<string, readonly string[]>

export type Step =
  | { readonly how: 'basename' | 'dirname' | 'ext' | 'leaf' | 'key' | 'subkey' | 'domain' | 'host' }
  /** Arguments of a command line; quotes as Windows or as shells mean them. */
  | { readonly how: 'token'; readonly shell: boolean }
  /**
   * The rule tests the words of a text: the text itself, in which an `eq` means that it contains the words of the value, as
   * a `contains` with `via: ['word']` does.
   */
  | { readonly how: 'word' }
  /** Other words for the same, by the value in lower case. `else`: what has none stays as it is, or is left out. */
  | { readonly how: 'map'; readonly words: Words; readonly else: 'same' | 'none' }
  /** Put before or after a value that is only a part, so that tests of this end of the whole hold of it. */
  | { readonly how: 'before' | 'after'; readonly text: string }
  /** One of `MD5=...,SHA256=...`, without its name. */
  | { readonly how: 'hash'; readonly name: string }
  /** The hive of a registry path, as Sysmon (`HKLM`) or as Windows and Defender write it. */
  | { readonly how: 'hive'; readonly long: boolean }
  /** What a JSON object that is written out as text has under a name. */
  | { readonly how: 'inside'; readonly name: string }
  /** Also as a number, where Sysmon writes `DWORD (0x00000001)`; or the other way round. */
  | { readonly how: 'number' | 'dword' }
  /** Whatever stands there. */
  | { readonly how: 'always'; readonly value: Scalar }

export const asIs: Take = []

/** The values that one value of a record stands for; none when it has no such part. */
export function take(value: Scalar, how: Take): readonly Scalar[] {
  let values: readonly Scalar[] = [value]
  for (const step of how) values = values.flatMap((each) => through(each, step))
  return values
}

const one = (text: string | undefined): readonly string[] => (text === undefined || text === '' ? [] : [text])

function through(value: Scalar, step: Step): readonly Scalar[] {
  const text = String(value)
  switch (step.how) {
    case 'basename':
      return one(text.slice(lastSlash(text) + 1))
    case 'dirname':
      return lastSlash(text) < 0 ? [] : one(text.slice(0, lastSlash(text)))
    case 'ext': {
      const name = text.slice(lastSlash(text) + 1)
      const dot = name.lastIndexOf('.')
      return dot < 0 ? [] : one(name.slice(dot + 1))
    }
    case 'leaf':
      return one(text.slice(text.lastIndexOf('\\') + 1))
    case 'key':
      return text.includes('\\') ? one(text.slice(0, text.lastIndexOf('\\'))) : []
    case 'subkey': {
      const [from, to] = [endOfHive(text), text.lastIndexOf('\\')]
      return from < to ? one(text.slice(from + 1, to)) : []
    }
    case 'domain':
      return text.includes('\\') ? one(text.slice(0, text.indexOf('\\'))) : []
    case 'host':
      return one(hostOf(text))
    case 'token':
      return tokens(text, step.shell)
    case 'word':
      return [value]
    case 'map': {
      const found = step.words.get(text.toLowerCase())
      return found ?? (step.else === 'same' ? [value] : [])
    }
    case 'before':
      return [text.startsWith(step.text) ? text : step.text + text]
    case 'after':
      return [text.endsWith(step.text) ? text : text + step.text]
    case 'hash':
      return one(hashIn(text, step.name))
    case 'hive':
      return [step.long ? longHive(text) : shortHive(text)]
    case 'inside':
      return inside(text, step.name)
    case 'number':
      return asNumber(text)
    case 'dword':
      return asDword(text)
    case 'always':
      return [step.value]
    default:
      return step satisfies never
  }
}

const lastSlash = (path: string): number => Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/'))

/** Of a URL, or of what is a host already. */
function hostOf(text: string): string {
  const start = text.indexOf('://')
  const rest = start < 0 ? text : text.slice(start + 3)
  const end = rest.search(/[/?#]/)
  const place = end < 0 ? rest : rest.slice(0, end)
  const host = place.slice(place.lastIndexOf('@') + 1)
  return host.startsWith('[') ? host.slice(1, host.indexOf(']')) : host.replace(/:\d*$/, '')
}

function hashIn(text: string, name: string): string | undefined {
  for (const part of text.split(',')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim().toLowerCase() === name) return part.slice(at + 1).trim()
  }
  return undefined
}

/** A list has several values; what is no object, or too long to be read for one value, has none. */
function inside(text: string, name: string): readonly Scalar[] {
  if (!text.startsWith('{') || text.length > 1_000_000) return []
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
  const found = Object.entries(Object(read)).find(([key]) => key === name)?.[1]
  return [found].flat().filter((value) => isScalar(value))
}

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

const hives: readonly (readonly [short: string, long: string, kernel: string])[] = [
  ['HKLM', 'HKEY_LOCAL_MACHINE', '\\REGISTRY\\MACHINE'],
  ['HKU', 'HKEY_USERS', '\\REGISTRY\\USER'],
  ['HKCU', 'HKEY_CURRENT_USER', ''],
  ['HKCR', 'HKEY_CLASSES_ROOT', ''],
  ['HKCC', 'HKEY_CURRENT_CONFIG', ''],
]

/** The hive that a path begins with, and where it ends. */
function hiveOf(path: string): readonly [row: (typeof hives)[number], end: number] | undefined {
  const folded = path.slice(0, 24).toUpperCase()
  for (const row of hives)
    for (const name of row)
      if (name !== '' && folded.startsWith(name) && (path.length === name.length || path[name.length] === '\\'))
        return [row, name.length]
  return undefined
}

const endOfHive = (path: string): number => hiveOf(path)?.[1] ?? (path.startsWith('\\') ? 0 : -1)

function shortHive(path: string): string {
  const found = hiveOf(path)
  return found ? found[0][0] + path.slice(found[1]) : path
}

function longHive(path: string): string {
  const found = hiveOf(path)
  return found ? found[0][1] + path.slice(found[1]) : path
}

/** `DWORD (0x00000001)` is also `1` and `0x00000001`. */
function asNumber(text: string): readonly string[] {
  const [, hex] = /^[DQ]WORD \((0x[0-9a-f]{1,8}(?:-0x[0-9a-f]{1,8})?)\)$/i.exec(text) ?? []
  if (hex === undefined) return [text]
  const digits = hex.replace(/-?0x/gi, '')
  return [text, BigInt(`0x${digits}`).toString(), hex]
}

/** `1` and `0x1` are also `DWORD (0x00000001)`. */
function asDword(text: string): readonly string[] {
  if (!/^(?:0x[0-9a-f]{1,8}|\d{1,10})$/i.test(text)) return [text]
  return [text, `DWORD (0x${Number(text).toString(16).padStart(8, '0')})`]
}

const single = (words: Readonly<Record<string, string>>): Words =>
  new Map(Object.entries(words).map(([word, other]) => [word.toLowerCase(), [other]]))

const reversed = (words: Iterable<readonly [string, string]>): Words => {
  const found = new Map<string, string[]>()
  for (const [word, other] of words) {
    const folded = other.toLowerCase()
    found.set(folded, [...(found.get(folded) ?? []), word])
  }
  return found
}

/** Values in other words. */
export const worded = (words: Readonly<Record<string, string>>): Step => ({
  how: 'map',
  words: single(words),
  else: 'same',
})

const toSid: Step = {
  how: 'map',
  words: reversed(Object.entries(wellKnownSids).map(([sid, name]) => [sid.toUpperCase(), name])),
  else: 'none',
}
const ofSid: Step = { how: 'map', words: single(wellKnownSids), else: 'none' }

/** A name with its relation to the canonical field. */
export interface Related {
  readonly relation: Relation
  /** For `map`: values in lower case, and what the canonical field has instead. */
  readonly values?: ReadonlyMap<string, string>
}

/**
 * From the way in which a record's name relates to a canonical field to that in which a rule's name does; undefined when
 * the one says nothing of the other. `separator` stands between the parts of paths.
 */
export function between(rule: Related, record: Related, separator: string): Take | undefined {
  if (isWhole(record.relation)) return isWhole(rule.relation) ? asIs : partOf(rule, separator)
  if (rule.relation === record.relation) return asIs
  if (isWhole(rule.relation)) return wholeOf(record, separator)
  const pair = `${rule.relation} of ${record.relation}`
  if (pair === 'ext of basename') return [{ how: 'ext' }]
  if (pair === 'leaf of basename' || pair === 'basename of leaf') return asIs
  if (pair === 'subkey of key') return [{ how: 'after', text: '\\' }, { how: 'subkey' }]
  return undefined
}

const isWhole = (relation: Relation): boolean => relation === 'exact' || relation === 'approx'

/** The part that a rule asks for, of a whole. */
function partOf({ relation, values }: Related, separator: string): Take | undefined {
  switch (relation) {
    case 'exact':
    case 'approx':
    // A host is a URL's shortest form.
    case 'url':
      return asIs
    case 'basename':
    case 'dirname':
    case 'ext':
    case 'leaf':
    case 'key':
    case 'subkey':
    case 'domain':
    case 'word':
      return [{ how: relation }]
    case 'token':
      return [{ how: 'token', shell: separator === '/' }]
    case 'map':
      return [{ how: 'map', words: reversed(values ?? []), else: 'none' }]
    case 'sid':
      return [toSid]
    // Another thing, or in another form that cannot be made.
    case 'upn':
    case 'acting':
    case 'old':
    case 'json':
      return undefined
    default:
      return relation satisfies never
  }
}

/** What can be said of the whole by a part. */
function wholeOf({ relation, values }: Related, separator: string): Take | undefined {
  switch (relation) {
    case 'exact':
    case 'approx':
    case 'token':
    case 'word':
      return asIs
    case 'basename':
      return [{ how: 'before', text: separator }]
    case 'dirname':
      return [{ how: 'after', text: separator }]
    case 'ext':
      return [{ how: 'before', text: '.' }]
    case 'leaf':
      return [{ how: 'before', text: '\\' }]
    case 'key':
    case 'domain':
      return [{ how: 'after', text: '\\' }]
    case 'subkey':
      return [
        { how: 'before', text: '\\' },
        { how: 'after', text: '\\' },
      ]
    case 'map':
      return [{ how: 'map', words: new Map([...(values ?? [])].map(([word, own]) => [word, [own]])), else: 'same' }]
    case 'sid':
      return [ofSid]
    case 'url':
      return [{ how: 'host' }]
    case 'upn':
    case 'acting':
    case 'old':
    case 'json':
      return undefined
    default:
      return relation satisfies never
  }
}
