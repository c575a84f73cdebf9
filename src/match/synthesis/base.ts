/** The record that others are made from: a sample of the event that the rule is about. */
import type { Rule } from '../../model/rule.js'
import { type CoveredEvent, cover } from '../../resolve/telemetry.js'
import type { FlatRecord, Scalar } from '../record.js'

type Event = CoveredEvent['event']

/** The event that a rule means first, if it can fire on it. */
export function eventOf(rule: Rule): Event | undefined {
  const { events } = cover(rule)
  return (events.find(({ blind }) => !blind) ?? events[0])?.event
}

/** The event's sample, where its fields have the names that the rule writes; else nothing. */
export function baseOf(rule: Rule, event: Event | undefined): FlatRecord {
  if (!event || event.anyLog || !hasNamesOf(rule, event)) return new Map()
  return new Map(Object.entries(event.sample).map(([name, value]): [string, Scalar[]] => [name, [value]]))
}

const ecs = /^(?:@timestamp|(?:agent|cloud|destination|dns|event|file|host|process|registry|source|user)\.)/

function hasNamesOf({ family }: Rule, { sample }: Event): boolean {
  const isEcs = Object.keys(sample).some((name) => ecs.test(name))
  switch (family) {
    case 'sigma':
      return !isEcs
    case 'elastic':
      return isEcs
    case 'splunk':
    case 'kusto':
      return false
    default:
      return family satisfies never
  }
}
