import { plausible } from './sample.js'
import { type EventKind, type FieldSpec, type FieldType, fieldTypes, type Source } from './types.js'

/** What Windows itself writes beside the data of every event. */
const windowsFields = 'EventID:integer Provider_Name Channel Computer Level:integer Keywords:hex'

const known: ReadonlySet<string> = new Set(fieldTypes)
const isType = (type: string): type is FieldType => known.has(type)

// One object for a name and a type: the tables repeat a few hundred of them thousands of times.
const interned = new Map<string, FieldSpec>()

function field(written: string): FieldSpec {
  const found = interned.get(written)
  if (found) return found
  const [name = '', type = 'string'] = written.split(':')
  if (!isType(type)) throw new Error(`telemetry table: ${written} has no known type`)
  const made: FieldSpec = { name, type }
  interned.set(written, made)
  return made
}

function fields(...lists: string[]): FieldSpec[] {
  const byName = new Map<string, FieldSpec>()
  for (const written of lists.join(' ').split(/\s+/))
    if (written !== '') {
      const spec = field(written)
      if (!byName.has(spec.name)) byName.set(spec.name, spec)
    }
  return [...byName.values()]
}

/** Lower case, and only what an address takes unescaped. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 100) || 'event'

function sample(source: Source, id: string | null, specs: readonly FieldSpec[]): Record<string, string> {
  const { product, provider, channel, named } = source
  const made = (): Record<string, string> => ({
    ...(source.samples?.log ?? Object.fromEntries(specs.map((spec) => [spec.name, plausible(spec, product)]))),
    ...(named && id !== null ? { [named.id]: id } : {}),
    ...(named?.provider === undefined ? {} : { [named.provider]: provider }),
  })
  const written = source.samples?.[id ?? 'log'] ?? made()
  if (product !== 'windows') return written
  const envelope = { Provider_Name: provider, Channel: channel, Computer: 'WS-0142.corp.example' }
  return { ...(id === null ? {} : { EventID: id }), ...envelope, ...written }
}

interface Row {
  readonly id: string | null
  readonly title: string
  readonly verified: boolean
  readonly own: string
}

function kind(source: Source, { id, title, verified, own }: Row): EventKind {
  const data = fields(source.fields ?? '', own)
  const windows = source.product === 'windows'
  return {
    key: id === null ? source.key : `${source.key}/${slug(id)}`,
    product: source.product,
    provider: source.provider,
    also: source.also ?? [],
    label: source.label,
    channel: source.channel,
    id,
    title,
    verified,
    fields: windows ? fields(source.fields ?? '', own, windowsFields) : data,
    open: id === null || data.length === 0 || source.open === true,
    anyLog: id === null && source.anyLog === true,
    when: source.when?.[id ?? ''] ?? {},
    sample: sample(source, id, data),
  }
}

function row(line: string): Row {
  const [id = '', title = '', own = ''] = line.split('|').map((cell) => cell.trim())
  const doubtful = id.endsWith('?')
  return { id: doubtful ? id.slice(0, -1).trim() : id, title, verified: !doubtful, own }
}

/** Every row of a source: its whole log first, when it has one. */
export function expand(source: Source): EventKind[] {
  const rows = (source.events ?? '').split('\n').filter((line) => line.trim() !== '')
  const whole: Row[] =
    source.log === undefined ? [] : [{ id: null, title: source.log, verified: source.logVerified ?? true, own: '' }]
  return [...whole, ...rows.map(row)].map((each) => kind(source, each))
}

/** An event that no table has: what a rule names is all that is known of it. */
export function unlisted(log: EventKind, id: string | null, provider = log.provider): EventKind {
  const base = provider === log.provider ? log.key : `${log.key}/${slug(provider)}`
  const numbered = id !== null && /^\d+$/.test(id)
  return {
    ...log,
    key: id === null ? base : `${base}/${slug(id)}`,
    provider,
    also: [],
    label: provider === log.provider ? log.label : provider,
    id,
    title: id === null ? `Any event of ${provider}` : numbered ? `Event ${id}` : id,
    verified: false,
    open: true,
    anyLog: false,
    when: {},
    // Nothing is known of the record but what Windows writes into each.
    sample:
      log.product === 'windows'
        ? { ...log.sample, Provider_Name: provider, ...(id === null ? {} : { EventID: id }) }
        : {},
  }
}

/** The cells of a table that is written a line a row, `|` between cells. */
export const cellRows = (table: string): string[][] =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))

/** Words with blanks between them. */
export const words = (text = ''): string[] => text.split(/\s+/).filter((word) => word !== '')
