/** Texts taken apart by patterns: GROK, whose names stand for regular expressions, and DISSECT, which knows only separators. */
import { type Bag, type Computed, type Datum, numeric, unknown } from './datum.js'
import { regexOf } from './regex.js'

/** The patterns that are known by name, without look-around, which cannot run in linear time. */
const library: Readonly<Record<string, string>> = {
  USERNAME: '[a-zA-Z0-9._-]+',
  USER: '%{USERNAME}',
  EMAILLOCALPART: "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}",
  EMAILADDRESS: '%{EMAILLOCALPART}@%{HOSTNAME}',
  INT: '[+-]?[0-9]+',
  BASE10NUM: '[+-]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)',
  NUMBER: '%{BASE10NUM}',
  BASE16NUM: '[+-]?(?:0x)?[0-9A-Fa-f]+',
  POSINT: '\\b[1-9][0-9]*\\b',
  NONNEGINT: '\\b[0-9]+\\b',
  WORD: '\\b\\w+\\b',
  NOTSPACE: '\\S+',
  SPACE: '\\s*',
  DATA: '.*?',
  GREEDYDATA: '.*',
  QUOTEDSTRING: '(?:"(?:\\\\.|[^\\\\"]+)*"|\'(?:\\\\.|[^\\\\\']+)*\'|`(?:\\\\.|[^\\\\`]+)*`)',
  QS: '%{QUOTEDSTRING}',
  UUID: '[A-Fa-f0-9]{8}-(?:[A-Fa-f0-9]{4}-){3}[A-Fa-f0-9]{12}',
  MAC: '(?:[A-Fa-f0-9]{2}[:-]){5}[A-Fa-f0-9]{2}|(?:[A-Fa-f0-9]{4}\\.){2}[A-Fa-f0-9]{4}',
  IPV4: '\\b(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\\b',
  IPV6: '[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:%\\w+)?',
  IP: '(?:%{IPV6}|%{IPV4})',
  HOSTNAME: '\\b[0-9A-Za-z][0-9A-Za-z-]{0,62}(?:\\.[0-9A-Za-z][0-9A-Za-z-]{0,62})*\\.?',
  IPORHOST: '(?:%{IP}|%{HOSTNAME})',
  HOSTPORT: '%{IPORHOST}:%{POSINT}',
  UNIXPATH: '(?:/[\\w%!$@:.,+~-]*)+',
  WINPATH: '(?:[A-Za-z]+:|\\\\)(?:\\\\[^\\\\?*]*)+',
  PATH: '(?:%{UNIXPATH}|%{WINPATH})',
  URIPROTO: '[A-Za-z][A-Za-z0-9+.-]+',
  URIHOST: '%{IPORHOST}(?::%{POSINT})?',
  URIPATH: "(?:/[A-Za-z0-9$.+!*'(){},~:;=@#%&_-]*)+",
  URIQUERY: "[A-Za-z0-9$.+!*'|(){},~@#%&/=:;_?<>\\[\\]-]*",
  URIPARAM: '\\?%{URIQUERY}',
  URIPATHPARAM: '%{URIPATH}(?:\\?%{URIQUERY})?',
  URI: '%{URIPROTO}://(?:%{USER}(?::[^@]*)?@)?(?:%{URIHOST})?(?:%{URIPATH}(?:\\?%{URIQUERY})?)?',
  MONTH:
    '\\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\b',
  MONTHNUM: '(?:0?[1-9]|1[0-2])',
  MONTHDAY: '(?:0[1-9]|[12][0-9]|3[01]|[1-9])',
  DAY: '(?:Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)',
  YEAR: '(?:\\d\\d){1,2}',
  HOUR: '(?:2[0123]|[01]?[0-9])',
  MINUTE: '[0-5][0-9]',
  SECOND: '(?:[0-5]?[0-9]|60)(?:[:.,][0-9]+)?',
  TIME: '%{HOUR}:%{MINUTE}(?::%{SECOND})?',
  ISO8601_TIMEZONE: '(?:Z|[+-]%{HOUR}(?::?%{MINUTE}))',
  TIMESTAMP_ISO8601: '%{YEAR}-%{MONTHNUM}-%{MONTHDAY}[T ]%{HOUR}:?%{MINUTE}(?::?%{SECOND})?(?:%{ISO8601_TIMEZONE})?',
  SYSLOGTIMESTAMP: '%{MONTH} +%{MONTHDAY} %{TIME}',
  HTTPDATE: '%{MONTHDAY}/%{MONTH}/%{YEAR}:%{TIME} %{INT}',
  PROG: '[\\x21-\\x5a\\x5c\\x5e-\\x7e]+',
  LOGLEVEL:
    '(?i:alert|trace|debug|notice|info(?:rmation)?|warn(?:ing)?|err(?:or)?|crit(?:ical)?|fatal|severe|emerg(?:ency)?)',
}

