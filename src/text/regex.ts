/** Whether a regular expression can run here: in linear time, by the RE2 syntax. */
import { RE2JS, RE2JSException } from 're2js'

/** Undefined when the pattern can be used, else what is wrong with it. Flags: some of `ims`. */
export function regexProblem(pattern: string, flags = ''): string | undefined {
  // What V8 accepts and holds none of its extras is RE2 syntax too; compiling with RE2 costs a hundred times more.
  if (!extras.test(pattern)) {
    try {
      new RegExp(pattern, flags)
      return undefined
    } catch {
      // V8 says no: RE2 has the last word, since it knows inline flags.
    }
  }
  const around = /(?:^|[^\\])(?:\\\\)*(\(\?<?[=!])/.exec(pattern)
  if (around) return `look-around ${around[1]}...) cannot be matched in linear time`
  try {
    RE2JS.compile(pattern, re2flags(flags))
    return undefined
  } catch (error) {
    if (error instanceof RE2JSException) return error.message
    throw error
  }
}

/** Look-around, back-references, and escapes whose meaning differs. */
const extras = /\(\?|\\[1-9kpPcuxQEzZGAbBC]|\[\[:|\{\d{4,}/

export const re2flags = (flags: string): number =>
  (flags.includes('i') ? RE2JS.CASE_INSENSITIVE : 0) |
  (flags.includes('m') ? RE2JS.MULTILINE : 0) |
  (flags.includes('s') ? RE2JS.DOTALL : 0)
