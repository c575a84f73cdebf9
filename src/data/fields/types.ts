/** How the families name a field that Sysmon, or Sigma where Sysmon has none, gives a name. One row a field. */
import type { Family } from '../../model/rule.js'

export interface FieldRow extends Partial<Readonly<Record<Family, string>>> {
  /** Sysmon's or Sigma's name. Every family may write it too and then means just this. */
  readonly name: string
  readonly type: FieldType
  /** A value that a record may hold. */
  readonly sample: string
  /** Says which telemetry is meant, not what to look for in it. */
  readonly routing?: true
  /** For names whose relation is `map`: their values in lower case, and the values of this field that say the same. */
  readonly values?: Readonly<Record<string, string>>
  // Each family's names, separated by blanks: `name`, `name:relation`, or `name@log:relation` where the name means this
  // field only in one log (a data set, log source or table; `aws` is any log of AWS) or in one language. Logs of Splunk
  // are keys of telemetry, or products; those of Kusto tables, `table.action`, and `asim.schema`.
}

/** What is special about comparing a field's values. */
export type FieldType = 'text' | 'path' | 'registry' | 'details' | 'hashes'

export const relations = [
  /** Holds what the field holds. */
  'exact',
  /** The last part of a path. */
  'basename',
  /** A path without its last part. */
  'dirname',
  /** What follows the last dot of a path's last part. */
  'ext',
  /** The last element of a name in several parts: the value of a registry path, the user of `DOMAIN\user`. */
  'leaf',
  /** A registry path without its value's name. */
  'key',
  /** A registry path without its hive and its value's name. */
  'subkey',
  /** The domain of `DOMAIN\user`. */
  'domain',
  /** A list of the arguments of a command line. */
  'token',
  /** The words of a text, as a full-text index has them. */
  'word',
  /** The same in other values: `Network` for a logon type of 3. */
  'map',
  /** The same account by its security identifier. */
  'sid',
  /** The same account by its principal name. */
  'upn',
  /** A URL or a host, where the field holds a host. */
  'url',
  /** The same kind of thing, of the process that acts, where the field is about what is acted on. */
  'acting',
  /** What it was before. */
  'old',
  /** Written out as the text of a structure. */
  'json',
  /** Mostly the same. */
  'approx',
] as const
export type Relation = (typeof relations)[number]

/**
 * Where in the field's text a related text stands. What is not listed need not stand in it at all. Beware: a token that
 * holds a quote is written in another way in its command line, and several words may have anything between them.
 */
export const stands: Partial<Readonly<Record<Relation, 'start' | 'inside' | 'end'>>> = {
  basename: 'end',
  dirname: 'start',
  ext: 'end',
  leaf: 'end',
  key: 'start',
  token: 'inside',
  word: 'inside',
  subkey: 'inside',
  domain: 'start',
}

/** Names made by one rule: what follows `prefix` is the product's own name, which Sigma uses in the log `log`. */
export interface NameRule {
  readonly prefix: string
  /** The prefix is followed by one more part that is not of the name but of the log: `zeek.dns.query`. */
  readonly nested?: true
  /** `camel`: `user_identity.access_key_id` is `userIdentity.accessKeyId`; `pascal` begins with a capital too. */
  readonly style: 'same' | 'camel' | 'pascal'
  /** What the product's name begins with besides. */
  readonly as?: string
  readonly log: string
  /** Only rules over this log name it so. */
  readonly within?: string
}
