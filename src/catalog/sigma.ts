import type { SigmaDocument } from '../formats/sigma-yaml.js'
import { readSigmaFile } from '../formats/sigma-yaml.js'
import { readCorrelation } from '../languages/sigma/correlation.js'
import { readFilter } from '../languages/sigma/filter.js'
import type { Detection } from '../languages/sigma/read.js'
import { readDetection } from '../languages/sigma/read.js'
import type { Rule } from '../model/rule.js'
import { parseYaml, type YamlFile } from '../text/yaml.js'
import type { ReadFile } from './families.js'

/** A Sigma file to its rules: one for each document. */
export function readSigma(path: string, text: string, file: YamlFile = parseYaml(text)): ReadFile {
  const { documents, diagnostics, skipped } = readSigmaFile(text, file)
  return { rules: documents.map((document) => toRule(document, path, text)), diagnostics, skipped }
}

function toRule(document: SigmaDocument, path: string, text: string): Rule {
  const logic = readLogic(document)
  return {
    kind: document.kind,
    id: document.id,
    title: document.title,
    family: 'sigma',
    language: 'sigma',
    path,
    text,
    span: document.span,
    inserts: [],
    meta: document.meta,
    targets: logic.targets ?? [],
    definitions: logic.definitions,
    stages: logic.stages,
    diagnostics: [...document.diagnostics, ...logic.diagnostics],
  }
}

function readLogic({ kind, body, logsource }: SigmaDocument): Detection & { targets?: readonly string[] | 'any' } {
  if (!body) return { definitions: [], stages: [], diagnostics: [] }
  switch (kind) {
    case 'detection':
      return readDetection(body, logsource)
    case 'correlation':
      return readCorrelation(body)
    case 'filter':
      return readFilter(body, logsource)
    default:
      return kind satisfies never
  }
}
