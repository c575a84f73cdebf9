/** The words for what can be wrong with a log. */
import { freeBytes, timesPacked } from './allowance.js'
import { megabytes } from './limits.js'
import type { Fault } from './types.js'

const words = {
  'json/syntax': 'this is not JSON; it was left out',
  'json/no-object': 'this is JSON but no object, so it is no log entry; it was left out',
  'json/cut': 'the file ends inside this entry',
  'json/too-deep': 'this entry is nested deeper than {0} levels; it was left out',
  'csv/width': 'this row has {0} cells, the header {1}; it was left out',
  'csv/quote': 'a quoted cell of this row does not end as it should; the row was left out',
  'csv/header': 'the header is no row of names, so nothing can be read',
  'xml/event': 'this event is not well formed: {0}; it was left out',
  'xml/cut': 'this event does not end; it was left out',
  'auditd/line': 'this is no line of an audit log; it was left out',
  'syslog/line': 'this line has no syslog header; it was left out',
  'log/too-long': 'this entry is longer than {0} MB; it was left out',
  'log/unknown': 'the format is none that is read here',
  'log/unreadable': 'it could not be read further: {0}',
  'log/damaged': 'the packed file is damaged, and is read no further: {0}',
  'log/packed-deeper': 'this is packed more than twice; it was not unpacked',
  'log/method': '{0} is packed or locked in a way that is not known here; it was left out',
  'log/bomb': 'this unpacks to more than {0} MB and to more than {1} times its size; it is read no further',
} as const

export type FaultCode = keyof typeof words

export interface FaultPlace {
  readonly line?: number
  readonly offset?: number
}

/** A fault at its place, its words filled in. */
export function fault(code: FaultCode, place: FaultPlace, ...args: (string | number)[]): Fault {
  const message = words[code].replace(/\{(\d)\}/g, (_, index) => String(args[Number(index)] ?? ''))
  return { code, ...place, message }
}

/** Of a file that unpacks to more than it may. */
export const bomb = (): Fault => fault('log/bomb', {}, megabytes(freeBytes), timesPacked)
