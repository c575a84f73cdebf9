import type { RuleView } from '../catalog/view.js'
import type { CoveredEvent } from '../resolve/telemetry.js'

type EventKind = CoveredEvent['event']

/** Ids are numbers on Windows; elsewhere they are record types or operations, which can be long. */
export const isNumbered = ({ id }: EventKind): boolean => id !== null && /^\d+$/.test(id)

/** `Sysmon 1`; the label alone for a whole log. */
export const eventName = (event: EventKind): string => (event.id === null ? event.label : `${event.label} ${event.id}`)

/** `Event ID 1`, `SetSecurityGroups`, `whole log`. */
export const eventId = (event: EventKind): string =>
  event.id === null ? 'whole log' : isNumbered(event) ? `Event ID ${event.id}` : event.id

export const primaryEvents = ({ coverage }: RuleView): readonly EventKind[] =>
  coverage.events.filter(({ role }) => role === 'primary').map(({ event }) => event)
