/**
 * Written names to meaning: the canonical name of a field, and how what stands in the written one relates to it. What
 * the tables of data/fields do not know keeps its name. A name can mean different things in different logs, so the
 * answer depends on the rule: field-context.ts says what of the rule it depends on.
 */
import { type NameRule, nameRules } from '../data/fields/index.js'
import type { Family } from '../model/rule.js'
import type { FieldContext } from './field-context.js'
import { type Canonical, fieldTables } from './field-table.js'

export type { FieldContext } from './field-context.js'
export { fieldContexts } from './field-context.js'
export type { Canonical } from './field-table.js'

/** What `written` means in a rule; the same object each time. */
export function canonical(written: string, context: FieldContext): Canonical {
  const known = context.memo.get(written)
  if (known) return known
  const found = resolve(written, context)
  context.memo.set(written, found)
  return found
}

/** Where several logs are read, a meaning that is special to a log counts only when it is the same in all of them. */
function resolve(written: string, { family, language, sources }: FieldContext): Canonical {
  const general = named(written, family, [language])
  const found = sources.map((logs) => named(written, family, [...logs, language]))
  // Of tables that are joined most lack a column: those that know nothing of it are not asked.
  const asked = family === 'kusto' && general.name === written ? found.filter((one) => one.name !== written) : found
  const [first] = asked
  const agreed = first && asked.every((one) => one.name === first.name && one.relation === first.relation)
  return agreed ? first : general
}

/** What `written` means in a log: by the tables, the most specific log first, then by the rules that make names. */
export function named(written: string, family: Family, logs: readonly string[]): Canonical {
  const { names } = fieldTables[family]
  for (const log of logs) {
    const found = names.get(`${written}@${log}`)
    if (found) return found
  }
  return (
    names.get(written) ?? ruled(written, family, logs) ?? indexed(written, family, logs) ?? unknown(written, family)
  )
}

const unknown = (name: string, family: Family): Canonical => ({
  name,
  relation: 'exact',
  type: 'text',
  routing: fieldTables[family].routes(name),
})

function ruled(written: string, family: Family, logs: readonly string[]): Canonical | undefined {
  const rule = nameRules[family].find(
    ({ prefix, within }) =>
      written.startsWith(prefix) && written.length > prefix.length && (within === undefined || logs.includes(within)),
  )
  return rule && byRule(written.slice(rule.prefix.length), rule)
}

/** Further indices of one of Elastic's fields, in which a search engine keeps it in another way. */
function indexed(written: string, family: Family, logs: readonly string[]): Canonical | undefined {
  const [, field, index] = (family === 'elastic' && /^(.+)\.(caseless|keyword|text)$/.exec(written)) || []
  if (!field) return undefined
  const found = named(field, family, logs)
  switch (index) {
    case 'text':
      return { ...found, relation: 'word', caseless: true }
    case 'caseless':
      return { ...found, caseless: true }
    default:
      return found
  }
}

function byRule(rest: string, { nested, style, as = '', log }: NameRule): Canonical | undefined {
  if (!nested) return named(as + spelled(rest, style), 'sigma', [log])
  const dot = rest.indexOf('.')
  return dot < 0 ? undefined : named(rest.slice(dot + 1), 'sigma', [`${log}.${rest.slice(0, dot)}`, log])
}

function spelled(name: string, style: NameRule['style']): string {
  if (style === 'same') return name
  const camel = name.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  return style === 'camel' ? camel : camel.charAt(0).toUpperCase() + camel.slice(1)
}
