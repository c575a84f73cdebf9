import type { Relation } from './types.js'

/** What an event calls a field that rules of other products know by another name. */
interface EventName {
  /** Keys of events, or `log/*` for all of a log that have `own`. */
  readonly events: string
  /** Canonical name. */
  readonly field: string
  /** Name in the event, and how what stands there relates to the field. */
  readonly own: string
  readonly relation: Relation
}

const names = (events: string, rows: readonly (readonly [field: string, own: string, relation?: Relation])[]) =>
  rows.map(([field, own, relation = 'exact']): EventName => ({ events, field, own, relation }))

const logons =
  'security/4624 security/4625 security/4634 security/4647 security/4768 security/4769 security/4771 security/4776'

/** Beside what log sources rename; the first row of a relation that an event has counts. */
export const eventNames: readonly EventName[] = [
  ...names('sysmon/8 sysmon/10', [
    ['Image', 'SourceImage'],
    ['ProcessId', 'SourceProcessId'],
    ['ProcessGuid', 'SourceProcessGuid'],
    ['User', 'SourceUser'],
  ]),
  ...names(logons, [
    ['User', 'TargetUserName', 'leaf'],
    ['User', 'TargetDomainName', 'domain'],
    ['User', 'TargetUserSid', 'sid'],
    ['User', 'TargetSid', 'sid'],
  ]),
  ...names('security/*', [
    ['User', 'SubjectUserName', 'leaf'],
    ['User', 'SubjectDomainName', 'domain'],
    ['User', 'SubjectUserSid', 'sid'],
  ]),
]

/** Values of Windows' own events in the words of Sysmon, which rules use: by event, by the event's name of the field. */
export const eventWords: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  'security/4688': {
    MandatoryLabel: {
      's-1-16-0': 'Untrusted',
      's-1-16-4096': 'Low',
      's-1-16-8192': 'Medium',
      's-1-16-8448': 'MediumPlus',
      's-1-16-12288': 'High',
      's-1-16-16384': 'System',
    },
  },
  'security/4657': { OperationType: { '%%1904': 'SetValue', '%%1905': 'SetValue', '%%1906': 'DeleteValue' } },
  'security/5156': { Direction: { '%%14592': 'false', '%%14593': 'true' }, Protocol: { '6': 'tcp', '17': 'udp' } },
}

/** What a field of a record says in place of one that only says which telemetry is meant. */
export interface Tell {
  /** Key of the event, or of the whole log. */
  readonly event: string
  /** The asked field, as its family writes it. */
  readonly field: string
  readonly own: string
  /** By the values in lower case; or what any value says. */
  readonly says: Readonly<Record<string, string>> | string
  /** What a record without the field says. */
  readonly missing?: string
}

export const eventTells: readonly Tell[] = [
  {
    event: 'sysmon/12',
    field: 'event.type',
    own: 'EventType',
    says: { createkey: 'creation', deletekey: 'deletion', deletevalue: 'deletion' },
  },
  {
    event: 'sysmon/12',
    field: 'ActionType',
    own: 'EventType',
    says: {
      createkey: 'RegistryKeyCreated',
      deletekey: 'RegistryKeyDeleted',
      deletevalue: 'RegistryValueDeleted',
    },
  },
  { event: 'cloudtrail', field: 'event.outcome', own: 'errorCode', says: 'failure', missing: 'success' },
]

/** Accounts that are the same everywhere. */
export const wellKnownSids: Readonly<Record<string, string>> = {
  's-1-5-18': 'NT AUTHORITY\\SYSTEM',
  's-1-5-19': 'NT AUTHORITY\\LOCAL SERVICE',
  's-1-5-20': 'NT AUTHORITY\\NETWORK SERVICE',
}