interface Grok {
  readonly pattern: string
  /** The group of each column, and what it is read as. */
  readonly columns: readonly { readonly name: string; readonly group: string; readonly type: string }[]
}

/** How much a pattern may come to with all names put in. */
const longest = 20_000
const known = new Map<string, Grok | null>()

function grokOf(pattern: string): Grok | null {
  const found = known.get(pattern)
  if (found !== undefined) return found
  if (known.size > 200) known.clear()
  const read = readGrok(pattern)
  known.set(pattern, read)
  return read
}

function readGrok(pattern: string): Grok | null {
  const columns: Grok['columns'][number][] = []
  const column = (name: string, type: string): string => {
    const group = `g${columns.length}`
    columns.push({ name, group, type })
    return group
  }
  let text = pattern.replace(/\(\?<([^>=!][^>]*)>/g, (_, name: string) => `(?P<${column(name, '')}>`)
  for (let depth = 0; /%\{\w+/.test(text); depth++) {
    if (depth > 8) return null
    let missing = false
    text = text.replace(/%\{(\w+)(?::([^:{}]+))?(?::(\w+))?\}/g, (_, name: string, as?: string, type = '') => {
      const inner = Object.hasOwn(library, name) ? library[name] : undefined
      missing ||= inner === undefined
      return as === undefined ? `(?:${inner})` : `(?P<${column(as, type)}>${inner})`
    })
    if (missing || text.length > longest) return null
  }
  return { pattern: text, columns }
}

/** The columns of the first place where the pattern fits; undefined when there is none. */
export function grok(text: string, pattern: string): Computed {
  const read = grokOf(pattern)
  const regex = read && regexOf(read.pattern)
  if (!read || !regex) return unknown
  const matcher = regex.matcher(text)
  if (!matcher.find()) return undefined
  const found = new Map<string, Datum>()
  for (const { name, group, type } of read.columns) {
    const value = matcher.group(group)
    const typed = value === null ? undefined : asType(value, type)
    const before = found.get(name)
    if (typed !== undefined) found.set(name, before === undefined ? typed : [before, typed].flat())
  }
  return found
}

const asType = (value: string, type: string): Datum | undefined =>
  type === 'int' || type === 'long' || type === 'float' || type === 'double' ? numeric(value) : value

/** `%{a} - %{b->}, %{+a}`: columns by the separators around them; undefined when one is not found. */
export function dissect(text: string, pattern: string): Computed {
  const keys = [...pattern.matchAll(/%\{([^{}]*)\}/g)]
  const first = keys[0]?.index ?? pattern.length
  if (!text.startsWith(pattern.slice(0, first))) return undefined
  const taken: { readonly key: string; readonly value: string }[] = []
  let at = first
  for (const [i, match] of keys.entries()) {
    const [whole, key = ''] = match
    const after = pattern.slice(match.index + whole.length, keys[i + 1]?.index ?? pattern.length)
    const end = after === '' && i === keys.length - 1 ? text.length : text.indexOf(after, at)
    if (end < 0 || (after === '' && i < keys.length - 1)) return undefined
    taken.push({ key: key.replace(/->$/, ''), value: text.slice(at, end) })
    at = end + after.length
    if (key.endsWith('->') && after !== '') while (text.startsWith(after, at)) at += after.length
  }
  return columnsOf(taken)
}

/** `+a` is put behind `a`, in the order of `/n`; `?a` and no name at all make nothing; the value of `*a` names that of `&a`. */
function columnsOf(taken: readonly { readonly key: string; readonly value: string }[]): Bag {
  const found = new Map<string, Datum>()
  const pieces = new Map<string, { order: number; value: string }[]>()
  for (const { key, value } of taken) {
    const [, sign = '', name = '', place] = /^([+?*&]?)(.*?)(?:\/(\d+))?$/s.exec(key) ?? []
    if (name === '' || sign === '?') continue
    if (sign === '&') continue
    if (sign === '*') {
      const other = taken.find((one) => one.key === `&${name}`)
      if (other) found.set(value, other.value)
      continue
    }
    const list = pieces.get(name) ?? []
    list.push({ order: Number(place ?? list.length), value })
    pieces.set(name, list)
  }
  for (const [name, list] of pieces)
    found.set(
      name,
      list
        .sort((a, b) => a.order - b.order)
        .map(({ value }) => value)
        .join(''),
    )
  return found
}
