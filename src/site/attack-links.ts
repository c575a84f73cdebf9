import { type Choice, isNarrowed } from './attack-address.js'
import { fitting, type Shown } from './attack-count.js'
import type { AttackData } from './attack-format.js'
import { moveWords, type Setting } from './attack-matrix.js'
import { everything as everyRule, toAddress as rulesAddress } from './rules-index-address.js'

/** Addresses below the site's root. */
export const techniqueHref = (id: string): string => `attack/techniques/${id}/`
export const tacticHref = (shortname: string): string => `attack/${shortname}/`

/** The list of all rules that name one of these techniques. */
export const rulesNaming = (ids: readonly string[]): string =>
  `rules/${rulesAddress({ ...everyRule, facets: { technique: ids } })}`

/**
 * Where the cells of a matrix lead: to the page of their technique or, when rules are left out, to the list of those that
 * are counted. `all` is the newest version with every rule, which says what has a page.
 */
export function settingOf(data: AttackData, all: Shown, shown: Shown, choice: Choice, open: Setting['open']): Setting {
  const newer = shown.version === all.version
  const moves = new Map(data.moves.map((move) => [move.id, move]))
  const paged = new Set(data.tacticPages)
  const pageOf = (id: string): string | undefined => {
    const live = all.counts.has(id) ? id : moves.get(id)?.became
    return live !== undefined && all.counts.has(live) ? `techniques/${live}/` : undefined
  }
  const narrowed = newer && isNarrowed(choice)
  return {
    hrefOf: (id) => (!shown.counts.has(id) ? undefined : narrowed ? `../${listed(data, all, choice, id)}` : pageOf(id)),
    tacticHref: (shortname) => (paged.has(shortname) ? `${shortname}/` : undefined),
    moveOf: (id, tactic) => {
      const move = moves.get(id)
      return move && moveWords(move, tactic, newer)
    },
    open,
  }
}

function listed(data: AttackData, all: Shown, { facets }: Choice, id: string): string {
  const ids = [...all.counts.keys()].filter((one) => one === id || one.startsWith(`${id}.`))
  const events = data.facets.find(({ name }) => name === 'event')
  const event = events && facets.event?.flatMap((key) => fitting(events, key)).flatMap((at) => events.keys[at] ?? [])
  return `rules/${rulesAddress({ ...everyRule, facets: { ...facets, ...(event && { event }), technique: ids } })}`
}
