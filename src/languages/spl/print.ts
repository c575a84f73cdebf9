/** Stages to SPL: sources, filters, and what shapes their rows. */
import type { Field, Filter, Read, Shape, Stage, StageId } from '../../model/rule.js'
import { type Refusal, refuse, sayable } from '../refusal.js'
import { printSearch } from './print-search.js'
import { printWhere } from './print-where.js'

/**
 * A search that reads back to the same stages; or why there is none. Places, the texts of `written`, and names of macros are
 * not kept.
 */
export const printSpl = (stages: readonly Stage[]): string | Refusal => sayable(() => print(stages))

function print(stages: readonly Stage[]): string {
  const [first, ...rest] = stages
  if (first?.kind !== 'read') return refuse('a search without a source', first ?? { span: { from: 0, to: 0 } })
  const lines: string[] = []
  const source = printSource(first)
  let done = 1
  if (source === undefined) {
    const [filter] = rest
    if (filter?.kind !== 'filter') return refuse('an index search without a term', first)
    follows(filter, 0)
    lines.push(`search ${printSearch(filter.where)}`)
    done = 2
  } else lines.push(`| ${source}`)
  stages.slice(done).forEach((stage, i) => {
    lines.push(`| ${printStage(stage, done + i - 1)}`)
  })
  return lines.join('\n')
}

function follows(stage: Filter | Shape, before: StageId): void {
  if (stage.from !== before) refuse('a stage that does not work on the one before it', stage)
}

/** Undefined when the terms of a search tell the source. */
function printSource(read: Read): string | undefined {
  const { source } = read
  if (source.kind === 'list') return `inputlookup ${printName(source.name, read)}`
  if (source.kind === 'rule') return `savedsearch ${printName(source.ref, read)}`
  if (source.kind === 'jobs') return refuse('anomaly detection jobs', read)
  const { datamodel, ...others } = source.written
  if (datamodel === undefined) return undefined
  if (Object.keys(others).length > 0) return refuse('a data model with other terms', read)
  return /^[\w.]+$/.test(datamodel) ? `from datamodel:${datamodel}` : refuse('a data model of this name', read)
}

const printName = (name: string, at: Read): string =>
  /^[\w.-]+$/.test(name)
    ? name
    : name.includes('"') || name === ''
      ? refuse('a name with a quote in it', at)
      : `"${name}"`

function printStage(stage: Stage, before: StageId): string {
  switch (stage.kind) {
    case 'filter':
      follows(stage, before)
      return printFilter(stage)
    case 'shape':
      follows(stage, before)
      return printShape(stage)
    case 'read':
    case 'derive':
    case 'group':
    case 'novel':
    case 'join':
    case 'sequence':
    case 'union':
    case 'opaque':
      return refuse(`a stage of the kind "${stage.kind}" after others`, stage)
    default:
      return stage satisfies never
  }
}

/** In the language of `search` where that can say it, else in that of `where`; a pattern alone is a `regex`. */
function printFilter({ where }: Filter): string {
  const search = sayable(() => `search ${printSearch(where)}`)
  if (typeof search === 'string') return search
  const asked = sayable(() => `where ${printWhere(where)}`)
  return typeof asked === 'string' ? asked : refuse(`${asked.cannot}; or ${search.cannot}`, asked)
}

function printShape(shape: Shape): string {
  const { verb, fields, limit } = shape
  if (verb === 'fields' || verb === 'table' || verb === 'fields -')
    return fields.length > 0
      ? `${verb} ${fields.map((field) => printField(field, shape)).join(', ')}`
      : refuse(`"${verb}" of nothing`, shape)
  if ((verb === 'head' || verb === 'tail') && limit !== undefined && fields.length === 0) return `${verb} ${limit}`
  if (verb === 'reverse' && fields.length === 0) return verb
  return refuse(`the stage "${verb}"`, shape)
}

const printField = (field: Field, at: Shape): string =>
  /^[\w.{}:*]+$/.test(field.written) && !field.part
    ? field.written
    : /["\\]/.test(field.written) || field.part
      ? refuse('a field that is no plain name', at)
      : `"${field.written}"`
