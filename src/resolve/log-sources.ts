/** Sigma's log source to the rows of the table that speak of it. */
import { eventKinds, logSources } from '../data/telemetry/index.js'
import type { EventKind, LogSource } from '../data/telemetry/types.js'

const eventByKey = new Map(eventKinds.map((event) => [event.key, event]))

export const eventsOf = (keys: readonly string[] | undefined): EventKind[] =>
  (keys ?? []).flatMap((key) => eventByKey.get(key) ?? [])

/** Whether a table has the event, as it has none that is made of what a rule names. */
export const isListed = ({ key }: EventKind): boolean => eventByKey.has(key)

const nameOf = (product = '', category = '', service = ''): string => [product, category, service].join('|')

const byName = new Map(logSources.map((row) => [nameOf(row.product, row.category, row.service), row]))

/**
 * The most specific rows for a log source, none when it is unknown. A product that is not given may be any. Of a
 * category and a service that no row knows together, the events that both stand for count.
 */
export function logSourcesOf(written: Readonly<Record<string, string>>): readonly LogSource[] {
  const given = (key: 'product' | 'category' | 'service'): string => written[key]?.trim().toLowerCase() ?? ''
  const [product, category, service] = [given('product'), given('category'), given('service')]
  const own = byName.get(nameOf(product, category, service))
  if (own) return [own]
  if (!category && !service) return []
  const ofCategory = category ? rowsFor(product, category, '') : []
  const ofService = service ? rowsFor(product, '', service) : []
  if (ofCategory.length === 0 || ofService.length === 0) return ofCategory.length > 0 ? ofCategory : ofService
  return within(ofCategory, ofService)
}

/** Rows for a category or a service alone; first those that ask for nothing more. */
function rowsFor(product: string, category: string, service: string): readonly LogSource[] {
  const own = byName.get(nameOf(product, category, service)) ?? byName.get(nameOf('', category, service))
  if (own) return [own]
  const fitting = logSources.filter(
    (row) =>
      (product === '' || row.product === product) &&
      (category === '' || row.category === category) &&
      (service === '' || row.service === service),
  )
  const plain = fitting.filter((row) => row.category === undefined || row.service === undefined)
  return plain.length > 0 ? plain : fitting
}

/** The events of a category that are in the channels of a service; all of the category when none is. */
function within(ofCategory: readonly LogSource[], ofService: readonly LogSource[]): readonly LogSource[] {
  const channels = new Set(ofService.flatMap((row) => eventsOf(row.primary).map((event) => event.channel)))
  const inside = (keys: readonly string[] | undefined): string[] =>
    eventsOf(keys)
      .filter((event) => channels.has(event.channel))
      .map((event) => event.key)
  const both = ofCategory
    // What is left is what the log source means, whichever of them came first before.
    .map((row) => ({ ...row, primary: [...inside(row.primary), ...inside(row.alternatives)], alternatives: [] }))
    .filter((row) => row.primary.length > 0)
  return both.length > 0 ? both : ofCategory
}
