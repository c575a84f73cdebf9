/** What is put around log entries: lists in an object, and an object around each entry. */

/** Members that hold the entries of a file: CloudTrail, Azure and Graph, Google, Splunk and CloudWatch Logs. */
const listMembers = new Set(['Records', 'value', 'items', 'results', 'logEvents'])

/**
 * Whether a list of objects is the file's entries. `path` leads to it from the outermost object; `alone` says that plain
 * values only stand before it. Elasticsearch answers with `hits.hits`.
 */
export const isEntryList = (path: readonly string[], alone: boolean): boolean =>
  path.length === 1 ? alone && listMembers.has(path[0] ?? '') : path.length === 2 && path.every((key) => key === 'hits')

/** The outer member below which a list of entries may stand one level deeper. */
export const isListHolder = (key: string): boolean => key === 'hits'

/** Around one entry: the member that holds it, and one that shows that this is such an envelope. */
const envelopes = [
  { inside: '_source', beside: '_index' },
  { inside: '_source', beside: '_id' },
  { inside: 'result', beside: 'preview' },
] as const

/** The member that holds the entry, as in documents of Elasticsearch and lines of Splunk's export. */
export function envelopeOf(value: object): string | undefined {
  return envelopes.find(({ inside, beside }) => isHeld(value, inside) && Object.hasOwn(value, beside))?.inside
}

/** The entry in an envelope's member; the whole when it has none. */
export function insideOf(value: object, member: string): object {
  const inner = memberOf(value, member)
  return isObject(inner) ? inner : value
}

/** The entry itself. */
export function withoutEnvelope(value: object): object {
  const inside = envelopeOf(value)
  return inside === undefined ? value : insideOf(value, inside)
}

/** Whether the object is a file of entries and no entry. */
export function isWrapper(value: object): boolean {
  let alone = true
  for (const [key, inner] of Object.entries(value)) {
    if (isListHolder(key) && isObject(inner) && isList(memberOf(inner, key))) return true
    if (isList(inner) && isEntryList([key], alone)) return true
    if (typeof inner === 'object' && inner !== null) alone = false
  }
  return false
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: unknown): boolean => Array.isArray(value) && (value.length === 0 || isObject(value[0]))
const isHeld = (value: object, member: string): boolean => isObject(memberOf(value, member))
const memberOf = (value: object, member: string): unknown =>
  Object.hasOwn(value, member) ? Reflect.get(value, member) : undefined
