/** The events that a Splunk detection says it reads: `Sysmon EventID 1`, `AWS CloudTrail ConsoleLogin`, `Okta`. */
import type { Rule } from '../model/rule.js'
import { knownIn } from './candidates.js'
import { type Cell, just } from './cells.js'
import { type Log, namedLog, unnamed } from './named-logs.js'

export interface DataSource {
  readonly log: Log
  /** The events of the log that are meant; undefined for all of it. */
  readonly cells?: readonly Cell[]
}

/** In the order in which the rule lists them. */
export const dataSourcesOf = ({ meta }: Rule): readonly DataSource[] =>
  meta.other
    .filter(({ key }) => key === 'data_source')
    .flatMap(({ text }) => text.split(/\s+AND\s+|\n/))
    .flatMap((text) => (text.trim() === '' ? [] : [dataSource(text.trim().replace(/\s+/g, ' '))]))

const memo = new Map<string, DataSource>()

function dataSource(text: string): DataSource {
  const known = memo.get(text)
  if (known) return known
  const found = read(text)
  memo.set(text, found)
  return found
}

/** The longest begin that names a log; what follows is an event of it. */
function read(text: string): DataSource {
  for (let end = text.length; end > 0; end = text.lastIndexOf(' ', end - 1)) {
    const log = namedLog('splunk', text.slice(0, end))
    if (!log) continue
    const rest = text.slice(end).trim()
    return rest === '' ? { log } : { log, cells: cellsOf(log, rest) }
  }
  return { log: unnamed(text) }
}

/** `8004,8005` are events; `Some-Provider 17` of a log of all providers is one of that provider. */
function cellsOf(log: Log, rest: string): readonly Cell[] {
  const [, provider, numbers] = /^(?:(.+) )?(\d+(?:, ?\d+)*)$/.exec(rest) ?? []
  const any = log.primary.some(({ anyLog }) => anyLog)
  if (numbers === undefined || (provider !== undefined && !any)) return [{ id: just(spelled(log, rest)) }]
  const of = provider === undefined ? {} : { provider: just(provider) }
  return numbers.split(/, ?/).map((id) => ({ id: just(id), ...of }))
}

/** Data sources are not always spelled as the operations that they name. */
function spelled({ primary, elsewhere }: Log, rest: string): string {
  const spellings = [rest, rest.replace(/\.$/, ''), `${rest}.`, rest.replaceAll(' ', '_')]
  const found = spellings.flatMap((id) => {
    if (elsewhere.has(id.toLowerCase())) return [id]
    return primary.flatMap((event) => knownIn(event, { id: just(id) }))[0]?.id ?? []
  })
  return found[0] ?? rest
}
