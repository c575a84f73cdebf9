/** Why a rule fires on a record or does not, as lines for the terminal. */

import { causeWords } from '../../match/cause-words.js'
import type { Change, Explanation, Found, Need, Reached, Reason, Tested } from '../../match/explain/explanation.js'
import type { Rule } from '../../model/rule.js'
import { count, type Paint, safeLine } from '../terminal.js'

export function explained(rule: Rule, explanation: Explanation, paint: Paint): readonly string[] {
  const { verdict, scope, stages, reached, needs } = explanation
  const filters = stages.filter(({ where }) => where)
  const lines = [
    paint.bold(safeLine(rule.title)),
    headline(explanation, paint),
    paint.dim('✓ is as the rule wants it, ✗ is not, ? cannot be decided.'),
    '',
  ]
  for (const { stage, where } of filters) {
    if (filters.length > 1) lines.push(paint.dim(`stage ${stage}`))
    if (where) lines.push(...drawn(where, '', paint))
  }
  if (verdict !== 'true') for (const one of reached) lines.push(...changeLines(one, reached.length > 1, paint))
  if (scope === 'series')
    lines.push('', 'Several records decide this rule. Beside such records it needs:', ...needs.map(needLine))
  return lines
}

function headline({ verdict, scope, nearness, reached }: Explanation, paint: Paint): string {
  if (scope === 'series' && reached.length === 0) return 'It takes the hits of other rules, not records.'
  if (scope === 'series') return `${Math.round(nearness * 100)} % of what it asks of a single record holds.`
  switch (verdict) {
    case 'true':
      return paint.green('It fires.')
    case 'unsure':
      return paint.yellow('It cannot be decided.')
    case 'false':
      return `${paint.red('It does not fire.')} ${Math.round(nearness * 100)} % of what it asks holds.`
    default:
      return verdict satisfies never
  }
}

// ---- the tree ----

function drawn(reason: Reason, indent: string, paint: Paint): string[] {
  const mark = markOf(reason, paint)
  switch (reason.kind) {
    case 'test':
      return [`${indent}${mark} ${safeLine(reason.text)}`, ...valueLines(reason, `${indent}    `, paint)]
    case 'unread':
      return [`${indent}${mark} ${safeLine(reason.text)}  ${paint.dim(causeWords[reason.cause])}`]
    case 'and':
    case 'or':
    case 'not':
    case 'use': {
      const inside = reason.of.flatMap((one) => drawn(one, `${indent}  `, paint))
      return [`${indent}${mark} ${nameOf(reason, paint)}`, ...inside]
    }
    default:
      return reason satisfies never
  }
}

function nameOf({ kind, name, label, of }: Extract<Reason, { of: unknown }>, paint: Paint): string {
  const said = label === undefined ? '' : `  ${paint.bold(safeLine(label))}`
  switch (kind) {
    case 'and':
      return `${paint.dim(`all of ${of.length}`)}${said}`
    case 'or':
      return `${paint.dim(`any of ${of.length}`)}${said}`
    case 'not':
      return paint.magenta('not')
    case 'use':
      return paint.bold(safeLine(name ?? '?'))
    default:
      return kind satisfies never
  }
}

function markOf({ answer }: Reason, paint: Paint): string {
  switch (answer) {
    case 'pass':
      return paint.green('✓')
    case 'fail':
      return paint.red('✗')
    case 'unsure':
      return paint.yellow('?')
    default:
      return answer satisfies never
  }
}

function valueLines({ found, more, lacking, cause }: Tested, indent: string, paint: Paint): string[] {
  const lines = found.map((one) => indent + foundText(one, paint))
  if (more > 0) lines.push(indent + paint.dim(`and ${count(more, 'value')} more`))
  if (found.length === 0) lines.push(indent + paint.dim('the record has no such field'))
  for (const { written } of lacking) lines.push(`${indent}${paint.dim('lacks')} ${safeLine(written)}`)
  if (cause) lines.push(indent + paint.dim(causeWords[cause]))
  return lines
}

/** Of a long value what stands around the part that is meant. */
const around = 60

function foundText({ name, value, made, at }: Found, paint: Paint): string {
  const text = String(value)
  const from = at ? Math.max(0, at.from - around) : 0
  const to = Math.min(text.length, at ? at.to + around : 2 * around)
  const shown = at
    ? safeLine(text.slice(from, at.from)) +
      paint.underline(safeLine(text.slice(at.from, at.to))) +
      safeLine(text.slice(at.to, to))
    : safeLine(text.slice(0, to))
  const cut = `${from > 0 ? '…' : ''}${shown}${to < text.length ? '…' : ''}`
  return `${paint.cyan(safeLine(name))} is ${cut}${made === undefined ? '' : paint.dim(`, of which ${safeLine(String(made))}`)}`
}

// ---- what would have to change ----

function changeLines({ stage, change, verdict }: Reached, several: boolean, paint: Paint): string[] {
  if (!change || verdict === 'true') return []
  const where = several ? ` at stage ${stage}` : ''
  return ['', ...changeText(change, where, paint)]
}

function changeText(change: Change, where: string, paint: Paint): string[] {
  if (!change.edits) return [`What would have to change${where} is not known: ${causeWords[change.cause]}.`]
  const head =
    change.edits.length === 1
      ? `One change would make it fire${where}:`
      : `${change.edits.length} changes would make it fire${where}:`
  return [
    head,
    ...change.edits.flatMap(({ field, had, to, tests }) => {
      const now = to.length === 0 ? 'not there' : to.map((value) => safeLine(String(value))).join(', ')
      const before = had.length === 0 ? 'not there' : had.map((value) => safeLine(String(value))).join(', ')
      const why = tests.map(({ text, mustHold }) => `${mustHold ? '' : 'not '}${text}`).join('; ')
      return [
        `  ${paint.cyan(safeLine(field))}: ${before}`,
        `  ${paint.bold('->')} ${now}  ${paint.dim(safeLine(why))}`,
      ]
    }),
  ]
}

// ---- rules over several records ----

const minutes = (ms: number | undefined): string => (ms === undefined ? '' : ` within ${ms / 60_000} min`)
const keyed = (by: readonly string[]): string => (by.length === 0 ? '' : ` for the same ${by.join(', ')}`)

function needLine(need: Need): string {
  return `  ${safeLine(needText(need))}`
}

function needText(need: Need): string {
  switch (need.kind) {
    case 'gathered':
      return `records gathered${keyed(need.by)}${minutes(need.within)}: ${need.make.map(({ as }) => as).join(', ')}`
    case 'condition':
      return need.text
    case 'new':
      return `a combination of ${need.by.join(', ')} that was not seen for ${need.lookback / 86_400_000} days`
    case 'partner':
      return `a ${need.how} partner at stage ${need.other}`
    case 'steps':
      return `${need.ordered ? 'in this order' : 'in any order'}${minutes(need.within)}: ${need.steps
        .map(
          ({ stage, absent, times, by }) =>
            `${absent ? 'no ' : ''}stage ${stage}${times > 1 ? ` ${times} times` : ''}${keyed(by)}`,
        )
        .join(', then ')}`
    case 'hit of':
      return `a hit of the rule ${need.rule}`
    case 'list':
      return `the list ${need.name}`
    case 'jobs':
      return `results of the jobs ${need.ids.join(', ')}`
    case 'limit':
      return `to be among ${need.rows} rows (${need.verb})`
    case 'not read':
      return `${need.verb}, which could not be read`
    default:
      return need satisfies never
  }
}
