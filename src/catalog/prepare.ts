import { bySeverity, diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Rule } from '../model/rule.js'
import type { AttackProblem, TacticRow } from '../resolve/attack.js'
import { attackRows } from '../resolve/attack.js'
import type { Coverage } from '../resolve/telemetry.js'
import { cover } from '../resolve/telemetry.js'
import { type Figures, figuresOf, hasOpaque } from './anatomy.js'
import type { Held } from './indicators.js'
import { held } from './indicators.js'
import type { Extent } from './view.js'

/** A rule with everything that can be said of it without knowing the others. */
export interface Prepared {
  readonly rule: Rule
  readonly extent: Extent
  readonly attack: readonly TacticRow[]
  readonly coverage: Coverage
  readonly held: readonly Held[]
  /** Distinct keys. */
  readonly indicators: number
  readonly exclusions: number
  /** Canonical names of the fields they are of, each once. */
  readonly fields: readonly string[]
  readonly figures: Figures
  readonly diagnostics: readonly Diagnostic[]
}

export function prepare(rule: Rule): Prepared {
  const placing = attackRows(rule.meta)
  const all = held(rule)
  const diagnostics = [...rule.diagnostics, ...placing.problems.map(attackDiagnostic)]
  return {
    rule,
    extent: extentOf(rule),
    attack: placing.rows,
    coverage: cover(rule),
    held: all,
    ...distinct(all),
    figures: figuresOf(rule),
    diagnostics: diagnostics.sort(bySeverity),
  }
}

function distinct(all: readonly Held[]): Pick<Prepared, 'indicators' | 'exclusions' | 'fields'> {
  const required = new Set<string>()
  const excluded = new Set<string>()
  for (const { key, polarity } of all) if (polarity === 'required') required.add(key.text)
  for (const { key, polarity } of all) if (polarity === 'excluded' && !required.has(key.text)) excluded.add(key.text)
  const fields = new Set<string>()
  for (const { key } of all) if (key.field !== null) fields.add(key.field)
  return { indicators: required.size, exclusions: excluded.size, fields: [...fields] }
}

function extentOf(rule: Rule): Extent {
  if (rule.stages.length === 0) return 'unread'
  return hasOpaque(rule) || rule.diagnostics.some((one) => one.severity === 'error') ? 'partial' : 'whole'
}

function attackDiagnostic({ code, written, span, detail }: AttackProblem): Diagnostic {
  return code === 'attack/revoked'
    ? diagnose(code, span, written, detail)
    : diagnose(code, span, code === 'attack/deprecated' ? detail : written)
}
