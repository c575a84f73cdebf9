/** What KQL takes texts apart with: addresses, paths, command lines, the operator PARSE. */
import { type Bag, type Computed, type Datum, unknown } from './datum.js'
import { type Functions, fn, named, optional, text } from './fn.js'
import { asType } from './kql-texts.js'
import { regexOf } from './regex.js'
import { urlDecoded } from './texts.js'

const bagOf = (members: Readonly<Record<string, Datum | undefined>>): Bag =>
  new Map(Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))

function parametersOf(query: string): Bag {
  const found = new Map<string, Datum>()
  for (const pair of query.split('&')) {
    const [name = '', ...value] = pair.split('=')
    if (name !== '') found.set(urlDecoded(name, true), urlDecoded(value.join('='), true))
  }
  return found
}

function url(source: string): Bag | undefined {
  const [whole, scheme = '', user = '', password = '', host = '', port = '', path = '', query = '', fragment = ''] =
    /^([a-z][\w+.-]*):\/\/(?:([^:@/?#]*)(?::([^@/?#]*))?@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(
      source,
    ) ?? []
  if (whole === undefined) return undefined
  return bagOf({
    Scheme: scheme,
    Host: host,
    Port: port,
    Path: path,
    Username: user,
    Password: password,
    'Query Parameters': parametersOf(query),
    Fragment: fragment,
  })
}

function path(source: string): Bag {
  const [, scheme = '', rest = ''] = /^(?:([a-z][\w+.-]*):\/\/)?([\s\S]*)$/i.exec(source) ?? []
  const [, root = ''] = /^([A-Za-z]:|\\\\[^\\]+|\/)/.exec(rest) ?? []
  const end = Math.max(rest.lastIndexOf('/'), rest.lastIndexOf('\\'))
  const directory = rest.slice(0, Math.max(0, end))
  const [file = '', stream = ''] = rest.slice(end + 1).split(':')
  return bagOf({
    Scheme: scheme,
    RootPath: root === '/' ? '' : root,
    DirectoryPath: directory,
    DirectoryName: directory.slice(Math.max(directory.lastIndexOf('/'), directory.lastIndexOf('\\')) + 1),
    Filename: file,
    Extension: file.includes('.') ? file.slice(file.lastIndexOf('.') + 1) : '',
    AlternateDataStreamName: stream,
  })
}

/** As Windows takes a command line apart: blanks between arguments, quotes around them, `\"` is a quote. */
function argumentsIn(source: string): string[] {
  const found: string[] = []
  let current: string | undefined
  let quoted = false
  for (let i = 0; i < source.length; i++) {
    const char = source.charAt(i)
    if (char === '\\') {
      const [run = ''] = /^\\+/.exec(source.slice(i, i + 1024)) ?? []
      const before = source.charAt(i + run.length) === '"'
      current = (current ?? '') + '\\'.repeat(before ? Math.floor(run.length / 2) : run.length)
      i += run.length - 1
      if (before && run.length % 2 === 1) {
        current += '"'
        i++
      }
    } else if (char === '"') {
      current ??= ''
      if (quoted && source.charAt(i + 1) === '"') {
        current += '"'
        i++
      } else quoted = !quoted
    } else if (!quoted && (char === ' ' || char === '\t')) {
      if (current !== undefined) found.push(current)
      current = undefined
    } else current = (current ?? '') + char
  }
  return current === undefined ? found : [...found, current]
}

/** One line of comma-separated values. */
function csv(source: string): string[] {
  const [line = ''] = source.split(/\r?\n/, 1)
  const found: string[] = []
  for (const [, quoted, plain = ''] of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g))
    found.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
  return found
}

interface Capture {
  readonly name: string
  readonly type: string
}

/** `* "from " a:string " to " b:long *` as a regular expression with a group for each column. */
function patternOf(
  source: string,
  kind?: string,
): { readonly regex: string; readonly columns: readonly Capture[] } | undefined {
  const columns: Capture[] = []
  let regex = '^'
  let at = 0
  const piece = /\s*(?:(\*)|[hH]?(@?)("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|@"([^"]*)"|([A-Za-z_]\w*)(?:\s*:\s*(\w+))?)/y
  while (source.slice(at).trim() !== '') {
    piece.lastIndex = at
    const match = piece.exec(source)
    if (!match) return undefined
    at = piece.lastIndex
    const [, star, verbatim, quoted, plain, name, type = 'string'] = match
    const last = source.slice(at).trim() === ''
    if (star) regex += last ? '.*' : '.*?'
    else if (name !== undefined) {
      columns.push({ name, type })
      regex += `(${shapeOf(kind === 'relaxed' ? 'string' : type, last)})`
    } else {
      const content = plain ?? (quoted ?? '').slice(1, -1)
      const text = verbatim === '@' || plain !== undefined ? content : unescaped(content)
      regex += kind === 'regex' ? `(?:${text})` : literally(text)
    }
  }
  return { regex, columns }
}

const shapeOf = (type: string, last: boolean): string =>
  /^(?:int|long)$/.test(type)
    ? '\\s*[+-]?\\d+'
    : /^(?:real|double|decimal)$/.test(type)
      ? '\\s*[+-]?[\\d.]+'
      : last
        ? '.*'
        : '.*?'

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', '"': '"', "'": "'" }

const unescaped = (text: string): string => text.replace(/\\(.)/g, (all, letter: string) => escapes[letter] ?? all)

const literally = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')

/** With `regex` the texts between columns are expressions. With `relaxed` a value of another type only is missing. */
function parse(source: string, pattern: string, kind: string | undefined): Computed {
  if (kind !== undefined && kind !== 'regex' && kind !== 'relaxed') return unknown
  const read = patternOf(pattern, kind)
  const regex = read && regexOf(read.regex, 's')
  if (!read || !regex) return unknown
  const matcher = regex.matcher(source)
  if (!matcher.find()) return undefined
  const found = new Map<string, Datum>()
  for (const [i, { name, type }] of read.columns.entries()) {
    const value = asType(matcher.group(i + 1) ?? '', type)
    if (value !== undefined) found.set(name, value)
  }
  return found
}

export const parsers: Functions = {
  parse_url: fn(
    [text],
    ([source]) => url(source),
    [
      ['https://u:p@h.example:8080/a/b?x=1#f'],
      {
        Scheme: 'https',
        Host: 'h.example',
        Port: '8080',
        Path: '/a/b',
        Username: 'u',
        Password: 'p',
        'Query Parameters': { x: '1' },
        Fragment: 'f',
      },
    ],
    [['x'], null],
  ),
  parse_urlquery: fn([text], ([source]) => bagOf({ 'Query Parameters': parametersOf(source.replace(/^\?/, '')) }), [
    ['a=1&b=c+d'],
    { 'Query Parameters': { a: '1', b: 'c d' } },
  ]),
  parse_path: fn([text], ([source]) => path(source), [
    ['C:\\temp\\file.txt'],
    {
      Scheme: '',
      RootPath: 'C:',
      DirectoryPath: 'C:\\temp',
      DirectoryName: 'temp',
      Filename: 'file.txt',
      Extension: 'txt',
      AlternateDataStreamName: '',
    },
  ]),
  parse_command_line: fn(
    [text, optional(text)],
    ([source]) => argumentsIn(source),
    [['echo "hello world!" a\\"b'], ['echo', 'hello world!', 'a"b']],
    [['"C:\\a b\\c.exe" /x'], ['C:\\a b\\c.exe', '/x']],
  ),
  parse_csv: fn([text], ([source]) => csv(source), [['aaa,"b,b",ccc'], ['aaa', 'b,b', 'ccc']]),
  parse_version: fn(
    [text],
    ([source]) => {
      const numbers = source.split('.').map(Number)
      if (numbers.length > 4 || numbers.some((part) => !Number.isInteger(part) || part < 0)) return undefined
      return [0, 1, 2, 3].reduce((sum, i) => sum * 1e8 + (numbers[i] ?? 0), 0)
    },
    [['0.0.0.4'], 4],
    [['x'], null],
  ),
  ...named(
    'parse parse-where',
    fn(
      [text, text, optional(text)],
      ([source, pattern, kind]) => parse(source, pattern, kind),
      [['a from b to 5 end', '* "from " x " to " n:long *'], { x: 'b', n: 5 }],
      [['abc', '"x" y'], null],
    ),
  ),
}
