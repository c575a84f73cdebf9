/** What printers say when a language has no words for something. */
import type { Span } from '../model/rule.js'

/** Why something cannot be said, and where it was written. */
export interface Refusal {
  readonly cannot: string
  readonly span: Span
}

class Unsayable extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.cannot)
  }
}

export const refuse = (cannot: string, { span }: { readonly span: Span }): never => {
  throw new Unsayable({ cannot, span })
}

/** The text that `print` makes, or why there is none. */
export function sayable(print: () => string): string | Refusal {
  try {
    return print()
  } catch (error) {
    if (error instanceof Unsayable) return error.refusal
    throw error
  }
}
