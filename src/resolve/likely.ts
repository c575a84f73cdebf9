/** What the values of a rule's field look like: for whoever makes up a value. */
import { fieldRows } from '../data/fields/index.js'
import type { EventKind } from '../data/telemetry/types.js'
import type { Rule, StageId } from '../model/rule.js'
import { canonical, fieldContexts } from './fields.js'

export interface Likely {
  readonly sort: 'path' | 'registry' | 'command' | 'hashes' | 'number' | 'date' | 'ip' | 'text'
  /** Whose paths and commands. */
  readonly system: 'windows' | 'unix'
  /** The field has the last part of what is such a path. */
  readonly last: boolean
  /** A value that a record may hold, where the tables have one. */
  readonly sample?: string
}

const samples = new Map(fieldRows.map(({ name, sample }) => [name, sample]))

/** How the fields of a rule look in the records of an event, by stage and written name. */
export function likelyIn(rule: Rule, event: EventKind | undefined): (stage: StageId, written: string) => Likely {
  const contexts = fieldContexts(rule)
  const types = new Map(event?.fields.map(({ name, type }) => [name, type]))
  const system = isWindows(rule, event) ? 'windows' : 'unix'
  return (stage, written) => {
    const { name, type, relation } = canonical(written, contexts(stage))
    const last = relation === 'basename' || relation === 'leaf' || relation === 'ext'
    const own = types.get(written) ?? types.get(name)
    const sample = relation === 'exact' || relation === 'approx' ? samples.get(name) : undefined
    return { sort: sortOf(name, type, own, written), system, last, ...(sample !== undefined && { sample }) }
  }
}

function sortOf(name: string, type: string, own: string | undefined, written: string): Likely['sort'] {
  if (type === 'registry') return 'registry'
  if (type === 'hashes') return 'hashes'
  if (/command_?line$|^(?:a\d|cmdline)$|process\.args|_command$/i.test(name) || /command_?line$/i.test(written))
    return 'command'
  if (type === 'path' || own === 'path' || /(?:path|filename|image|executable|directory)$/i.test(name)) return 'path'
  switch (own) {
    case 'integer':
    case 'float':
      return 'number'
    case 'date':
      return 'date'
    case 'ip':
      return 'ip'
    default:
      return /(?:^|[._-])ip$|Ip(?:Address)?$|IPAddress$/.test(name) ? 'ip' : 'text'
  }
}

/** Where the rule does not say, paths look as in the tables, which are those of Windows. */
function isWindows(rule: Rule, event: EventKind | undefined): boolean {
  if (event) return event.product === 'windows' || event.key.startsWith('defender')
  return !/linux|macos|unix|auditd/i.test(rule.path)
}
