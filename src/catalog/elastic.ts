import type { ElasticDocument } from '../formats/elastic-toml.js'
import { readElasticFile } from '../formats/elastic-toml.js'
import type { Language, Rule } from '../model/rule.js'
import { readLogic } from './elastic-logic.js'
import type { ReadFile } from './families.js'

/** An Elastic rule file to its rule; each file has one. */
export function readElastic(path: string, text: string): ReadFile {
  const { document, diagnostics, skipped } = readElasticFile(text)
  return { rules: document ? [toRule(document, path, text)] : [], diagnostics, skipped }
}

function toRule(document: ElasticDocument, path: string, text: string): Rule {
  const { stages, diagnostics } = readLogic(document)
  return {
    kind: 'detection',
    id: document.id,
    title: document.title,
    family: 'elastic',
    language: languageOf(document),
    path,
    text,
    span: { from: 0, to: text.length },
    inserts: [],
    meta: document.meta,
    targets: [],
    definitions: [],
    stages,
    diagnostics: [...document.diagnostics, ...diagnostics],
  }
}

function languageOf({ language, type, query }: ElasticDocument): Language {
  switch (language?.text) {
    case 'kuery':
    case 'lucene':
    case 'eql':
    case 'esql':
      return language.text
    default:
      if (type?.text === 'eql' || type?.text === 'esql') return type.text
      // Kibana's own language is what a query is in when nothing is said.
      return query ? 'kuery' : 'none'
  }
}
