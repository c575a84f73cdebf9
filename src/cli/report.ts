import type { Severity } from '../model/rule.js'
import { type Finding, type Findings, severities, tally } from './findings.js'
import { count, figure, type Paint, safe, safeLine } from './terminal.js'

/** Findings in the ways they can be printed. Each ends without a newline. */
export type Format = 'text' | 'github' | 'json'
export const formats: readonly Format[] = ['text', 'github', 'json']

export function report(findings: Findings, format: Format, paint: Paint): string {
  switch (format) {
    case 'text':
      return [...findings.all.map((finding) => inText(finding, paint)), summary(findings, paint)].join('\n')
    case 'github':
      return [...findings.all.map(inGithub), summary(findings, paint)].join('\n')
    case 'json':
      return inJson(findings)
    default:
      return format satisfies never
  }
}

/** The place, what is wrong, and the line with the part that is meant underlined, as a compiler says it. */
function inText(finding: Finding, paint: Paint): string {
  const { file, line, column, code, severity, message } = finding
  const head = `${paint.bold(`${safeLine(file)}:${line}:${column}`)}: ${colourOf(severity, paint)(severity)}: ${safeLine(message)} ${paint.dim(`[${code}]`)}`
  if (finding.source.trim() === '') return `${head}\n`
  const { before, marked, after } = excerpt(finding)
  const number = String(line)
  const gutter = ' '.repeat(number.length)
  const caret = ' '.repeat(before.length) + '^'.repeat(Math.max(1, marked.length))
  return [
    head,
    `${paint.dim(` ${number} |`)} ${before}${marked}${after}`,
    `${paint.dim(` ${gutter} |`)} ${colourOf(severity, paint)(caret)}`,
    '',
  ].join('\n')
}

/** Columns of a source line that are shown. */
const room = 110

/** The part of the line around the finding that fits, made safe, tabs as blanks so that the caret stands below it. */
function excerpt({ source, column, length }: Finding): { before: string; marked: string; after: string } {
  const tame = (text: string): string => safe(text.replaceAll('\t', ' '))
  const at = column - 1
  const from = source.length > room ? Math.max(0, at - 40) : 0
  const to = Math.min(source.length, from + room)
  return {
    before: (from > 0 ? '…' : '') + tame(source.slice(from, at)),
    marked: tame(source.slice(at, Math.min(to, at + length))),
    after: tame(source.slice(Math.min(to, at + length), to)) + (to < source.length ? '…' : ''),
  }
}

export function colourOf(severity: Severity, paint: Paint): (text: string) => string {
  switch (severity) {
    case 'error':
      return paint.red
    case 'warning':
      return paint.yellow
    case 'note':
      return paint.blue
    default:
      return severity satisfies never
  }
}

/** A workflow command: GitHub shows it at the line in the change. */
function inGithub({ file, line, column, code, severity, message, length }: Finding): string {
  const command = severity === 'note' ? 'notice' : severity
  const place = `file=${property(file)},line=${line},col=${column},endColumn=${column + Math.max(1, length)}`
  return `::${command} ${place},title=${property(code)}::${data(message)}`
}

const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

function inJson({ rules, all }: Findings): string {
  const { whole, partial, unread } = rules
  const diagnostics = all.map(({ file, line, column, code, severity, message }) => ({
    file,
    line,
    column,
    code,
    severity,
    message,
  }))
  return JSON.stringify({ rules: { whole, partial, unread }, diagnostics }, null, 2)
}

/** `2,916 rules: 2,900 whole, 12 partial, 4 unread. 3 errors, 1 warning.` */
export function summary({ rules, all }: Findings, paint: Paint): string {
  const { whole, partial, unread } = rules
  const counts = tally(all)
  const said = severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => colourOf(severity, paint)(count(counts[severity], severity)))
  const read = `${figure(whole)} whole, ${figure(partial)} partial, ${figure(unread)} unread`
  return `${count(whole + partial + unread, 'rule')}: ${read}. ${said.join(', ') || paint.green('No findings')}.`
}
