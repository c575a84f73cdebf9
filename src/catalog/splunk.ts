import type { SplunkDetection } from '../formats/splunk-yaml.js'
import { readSplunkFile } from '../formats/splunk-yaml.js'
import { readSpl } from '../languages/spl/read.js'
import type { Rule } from '../model/rule.js'
import type { YamlFile } from '../text/yaml.js'
import type { ReadFile, Tools } from './families.js'

/** A Splunk content file to its rules, one a detection; what stands around detections has none and is skipped. */
export function readSplunk(path: string, text: string, file: YamlFile, tools: Tools): ReadFile {
  const { detections, diagnostics, skipped } = readSplunkFile(text, file)
  return { rules: detections.map((one) => toRule(one, path, text, tools)), diagnostics, skipped }
}

function toRule(detection: SplunkDetection, path: string, text: string, { macros }: Tools): Rule {
  const { search } = detection
  const { stages, inserts, diagnostics } = search
    ? readSpl(search, macros)
    : { stages: [], inserts: [], diagnostics: [] }
  return {
    kind: 'detection',
    id: detection.id,
    title: detection.title,
    family: 'splunk',
    language: 'spl',
    path,
    text,
    span: detection.span,
    inserts,
    meta: detection.meta,
    targets: [],
    definitions: [],
    stages,
    diagnostics: [...detection.diagnostics, ...diagnostics],
  }
}
