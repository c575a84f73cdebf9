/** Pieces of texts put together to values that look like those of real records, the likeliest first. */

import type { Likely } from '../../resolve/likely.js'
import { fold } from '../../text/fold.js'
import type { Scalar } from '../record.js'
import type { Shape } from './shape.js'

/** What a value is made up from besides its pieces. */
export interface Setting {
  readonly likely: Likely
  /** The program that a command line begins with. */
  readonly program?: string
  /** What the record has now. */
  readonly had?: Scalar
  /** Where it will do, that only gets something added. */
  readonly keeps: boolean
  /** Fields may have several values. */
  readonly lists: boolean
}

/** The pieces in the order in which they are put together. */
interface Pieces {
  readonly start: string | undefined
  readonly middle: readonly string[]
  readonly end: string | undefined
}

export function* compose(shapes: readonly Shape[], setting: Setting): Generator<Scalar> {
  for (const { exact } of shapes) if (exact !== undefined) yield exact
  const whole = shapes.find(({ start, end, chunks }) => start && end && chunks.length <= 1)
  if (whole) {
    const [text = ''] = whole.chunks
    yield text
    if (setting.likely.sort === 'path')
      for (const folder of foldersOf(setting)) yield `${folder}${slash(setting)}${text}`
    if (setting.likely.sort === 'command') yield `${setting.program ?? 'run'} ${text}`
    return
  }
  const all = piecesOf(shapes, true)
  if (setting.keeps && setting.had !== undefined) yield* added(all, String(setting.had), setting)
  yield* decorated(all, setting)
  yield* plain(all)
  // A piece that is inside another may have to stand by itself, and pieces may lie over one another the other way round.
  const apart = piecesOf(shapes, false)
  if (apart.middle.length > all.middle.length) yield* plain(apart)
  if (all.middle.length > 1) yield* plain({ ...all, middle: all.middle.toReversed() })
}

/** What a field has with what it lacks: after it, or in place of a file's name. */
function* added({ start, middle, end }: Pieces, had: string, setting: Setting): Generator<string> {
  const lacking = middle.filter((piece) => !fold(had).includes(fold(piece)))
  if (start === undefined && end === undefined) yield joined([had, ...lacking], ' ')
  const part = slash(setting)
  const folder = had.slice(0, Math.max(0, had.lastIndexOf(part)))
  if (setting.likely.sort === 'path' && start === undefined && end !== undefined && folder !== '')
    yield joined([folder, ...lacking, end], part)
}

function piecesOf(shapes: readonly Shape[], isMerged: boolean): Pieces {
  const longest = (texts: readonly string[]): string | undefined =>
    texts.reduce<string | undefined>((a, b) => (a !== undefined && a.length >= b.length ? a : b), undefined)
  const start = longest(shapes.flatMap(({ start, chunks }) => (start ? (chunks[0] ?? []) : [])))
  const end = longest(shapes.flatMap(({ end, chunks }) => (end ? (chunks.at(-1) ?? []) : [])))
  const middle = shapes.flatMap(({ start, end, chunks }) =>
    chunks.slice(start ? 1 : 0, end ? Math.max(start ? 1 : 0, chunks.length - 1) : chunks.length),
  )
  if (!isMerged) return { start, middle, end }
  return { start, middle: withoutInner(middle, [start, end]), end }
}

/** Without what stands in another piece anyway. */
function withoutInner(pieces: readonly string[], others: readonly (string | undefined)[]): readonly string[] {
  const folded = pieces.map(fold)
  const around = others.flatMap((one) => (one === undefined ? [] : [fold(one)]))
  if (pieces.length > 300) return [...new Set(pieces)]
  return pieces.filter((_, i) => {
    const piece = folded[i] as string
    if (around.some((one) => one.includes(piece))) return false
    return !folded.some((one, j) => j !== i && one.includes(piece) && (one !== piece || j < i))
  })
}

