import { nearest } from '../text/nearest.js'
import { oneEdit } from '../text/one-edit.js'

/** What was perhaps meant: what is one slip of the fingers away, else what is nearest. */
export function guess(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase()
  return candidates.find((one) => oneEdit(lower, one.toLowerCase())) ?? nearest(word, candidates)
}
