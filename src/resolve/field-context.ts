/**
 * What of a rule decides what its field names mean: the logs it reads, said by its log source, indices or tables and by
 * tests of the data set, and the operating system. Contexts are shared between rules that say the same.
 */
import type { Family, Language, Rule, Stage, StageId } from '../model/rule.js'
import { inputsOf } from '../model/walk.js'
import { type Separator, toldBy } from './field-logs.js'
import { type Canonical, fieldTables } from './field-table.js'

export interface FieldContext {
  readonly family: Family
  readonly language: Language
  /** What stands between the parts of a path; undefined when the rule does not tell. */
  readonly separator: Separator | undefined
  /** Each log that is read, by its names that the tables know, most specific first: `['aws.cloudtrail', 'aws']`. */
  readonly sources: readonly (readonly string[])[]
  /** What has been resolved already. */
  readonly memo: Map<string, Canonical>
}

/**
 * The contexts of a rule's stages. Branches that meet in a sequence, join or union have each their own; stages that
 * follow one another share one, so that a test of the data set counts wherever it stands.
 */
export function fieldContexts(rule: Rule): (stage: StageId) => FieldContext {
  const known = new Map<StageId, FieldContext>()
  const ends = lineEnds(rule.stages)
  return (stage) => {
    const end = ends[stage] ?? stage
    let context = known.get(end)
    if (!context) {
      context = contextOf(rule, behind(rule.stages, end))
      known.set(end, context)
    }
    return context
  }
}

/** For each stage the last one that it leads to without meeting another branch or parting in two. */
function lineEnds(stages: readonly Stage[]): readonly StageId[] {
  const readers = stages.map((): StageId[] => [])
  stages.forEach((stage, id) => {
    for (const from of inputsOf(stage)) readers[from]?.push(id)
  })
  const ends: StageId[] = []
  for (let id = stages.length - 1; id >= 0; id--) {
    const [reader, ...others] = readers[id] ?? []
    const next = reader !== undefined && reader > id && others.length === 0 ? stages[reader] : undefined
    ends[id] = next && inputsOf(next).length === 1 && reader !== undefined ? (ends[reader] ?? reader) : id
  }
  return ends
}

/** A stage and all that it is made of. */
function behind(stages: readonly Stage[], end: StageId): readonly Stage[] {
  const found = new Set([end])
  for (const id of found) {
    const stage = stages[id]
    if (stage) for (const from of inputsOf(stage)) found.add(from)
  }
  return [...found].flatMap((id) => stages[id] ?? [])
}

const contexts = new Map<string, FieldContext>()

function contextOf(rule: Rule, stages: readonly Stage[]): FieldContext {
  const { family, language } = rule
  const { logs, separator } = toldBy(rule, stages)
  const known = fieldTables[family].logs
  const sources = [...new Set(logs.map((names) => names.filter((name) => known.has(name)).join(' ')))]
  const mark = [family, language, separator, ...sources].join('\n')
  const old = contexts.get(mark)
  if (old) return old
  const split = sources.map((names) => names.split(' ').filter((name) => name !== ''))
  const context: FieldContext = { family, language, separator, sources: split, memo: new Map() }
  contexts.set(mark, context)
  return context
}
