/** EQL, as Elasticsearch has it, to stages. */
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic, Stage } from '../../model/rule.js'
import type { Fragment } from '../../text/fragment.js'
import { Cursor } from './cursor.js'
import { readPipes } from './pipes.js'
import { readQuery } from './query.js'

export interface Eql {
  /** The last one yields the alerts. Never empty. */
  readonly stages: readonly Stage[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * `from` is what the file says of where records come from, `{index: 'logs-*'}`; each event query reads from there, with
 * its `category` beside it unless that is `any`. What cannot be read is opaque, and a diagnostic says where and why.
 */
export function readEql(source: Fragment, from: Readonly<Record<string, string>>): Eql {
  const diagnostics: Diagnostic[] = []
  const stages: Stage[] = []
  const cursor = new Cursor(source, diagnostics)
  if (cursor.peek().kind === 'end') {
    const span = source.place(0, source.text.length)
    diagnostics.push(diagnose('eql/empty', span))
    stages.push({ kind: 'read', source: { kind: 'events', written: from }, span })
    stages.push({ kind: 'opaque', from: [0], verb: 'eql', span })
  } else {
    readQuery(cursor, from, stages)
    readPipes(cursor, stages)
  }
  return { stages, diagnostics }
}
