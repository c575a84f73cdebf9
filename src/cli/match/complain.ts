import { count, figure, painter, safeLine, wantsColour } from '../terminal.js'
import type { MatchRun } from './run.js'

const shownFaults = 20

/** Tells on standard error what was not read of the logs, and which rules did not run. */
export function complain(
  { faults: all, moreFaults: more }: Pick<MatchRun, 'faults' | 'moreFaults'>,
  unable: ReadonlyMap<string, number> = new Map(),
): void {
  const paint = painter(wantsColour(process.stderr))
  // Folders hold files of all kinds.
  const others = all.filter(({ code }) => code === 'log/unknown')
  const faults = others.length > 1 ? all.filter(({ code }) => code !== 'log/unknown') : all
  const lines = faults.slice(0, shownFaults).map(({ file, line, offset, message, code }) => {
    const place = line !== undefined ? `:${line}` : offset !== undefined ? `, byte ${figure(offset)}` : ''
    return `${paint.bold(safeLine(file) + place)}: ${paint.yellow('warning')}: ${safeLine(message)} ${paint.dim(`[${code}]`)}`
  })
  const rest = faults.length - lines.length + more
  if (rest > 0) lines.push(`and ${count(rest, 'fault')} more`)
  if (others.length > 1) lines.push(`${count(others.length, 'file')} of other formats were passed over.`)
  for (const [cause, rules] of unable) lines.push(`${count(rules, 'rule')} cannot run: ${cause}.`)
  if (lines.length > 0) process.stderr.write(`${lines.join('\n')}\n`)
}
