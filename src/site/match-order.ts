/** In which order rules that fired are shown, and which of them. */
import { levels } from '../model/rule.js'
import type { Fired, RuleFacts } from './match-protocol.js'

/** -1 for a rule without a level, which comes after all others. */
const rank = (level: string | undefined): number => (levels as readonly string[]).indexOf(level ?? '')

export const hitsOf = ({ sure, unsure }: Fired): number => sure + unsure

export const isSure = ({ sure }: Fired): boolean => sure > 0

/** Gravest first, of a level the one that fired most. */
export const byLevel = (a: Fired, b: Fired): number =>
  rank(b.level) - rank(a.level) || hitsOf(b) - hitsOf(a) || (a.title < b.title ? -1 : 1)

/** Empty where any will do. */
export interface Choice {
  readonly family: string
  /** This level or a graver one. */
  readonly level: string
  readonly status: string
}

export const fits = (
  { family, level, status }: Pick<RuleFacts, 'family' | 'level' | 'status'>,
  chosen: Choice,
): boolean =>
  (chosen.family === '' || chosen.family === family) &&
  rank(level) >= rank(chosen.level) &&
  (chosen.status === '' || chosen.status === status)
