/** How long the records of a group belong together. */
import type { Field, Group, Millis, Rule } from '../../model/rule.js'

/**
 * `slides`: the window is the time before each record. `bins`: time is cut in stretches from the epoch on. `whole`: the
 * group is of all records.
 */
export type Window = { readonly kind: 'slides' | 'bins'; readonly within: Millis } | { readonly kind: 'whole' }

/**
 * How the time of a group is meant. Splunk and KQL cut time where it is a key in bins; how often a query of KQL must find
 * something, which has no key, and the others look back from each record.
 */
export function windowOf({ language }: Pick<Rule, 'language'>, { within, by, make }: Group): Window {
  if (within === undefined || within <= 0) return { kind: 'whole' }
  const isTrigger = by.length === 0 && make.length === 1 && make[0]?.as === 'results'
  const cuts = (language === 'kql' && !isTrigger) || (language === 'spl' && by.some(isTime))
  return { kind: cuts ? 'bins' : 'slides', within }
}

export const isTime = ({ written }: Field): boolean => written === '_time'
