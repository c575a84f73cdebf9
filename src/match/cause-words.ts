import type { Cause } from './condition/cause.js'

/** Why a condition cannot be decided, or no record be made for it. */
export const causeWords: Readonly<Record<Cause, string>> = {
  contradiction: 'what the rule asks excludes itself',
  limit: 'it was not found within the tries that are spent on it',
  regex: 'an expression cannot run here, or no text that fits it was found',
  list: 'it hangs on a list that is not given',
  opaque: 'a part could not be read',
  computed: 'it hangs on a computed value',
  records: 'it hangs on several records',
}
