/** What KQL's literals stand for: texts in each way of quoting, numbers, time spans. */

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** `"a"`, `'a'`, `@"a\b"`, ```` ```a``` ````, `~~~a~~~`, each with an `h` before it when it is to be kept out of logs. */
export function textOf(literal: string): string {
  const [, verbatim, quote = '', rest = ''] = /^[hH]?(@?)("|'|```|~~~)([\s\S]*)$/.exec(literal) ?? []
  const content = rest.endsWith(quote) ? rest.slice(0, rest.length - quote.length) : rest
  if (quote.length === 3) return content
  if (verbatim) return content.replaceAll(quote + quote, quote)
  return content.includes('\\') ? unescaped(content) : content
}

const escaped = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([0-3]?[0-7]{1,2})|([\s\S]))/g

/** What is no escape sequence stays as it stands. */
const unescaped = (content: string): string =>
  content.replace(escaped, (all, short?: string, long?: string, byte?: string, octal?: string, letter?: string) => {
    const hex = short ?? long ?? byte
    const code = hex ? Number.parseInt(hex, 16) : octal ? Number.parseInt(octal, 8) : undefined
    if (code === undefined) return escapes[letter ?? ''] ?? all
    return code > 0x10ffff ? all : String.fromCodePoint(code)
  })

/** A text in quotes that reads back as itself. */
export const quote = (text: string): string =>
  `"${text.replace(/[\\"\p{Cc}\u2028\u2029]/gu, (char) => {
    if (char === '"' || char === '\\') return `\\${char}`
    const named = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[char]
    return named ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  })}"`

/** A name as a query can say it. */
export const quoteName = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) && !reserved.has(name) ? name : `[${quote(name)}]`

/** Words that begin something else where an expression is expected. */
const reserved = new Set(
  (
    'and or not in has contains between where by on with of to from step kind true false null dynamic datetime date ' +
    'time timespan guid int long real decimal bool double materialize toscalar externaldata datatable union print ' +
    'range find search evaluate let set declare alias restrict pattern summarize distinct project extend sort order ' +
    'take limit top count invoke parse render sample serialize scan partition fork facet consume getschema as join ' +
    'lookup reduce typeof pack matches like startswith endswith hasprefix hassuffix'
  ).split(' '),
)

/** `5`, `0x1F`, `1.5e3`, `long(5)`, `real(-1.5)`; undefined for `int(null)` and what is no number. */
export function numberOf(literal: string): number | undefined {
  const inside = /^\w+\s*\(\s*([\s\S]*?)\s*\)$/.exec(literal)?.[1] ?? literal
  const value = inside.startsWith('-') ? -Number(inside.slice(1)) : Number(inside)
  return inside === '' || Number.isNaN(value) ? undefined : value
}

/** Milliseconds of a unit, by each of its names. */
const unitMillis: ReadonlyMap<string, number> = new Map(
  (
    [
      ['d day days', 86_400_000],
      ['h hr hrs hour hours', 3_600_000],
      ['m min minute minutes', 60_000],
      ['s sec second seconds', 1_000],
      ['ms milli millis millisecond milliseconds', 1],
      ['micro micros microsecond microseconds', 0.001],
      ['nano nanos nanosecond nanoseconds', 0.000_001],
      ['tick ticks', 0.000_1],
    ] as const
  ).flatMap(([names, millis]) => names.split(' ').map((name) => [name, millis] as const)),
)

/** `1d`, `1.5h`, `2 days`, `time(1.02:03:04)`, `timespan(30s)` in milliseconds; undefined when it is no time span. */
export function millisOf(literal: string): number | undefined {
  const inside = /^(?:time|timespan)\s*\(\s*["']?([\s\S]*?)["']?\s*\)$/i.exec(literal)?.[1] ?? literal
  const [, sign = '', amount, word] = /^(-?)(\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(inside) ?? []
  if (amount !== undefined && word !== undefined) {
    const unit = unitMillis.get(word.toLowerCase())
    return unit === undefined ? undefined : Number(`${sign}${amount}`) * unit
  }
  const clock = /^(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?$/.exec(inside)
  if (clock) {
    const [days = 0, hours = 0, minutes = 0, seconds = 0] = clock.slice(1).map((part) => Number(part ?? 0))
    return days * 86_400_000 + hours * 3_600_000 + minutes * 60_000 + seconds * 1_000
  }
  return /^\d+$/.test(inside) && inside !== literal ? Number(inside) * 86_400_000 : undefined
}