/** Texts one after the other: what ends as the next begins is not said twice, and where neither parts them `glue` does. */
function joined(texts: readonly string[], glue: string): string {
  return texts.reduce((all, text) => {
    if (all === '' || text === '') return all + text
    if (glue === '') return all + text
    if (all.endsWith(glue) && text.startsWith(glue)) return all + text.slice(glue.length)
    return all.endsWith(glue) || text.startsWith(glue) ? all + text : all + glue + text
  }, '')
}

const texts = ({ start, middle, end }: Pieces): readonly string[] =>
  [start, ...middle, end].filter((text): text is string => text !== undefined && text !== '')

const slash = ({ likely }: Setting): string => (likely.system === 'windows' || likely.sort === 'registry' ? '\\' : '/')

function* decorated(pieces: Pieces, setting: Setting): Generator<string> {
  switch (setting.likely.sort) {
    case 'path':
      yield* paths(pieces, setting)
      return
    case 'registry':
      yield* keys(pieces)
      return
    case 'command':
      yield* commands(pieces, setting)
      return
    case 'hashes':
      yield joined(texts(pieces), ',')
      return
    case 'number':
    case 'date':
    case 'ip':
    case 'text':
      yield* words(pieces)
      return
    default:
      setting.likely.sort satisfies never
  }
}

const windowsFolders = [
  'C:\\Windows\\System32',
  'C:\\Program Files\\Vendor',
  'C:\\Users\\a.reyes\\Downloads',
  'C:\\ProgramData\\Vendor',
  'D:\\Tools',
]
const unixFolders = ['/usr/bin', '/usr/local/bin', '/opt/vendor', '/home/deploy', '/var/tmp']

/** Where some programs are by default. */
const homes: Readonly<Record<string, string>> = {
  'powershell.exe': 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0',
  'powershell_ise.exe': 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0',
  'pwsh.exe': 'C:\\Program Files\\PowerShell\\7',
  'explorer.exe': 'C:\\Windows',
  'wmic.exe': 'C:\\Windows\\System32\\wbem',
  'wmiprvse.exe': 'C:\\Windows\\System32\\wbem',
  'winword.exe': 'C:\\Program Files\\Microsoft Office\\root\\Office16',
  'excel.exe': 'C:\\Program Files\\Microsoft Office\\root\\Office16',
  'powerpnt.exe': 'C:\\Program Files\\Microsoft Office\\root\\Office16',
  'outlook.exe': 'C:\\Program Files\\Microsoft Office\\root\\Office16',
  'chrome.exe': 'C:\\Program Files\\Google\\Chrome\\Application',
  'msedge.exe': 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application',
  'firefox.exe': 'C:\\Program Files\\Mozilla Firefox',
  'brave.exe': 'C:\\Program Files\\BraveSoftware\\Brave-Browser\\Application',
  'w3wp.exe': 'C:\\Windows\\System32\\inetsrv',
  'appcmd.exe': 'C:\\Windows\\System32\\inetsrv',
  'msbuild.exe': 'C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319',
  'installutil.exe': 'C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319',
  'regasm.exe': 'C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319',
  'regsvcs.exe': 'C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319',
  'csc.exe': 'C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319',
}

function foldersOf({ likely }: Setting, end?: string): readonly string[] {
  if (likely.system === 'unix') return unixFolders
  const home = end === undefined ? undefined : homes[fold(end.slice(end.lastIndexOf('\\') + 1))]
  return home === undefined ? windowsFolders : [home, ...windowsFolders]
}

