/** One kind of telemetry event (or, without an id, a whole log), as a row of knowledge. */
export interface EventKind {
  /** Unique and stable, lower case: `sysmon/1`, `security/4688`, `cloudtrail`. Used in addresses. */
  readonly key: string
  /** Sigma's name of the product that writes it: `windows`, `linux`, `aws`. */
  readonly product: string
  /** The provider's own name: `Microsoft-Windows-Sysmon`. */
  readonly provider: string
  /** Other names that the same provider logs under. */
  readonly also: readonly string[]
  /** What people call it: `Sysmon`. */
  readonly label: string
  /** The channel or log that carries it. */
  readonly channel: string
  /** Event id, record type or operation; null stands for the whole log. */
  readonly id: string | null
  readonly title: string
  /** True when the title was taken from the vendor's documentation or a public dictionary; else shown as unverified. */
  readonly verified: boolean
  readonly fields: readonly FieldSpec[]
  /** The field list is not exhaustive: a field that is not listed may still be there. */
  readonly open: boolean
  /** Stands for every log of the product. */
  readonly anyLog: boolean
  /** Fields that always hold one of these values, which is what sets this event apart from its neighbours. */
  readonly when: Readonly<Record<string, readonly string[]>>
  /** A smallest realistic record, Sigma field names. Written for this project. */
  readonly sample: Readonly<Record<string, string>>
}

export const fieldTypes = [
  'string',
  'integer',
  'boolean',
  'date',
  'ip',
  'path',
  'hash',
  'guid',
  'sid',
  'hex',
  'float',
] as const
export type FieldType = (typeof fieldTypes)[number]

export interface FieldSpec {
  readonly name: string
  readonly type: FieldType
}

/** The events that one provider writes to one channel, as a table. `table.ts` makes `EventKind`s of it. */
export interface Source {
  /** First part of the keys of its events, and the whole key of its log: `sysmon`. */
  readonly key: string
  readonly product: string
  readonly provider: string
  readonly also?: readonly string[]
  readonly label: string
  readonly channel: string
  /** Title of the row that stands for everything this provider writes here. Without it there is no such row. */
  readonly log?: string
  /** The title of that row is the vendor's; `false` when it is only our description. */
  readonly logVerified?: boolean
  /** Fields that every event of this source has, written as in `events`. */
  readonly fields?: string
  /**
   * One line an event: `id | title | fields`. Fields are names with a type, `ProcessId:integer`; without one the type
   * is string. `id?` marks a title that is not verified. No fields at all means that they are not known.
   */
  readonly events?: string
  readonly open?: boolean
  /** The row of the log stands for every log of the product. */
  readonly anyLog?: boolean
  readonly when?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  /** The fields of a record that hold its id and its provider, where they are not those of Windows. */
  readonly named?: { readonly id: string; readonly provider?: string }
  /** Hand-written records by event id; `log` for that of the whole log. Other rows get one made of it, or of their fields. */
  readonly samples?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Which events a Sigma log source stands for. */
export interface LogSource {
  readonly product?: string
  readonly category?: string
  readonly service?: string
  /** Keys of the events it means first. */
  readonly primary: readonly string[]
  /** Keys of events of other providers that carry the same happening. */
  readonly alternatives?: readonly string[]
  /** By event key: the names under which that event has a field that rules know by another name. */
  readonly renames?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** The fields by which a rule picks events; without it `EventID`, `Provider_Name` and `Channel`. */
  readonly route?: Route
}

export interface Route {
  readonly id: readonly string[]
  readonly provider?: readonly string[]
  readonly channel?: readonly string[]
}

/**
 * Which events the records of an Elastic data stream are. Rules name it by its index, `logs-<name>-*`, or by its data set.
 */
export interface DataStream {
  /**
   * The data set: `aws.cloudtrail`. One with `*` at the end stands for those that have no row of their own, and, when it
   * comes before these, for all of them where an index names no single one.
   */
  readonly name: string
  /** Keys of the whole logs that its records are in. Without it they are exactly the events of `kinds`. */
  readonly logs?: readonly string[]
  /**
   * What ECS says of single events, a line each: `key | categories | types | actions | topics | outcomes`, which may end
   * early. Words are set apart by blanks, actions by `;`. Topics are groups of fields that other events do not have. `+`
   * before the key marks an event that is only meant when a rule asks for its type, action or topic, not by the category
   * alone.
   */
  readonly kinds?: string
  /** The field by which rules name an event of `logs`: `event.code`, or `event.action` and what integrations call it. */
  readonly id?: 'code' | 'action'
  /** `event.provider` holds the provider of an event. */
  readonly providers?: true
  /** Values of `host.os.type`; without it any. */
  readonly os?: readonly string[]
  /** Values of `event.module` beside the name's first part. */
  readonly modules?: readonly string[]
}

/** An index, or a data stream, whose records come from many. */
export interface Gathering {
  /** Begin of the index's name, up to a `-`: `winlogbeat`; for a data stream its data set. */
  readonly name: string
  /** Names of data streams that may be in it, the likeliest first. */
  readonly streams: readonly string[]
  /** Key of the log that stands for all of it. */
  readonly log: string
}

/** Fields by which a record shows what it is about: begins of names, lower case, to the word that `kinds` use. */
export type Topics = Readonly<Record<string, string>>

/** A log as the rules of one family call it: a table, a node of a data model, a macro, a source, a data source. */
export interface NamedLog {
  readonly family: 'splunk' | 'kusto'
  /** Lower case, set apart by `;`. In Splunk's data sources an event's id may follow after a blank. */
  readonly names: string
  /** Keys of the events that it means first; of a whole log or table, or of single events. */
  readonly primary: readonly string[]
  /** Keys of events of other providers that carry the same happening. */
  readonly alternatives?: readonly string[]
  /** The fields by which a rule picks one of its events. */
  readonly route?: Route
  /** Operations, lower case, that are the records of another log; by its key. */
  readonly elsewhere?: Readonly<Record<string, string>>
  /** That its records are these events is our conclusion: other sources may feed it. */
  readonly inferred?: true
}

/** What one file of this folder holds. */
export interface Telemetry {
  readonly sources: readonly Source[]
  readonly logSources: readonly LogSource[]
  readonly streams?: readonly DataStream[]
  readonly gatherings?: readonly Gathering[]
  readonly named?: readonly NamedLog[]
}
