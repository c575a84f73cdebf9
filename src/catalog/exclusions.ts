/** The audit of exclusions: what rules leave out, how many a record escapes by it, and which are easy to hide behind. */
import { parseCidr } from '../text/cidr.js'
import type { Catalog, Entry } from './build.js'
import type { Tally } from './corpus.js'
import { aloneIn } from './exclusion-alone.js'
import { isPathField } from './field-carriers.js'
import { byReach, entriesOf } from './field-survey.js'
import { grouped } from './grouped.js'
import type { Key } from './indicators.js'
import { perCatalog } from './per-catalog.js'

export interface Exclusion {
  readonly tally: Tally
  readonly subject: Subject
  /** The rules that exclude it. */
  readonly rules: readonly Entry[]
  /** How many of them it keeps from firing by itself, whatever else the record holds. */
  readonly alone: number
  /** How many other rules exclude by themselves something that holds of everything that satisfies this. */
  readonly further: number
  /** The place among `writable` that its value names. */
  readonly writable?: string
  readonly nameOnly: boolean
}

/** What kind of thing escapes: a file below a folder, one of a name, a certain file, a user, an address, anything else. */
export type Subject = 'folder' | 'name' | 'file' | 'user' | 'address' | 'other'

/** Places in which anybody who may log on can usually make files. Compared without case. */
export const writable: readonly string[] = [
  '\\Users\\Public\\',
  '\\AppData\\',
  '\\Users\\',
  '\\Windows\\Temp\\',
  '\\Temp\\',
  '\\ProgramData\\',
  '%AppData%',
  '%LocalAppData%',
  '%Temp%',
  '%Tmp%',
  '%UserProfile%',
  '/var/tmp/',
  '/tmp/',
  '/dev/shm/',
  '/home/',
  '/Users/',
]

const folded = writable.map((place) => [place, place.toLowerCase()] as const)

function writablePlace({ kind, value, folded: text }: Key): string | undefined {
  if (value === null) return undefined
  // A regular expression writes a separator with a backslash before it.
  const plain = (kind === 'regex' ? text.replace(/\\([\\/])/g, '$1') : text).toLowerCase()
  return folded.find(([, place]) => plain.includes(place))?.[0]
}

/** A path has only to end in a separator and a name: a file of that name passes in any folder. */
const isNameOnly = ({ field, kind, modifiers, folded: text }: Key): boolean =>
  kind === 'ends_with' && modifiers.length === 0 && isPathField(field) && /^[\\/][^\\/]+$/.test(text)

const users =
  /(?:^|Subject|Target|Source|Parent)User(?:Name|Id|Sid|PrincipalName)?$|(?:^|[._])user(?:\.?name|Name|\.?id|Id|PrincipalName)?$/

function subjectOf(key: Key): Subject {
  const { field, kind, modifiers, folded: text, value } = key
  if (value === null || field === null) return 'other'
  if (kind === 'cidr' || (kind === 'eq' && parseCidr(text))) return 'address'
  if (isPathField(field)) {
    if (isNameOnly(key)) return 'name'
    if (modifiers.length > 0) return 'other'
    if (kind === 'starts_with' && /[\\/]$/.test(text)) return 'folder'
    if (kind === 'eq' && /[\\/]/.test(text)) return 'file'
    return 'other'
  }
  return kind === 'eq' && users.test(field) ? 'user' : 'other'
}

export interface ExclusionAudit {
  /** Most widely held first. */
  readonly all: readonly Exclusion[]
  /** Rules that exclude something. */
  readonly rules: number
  /** Exclusions by canonical field, in the order of `all`; fields of most rules first. */
  readonly fields: readonly FieldExclusions[]
}

export interface FieldExclusions {
  readonly field: string | null
  readonly exclusions: readonly Exclusion[]
  /** Distinct rules of them all. */
  readonly rules: readonly Entry[]
}

export const exclusionAudit = perCatalog(auditOf)

function auditOf(catalog: Catalog): ExclusionAudit {
  const alone = aloneByKey(catalog)
  const all = byReach(catalog.tallies(), 'excluded').map((tally) => exclusionOf(catalog, tally, alone))
  const fields = grouped(all, ({ tally }) => tally.key.field)
  return {
    all,
    rules: new Set(all.flatMap(({ rules }) => rules)).size,
    fields: [...fields]
      .map(([field, exclusions]) => ({ field, exclusions, rules: distinct(catalog, exclusions) }))
      .sort((a, b) => b.rules.length - a.rules.length || ((a.field ?? '') < (b.field ?? '') ? -1 : 1)),
  }
}

const distinct = (catalog: Catalog, exclusions: readonly Exclusion[]): Entry[] =>
  entriesOf(catalog, new Set(exclusions.flatMap(({ tally }) => tally.excluded)))

type Alone = ReadonlyMap<string, ReadonlySet<number>>

/** By key, the rules that it stops by itself. */
function aloneByKey(catalog: Catalog): Alone {
  const found = new Map<string, Set<number>>()
  for (const [rule, entry] of catalog.entries.entries()) {
    if (entry.exclusions === 0) continue
    for (const key of aloneIn(entry, catalog.held(entry))) {
      const rules = found.get(key)
      if (rules) rules.add(rule)
      else found.set(key, new Set([rule]))
    }
  }
  return found
}

function exclusionOf(catalog: Catalog, tally: Tally, alone: Alone): Exclusion {
  const { key, excluded } = tally
  const place = writablePlace(key)
  const further = new Set<number>()
  for (const broad of catalog.relations(tally, 'excluded').coveredBy)
    for (const rule of stopped(broad, alone)) further.add(rule)
  const own = stopped(tally, alone)
  for (const rule of own) further.delete(rule)
  return {
    tally,
    subject: subjectOf(key),
    rules: excluded.flatMap((rule) => catalog.entries[rule] ?? []),
    alone: own.length,
    further: further.size,
    ...(place !== undefined && { writable: place }),
    nameOnly: isNameOnly(key),
  }
}

const stopped = ({ key, excluded }: Tally, alone: Alone): number[] => {
  const rules = alone.get(key.text)
  return rules ? excluded.filter((rule) => rules.has(rule)) : []
}