function* paths(pieces: Pieces, setting: Setting): Generator<string> {
  const part = slash(setting)
  const body = texts(pieces)
  const [first = ''] = body
  const rest = pieces.end === undefined ? lastName(body.at(-1) ?? '', part, setting) : ''
  const isRooted = pieces.start !== undefined || /^(?:[A-Za-z]:|\/(?!.*\\)|\\\\|%)/.test(first)
  const isExtension = /^\.\w+$/.test(first)
  if (setting.likely.last) yield (isExtension ? 'update' : '') + joined(body, '')
  if (isRooted && !(part === '/' && pieces.start === undefined && first.startsWith('/') && pieces.end !== undefined))
    yield joined(body, part) + rest
  if (first.startsWith(':')) yield `C${joined(body, part)}${rest}`
  if (pieces.start !== undefined) return
  for (const folder of foldersOf(setting, pieces.end))
    yield joined([folder, ...(isExtension ? [`${part}update${first}`, ...body.slice(1)] : body)], part) + rest
}

/** A name for what would else end as a folder. */
const lastName = (text: string, part: string, { likely }: Setting): string =>
  text.endsWith(part) ? (likely.system === 'windows' ? 'update.exe' : 'update') : ''

function* keys(pieces: Pieces): Generator<string> {
  const body = texts(pieces)
  const rest = pieces.end === undefined && body.at(-1)?.endsWith('\\') ? 'Updater' : ''
  if (pieces.start !== undefined || /^HK/i.test(body[0] ?? '')) yield joined(body, '\\') + rest
  if (pieces.start !== undefined) return
  const roots = /^\\?(?:SOFTWARE|SYSTEM|SAM|SECURITY)\\/i.test(body[0] ?? '')
    ? ['HKLM', 'HKLM\\SOFTWARE\\Vendor']
    : ['HKLM\\SOFTWARE', 'HKU\\S-1-5-21-2571480331-1184372910-3920184467-1108\\SOFTWARE']
  for (const root of roots) yield joined([root, ...body], '\\') + rest
}

function* commands(pieces: Pieces, setting: Setting): Generator<string> {
  const body = texts(pieces)
  const first = fold(body[0] ?? '').trim()
  const name = setting.program === undefined ? undefined : fold(setting.program.replace(/\.exe$/i, ''))
  const rest = pieces.end === undefined && body.at(-1)?.endsWith(' ') ? argument(setting) : ''
  if (pieces.start !== undefined || (name !== undefined && first.startsWith(name))) yield joined(body, ' ') + rest
  if (pieces.start !== undefined) return
  const program = setting.program ?? (setting.likely.system === 'windows' ? 'cmd.exe /c' : 'sh -c')
  if (/^[\\/][^\s]*\.\w+/.test(first)) yield joined([foldersOf(setting)[0] ?? '', ...body], slash(setting)) + rest
  yield joined([program, ...body], ' ') + rest
}

const argument = ({ likely }: Setting): string =>
  likely.system === 'windows' ? 'C:\\Users\\Public\\report.txt' : '/var/tmp/report'

function* words(pieces: Pieces): Generator<string> {
  const body = texts(pieces)
  if (body.length === 1 && pieces.start === undefined && /^[.@]\w/.test(body[0] ?? ''))
    yield `${body[0]?.startsWith('@') ? 'a.reyes' : 'files'}${body[0]}`
  if (body.length > 1) yield joined(body, ' ')
}

const glues = ['', ' ', '\\', '/', ',', '-', 'x', '.', '1', '\n', '"', ';', '_']

/** The pieces with nothing but one text between and around them. */
function* plain(pieces: Pieces): Generator<string> {
  const body = texts(pieces)
  for (const glue of glues) yield body.join(glue)
  for (const glue of glues.slice(1)) {
    yield (pieces.start === undefined ? glue : '') + body.join(glue) + (pieces.end === undefined ? glue : '')
    if (pieces.start !== undefined || pieces.end !== undefined) yield lying(body, glue)
  }
}

/** Pieces that may share what the one ends and the next begins with. */
function lying(body: readonly string[], glue: string): string {
  return body.reduce((all, text) => {
    for (let shared = Math.min(all.length, text.length); shared > 0; shared--)
      if (all.endsWith(text.slice(0, shared))) return all + text.slice(shared)
    return all === '' ? text : all + glue + text
  }, '')
}
