/** Why a rule does not run, or may be unsure of a record. */
import type { Span } from '../model/rule.js'

export interface Cause {
  readonly kind: CauseKind
  /** The name of what it is about: a function, a command, a list. */
  readonly what: string
  readonly span: Span
}

type CauseKind = keyof typeof words

const words = {
  unread: () => 'The rule could not be read',
  stage: (what: string) => `The command "${what}" is not followed`,
  condition: (what: string) => (what ? `The condition "${what}" could not be read` : 'A condition could not be read'),
  function: (what: string) => `The function "${what}" cannot run here`,
  field: (what: string) => `How the field "${what}" is made is not known`,
  time: (what: string) => `"${what}" asks for the present time, which is that of the record, where it tells one`,
  list: (what: string) => `The list "${what}" is not given`,
  table: (what: string) => `The table "${what}" is kept elsewhere and not given`,
  pattern: (what: string) => `The regular expression "${what}" cannot run in linear time`,
  order: (what: string) => `Whether something comes before or after "${what}" is not known`,
  network: (what: string) => `"${what}" is no network`,
  jobs: (what: string) => `It asks the results of the anomaly detection job "${what}"`,
  records: (what: string) => `It looks at several records: ${what}`,
  rules: (what: string) => `It looks at the hits of the rule "${what}"`,
} as const satisfies Readonly<Record<string, (what: string) => string>>

export const causeText = ({ kind, what }: Pick<Cause, 'kind' | 'what'>): string => words[kind](what)
