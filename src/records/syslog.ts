/** Lines of syslog, as RFC 3164 and 5424 have them and as rsyslog writes them to files. */
import { auditLine } from './auditd.js'
import { windowsEvent } from './windows-xml.js'
import { XmlError } from './xml-element.js'

/** `<34>Oct 11 22:14:15 host program[12]: message`; the time may also be ISO, and the priority missing. */
const classic =
  /^(?:<(\d{1,3})>)?((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d(?: \d{4})? \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*) (\S+) (?:([^\s:[\]]{1,128})(?:\[([^\]\s]{1,128})\])?: ?)?/
/** `<34>1 2003-10-11T22:14:15.003Z host program 12 ID47 [data] message`, where `-` stands for nothing. */
const modern =
  /^<(\d{1,3})>1 (\S{1,64}) (\S{1,255}) (\S{1,128}) (\S{1,128}) (\S{1,64}) (-|(?:\[(?:[^"\]\\]|"(?:\\.|[^"\\])*")*\])+)(?: |$)/

/** Whether a line has a header of syslog. */
export const isSyslogLine = (line: string): boolean => modern.test(line) || classic.test(line)

/**
 * `timestamp` as written, `hostname`, `program`, `pid`, `facility` and `severity` as numbers, `message`, and the line as
 * `event.original`. A message that is an audit line or a Windows event (Sysmon for Linux) becomes that entry's fields.
 */
export function syslogLine(line: string): object | undefined {
  const parts = modernParts(line) ?? classicParts(line)
  if (!parts) return undefined
  const { message, ...head } = parts
  const inner = auditLine(message) ?? xmlEvent(message)
  return { ...head, ...(inner ?? { message }), 'event.original': line }
}

interface Parts {
  readonly message: string
}

function classicParts(line: string): Parts | undefined {
  const found = classic.exec(line)
  if (!found) return undefined
  const [whole, priority, timestamp = '', hostname, program, pid] = found
  const iso = /^\d/.test(timestamp) && !Number.isNaN(Date.parse(timestamp))
  return present({
    timestamp,
    '@timestamp': iso ? timestamp : undefined,
    hostname,
    program,
    pid,
    ...severity(priority),
    message: line.slice(whole.length),
  })
}

function modernParts(line: string): Parts | undefined {
  const found = modern.exec(line)
  if (!found) return undefined
  const [whole, priority, ...rest] = found
  const [timestamp, hostname, program, pid, msgid, data] = rest.map((part) => (part === '-' ? undefined : part))
  return present({
    timestamp,
    '@timestamp': timestamp,
    hostname,
    program,
    pid,
    msgid,
    ...severity(priority),
    ...structured(data ?? ''),
    message: line.slice(whole.length).replace(/^\ufeff/, ''),
  })
}

const present = (parts: Parts & Record<string, unknown>): Parts => ({
  ...Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)),
  message: parts.message,
})

const severity = (priority: string | undefined): object =>
  priority === undefined ? {} : { facility: Number(priority) >> 3, severity: Number(priority) & 7 }

/** `[id name="value"]` gives `id.name`. */
function structured(data: string): Record<string, string> {
  const fields: [string, string][] = []
  for (const [, id = '', pairs = ''] of data.matchAll(/\[([^\s\]="]+)((?:[^"\]]|"(?:\\.|[^"\\])*")*)\]/g))
    for (const [, name = '', value = ''] of pairs.matchAll(/(?<=\s)([^\s="]+)="((?:\\.|[^"\\])*)"/g))
      fields.push([`${id}.${name}`, value.replace(/\\(["\\\]])/g, '$1')])
  return Object.fromEntries(fields)
}

function xmlEvent(message: string): object | undefined {
  if (!/^<Event[\s>]/.test(message)) return undefined
  try {
    return windowsEvent(message)
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    return undefined
  }
}
