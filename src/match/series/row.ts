/** What flows between the stages of a rule: a record, or a row that a stage made of several. */
import type { Field, Group, Language, Millis, Rule, Stage, StageId } from '../../model/rule.js'
import { unknown as notKnown } from '../functions/datum.js'
import type { FlatRecord, Scalar } from '../record.js'
import { type Row as Made, valuesIn } from '../row.js'
import type { Verdict } from '../verdict.js'

export interface Row extends Made {
  /** `unsure` when a record it hangs on may not belong here. */
  readonly verdict: Exclude<Verdict, 'false'>
  /** Its time: a record's own, that of the last record of a row made of several. */
  readonly at: Millis
  /** The time of the first record. */
  readonly from: Millis
  /** Numbers of the records that it hangs on, the latest ones; one may be there twice. */
  readonly records: readonly number[]
  /** Its place in the order in which rows came to be; what one record gives rise to at once has one place. */
  readonly order: number
  /** The stages through which it came into unions. */
  readonly origins: readonly StageId[]
  /** A hit that has been told already and goes on: it is no hit again. */
  readonly quiet: boolean
}

/** How many numbers of records a row keeps. */
export const recordsKept = 100

export const worse = (a: Row['verdict'], b: Row['verdict']): Row['verdict'] => (a === 'unsure' ? a : b)

/** The numbers of both, the latest ones. */
export const joinRecords = (a: readonly number[], b: readonly number[]): readonly number[] =>
  [...a, ...b].slice(-recordsKept)

/** One combination of values of the fields that rows are gathered by. */
export interface Key {
  /** Equal for equal combinations. */
  readonly text: string
  readonly values: readonly (Scalar | undefined)[]
  /** A value is not known: rows go together here of which nobody knows. */
  readonly unknown: boolean
}

/** A row with many values in many keys belongs to this many groups at most. */
const mostKeys = 64

const absent = '\u0000-'
const unknown = '\u0000?'

/**
 * What becomes of a row without a key: it belongs nowhere, or to a group of such rows. Data models of Splunk fill their
 * fields, so that none is missing there.
 */
export const keepsMissing = ({ language, stages }: Pick<Rule, 'language' | 'stages'>): boolean =>
  language === 'esql' || language === 'kql' || (language === 'spl' && stages.some(isDataModel))

const isDataModel = (stage: Stage): boolean =>
  stage.kind === 'read' && stage.source.kind === 'events' && stage.source.written.datamodel !== undefined

interface Keying {
  /** A row that lacks a key belongs to a group of such rows. */
  readonly keepMissing?: boolean
  /** Case does not count. */
  readonly folded?: boolean
}

/** The groups a row belongs to: one for each combination of values, none when it lacks a key. */
export function keysOf(
  row: Row,
  by: readonly Field[],
  { keepMissing = false, folded = false }: Keying = {},
): readonly Key[] {
  let keys: Key[] = [{ text: '', values: [], unknown: false }]
  for (const field of by) {
    const known = valuesIn(field, row)
    const isUnknown = known === notKnown
    const found = isUnknown ? [] : known
    if (!isUnknown && found.length === 0 && !field.optional && !keepMissing) return []
    const text = (value: Scalar | undefined) => `${isUnknown ? unknown : textOf(value, folded)}\u0001`
    const add = (key: Key, value: Scalar | undefined): Key => ({
      text: key.text + text(value),
      values: [...key.values, value],
      unknown: key.unknown || isUnknown,
    })
    // Nearly every field has one value.
    if (found.length < 2) keys = keys.map((key) => add(key, found[0]))
    else keys = keys.flatMap((key) => [...new Set(found)].map((value) => add(key, value))).slice(0, mostKeys)
  }
  return keys
}

function textOf(value: Scalar | undefined, folded: boolean): string {
  if (value === undefined) return absent
  return folded ? String(value).toLowerCase() : String(value)
}

/** What is left of a row under the keys of its group: in KQL, and where each row goes on, all of it. */
export function grouped(
  row: Row,
  keys: FlatRecord,
  { inline }: Pick<Group, 'inline'>,
  { language }: { readonly language: Language },
): Pick<Row, 'record' | 'made'> {
  return inline || language === 'kql'
    ? { record: new Map([...row.record, ...keys]), made: row.made }
    : { record: keys, made: nothing }
}

const nothing: Row['made'] = new Map()

/** The keys as fields of a row, under the names that they are written with. */
export function keyFields(by: readonly Field[], { values }: Key): Map<string, readonly Scalar[]> {
  const fields = new Map<string, readonly Scalar[]>()
  by.forEach(({ written }, i) => {
    const value = values[i]
    if (value !== undefined) fields.set(written, [value])
  })
  return fields
}
