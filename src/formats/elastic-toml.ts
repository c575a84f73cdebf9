/**
 * An Elastic rule file to its document: metadata, and the query as a fragment, which its language's reader takes from
 * here. What stands beside the query (`elastic-tails.ts`) is read from `body`.
 */
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Metadata, Span } from '../model/rule.js'
import type { Fragment } from '../text/fragment.js'
import type { TomlMap, TomlScalar } from '../text/toml.js'
import { parseToml, tomlEntry } from '../text/toml.js'
import { tomlFragment } from '../text/toml-text.js'
import { readElasticMeta, scalarOf, textOf } from './elastic-meta.js'
import type { Named } from './elastic-tails.js'
import { named, namedAll } from './elastic-tails.js'

export interface ElasticDocument {
  readonly id: string
  readonly title: string
  readonly meta: Metadata
  /** `query`, `eql`, `esql`, `threshold` ...; absent when the rule does not say. */
  readonly type: Named | undefined
  /** `kuery`, `eql`, `esql`, `lucene`, as written. */
  readonly language: Named | undefined
  readonly query: Query | undefined
  readonly index: Index
  /** The rule's table. */
  readonly body: TomlMap
  /** The whole file. */
  readonly text: string
  /** Where the rule is told by its name, for what concerns all of it. */
  readonly at: Span
  readonly diagnostics: readonly Diagnostic[]
}

export interface Query {
  readonly source: Fragment
  /** The string with its quotes. */
  readonly span: Span
}

/** Patterns of indices, or none. */
export interface Index {
  readonly names: readonly string[]
  /** Where they are listed; where the rule is named when they are not. */
  readonly span: Span
}

export interface ElasticFile {
  readonly document: ElasticDocument | undefined
  /** What concerns the file and no rule of it. */
  readonly diagnostics: readonly Diagnostic[]
  /** True when the file is no rule file at all. */
  readonly skipped: boolean
}

const marks = ['name', 'type', 'query', 'rule_id']

export function readElasticFile(text: string): ElasticFile {
  const { root, problems } = parseToml(text)
  const rule = tomlEntry(root, 'rule')?.value
  if (rule?.kind !== 'map' || !marks.some((key) => tomlEntry(rule, key))) {
    // A broken file may have been a rule's.
    if (problems.length > 0) return { document: undefined, diagnostics: problems, skipped: false }
    const at = root.entries[0]?.key.span ?? { from: 0, to: text.length }
    return { document: undefined, diagnostics: [diagnose('elastic/not-a-rule', at)], skipped: true }
  }
  return { document: readDocument(root, rule, problems, text), diagnostics: [], skipped: false }
}

function readDocument(root: TomlMap, rule: TomlMap, problems: readonly Diagnostic[], text: string): ElasticDocument {
  const diagnostics = [...problems]
  const top = headerOf(rule)
  const name = scalarOf(rule, 'name')
  const title = name?.text.trim() ?? ''
  const at = name?.span ?? top
  if (!title) diagnostics.push(diagnose('elastic/no-title', at))
  const id = textOf(rule, 'rule_id') ?? ''
  if (!id) diagnostics.push(diagnose('elastic/no-id', at))
  const meta = readElasticMeta(root, rule, diagnostics)
  return {
    id,
    title: title || 'Untitled rule',
    meta,
    type: optional(scalarOf(rule, 'type')),
    language: optional(scalarOf(rule, 'language')),
    query: readQuery(rule, 'query', text),
    index: readIndex(rule, 'index', at),
    body: rule,
    text,
    at,
    diagnostics,
  }
}

/** Where the rule's first key stands, or where its table begins. */
const headerOf = (rule: TomlMap): Span => rule.entries[0]?.key.span ?? { from: rule.span.from, to: rule.span.from + 1 }

const optional = (scalar: TomlScalar | undefined): Named | undefined => scalar && named(scalar)

export function readQuery(rule: TomlMap, key: string, text: string): Query | undefined {
  const scalar = scalarOf(rule, key)
  return scalar && { source: tomlFragment(scalar, text), span: scalar.span }
}

export function readIndex(rule: TomlMap, key: string, at: Span): Index {
  const found = tomlEntry(rule, key)
  const names = namedAll(found?.value).map((one) => one.text)
  return { names, span: found?.span ?? at }
}
