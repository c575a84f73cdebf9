/** Which reader reads a log that begins so. A further format is a row here. */
import { auditLine } from './auditd.js'
import { CsvReader } from './csv.js'
import { EvtxReader, isEvtx } from './evtx/reader.js'
import { JsonLinesReader } from './json-lines.js'
import { JsonValuesReader } from './json-values.js'
import { LineRecordsReader } from './line-records.js'
import { type Head, type LogFormat, sniff } from './sniff.js'
import { syslogLine } from './syslog.js'
import type { Reader } from './types.js'
import { XmlEventsReader } from './xml-events.js'

interface Binary {
  readonly is: (bytes: Uint8Array) => boolean
  readonly open: () => Reader
}

/** Formats that are told by their first bytes, before anything is taken for text. */
const binary: readonly Binary[] = [{ is: isEvtx, open: () => new EvtxReader() }]

/** Undefined when the format is none that is known. */
export function readerFor(head: Head): Reader | undefined {
  const found = binary.find(({ is }) => is(head.bytes))
  if (found) return found.open()
  const format = sniff(head)
  return format && textReader(format)
}

function textReader(format: LogFormat): Reader {
  switch (format.kind) {
    case 'json-lines':
      return new JsonLinesReader({ inside: format.inside })
    case 'json':
      return new JsonValuesReader()
    case 'csv':
      return new CsvReader(format.delimiter)
    case 'xml':
      return new XmlEventsReader()
    case 'auditd':
      return new LineRecordsReader(auditLine, 'auditd/line')
    case 'syslog':
      return new LineRecordsReader(syslogLine, 'syslog/line')
    default:
      return format satisfies never
  }
}
