/** File to rules, one reader an ending: a new family adds its endings to extensions.ts and a line here. */
import type { KqlParser } from '../languages/kql/tree.js'
import type { MacroLibrary } from '../languages/spl/macros.js'
import type { Diagnostic, Rule } from '../model/rule.js'
import { readElastic } from './elastic.js'
import { extensions } from './extensions.js'
import { readKqlFile, readKustoMarkdown } from './kusto.js'
import { readYaml } from './yaml.js'

export interface ReadFile {
  readonly rules: readonly Rule[]
  /** What concerns the file and no rule of it. */
  readonly diagnostics: readonly Diagnostic[]
  /** True when the file is not a rule file at all. */
  readonly skipped: boolean
}

/** What readers need besides the file. */
export interface Tools {
  readonly macros: MacroLibrary
  /** Without it, rules in Microsoft's KQL are not read, and say so. */
  readonly kql?: KqlParser | undefined
}

type FileReader = (path: string, text: string, tools: Tools) => ReadFile

const readers: Readonly<Record<(typeof extensions)[number], FileReader>> = {
  yml: readYaml,
  yaml: readYaml,
  toml: readElastic,
  md: readKustoMarkdown,
  kql: readKqlFile,
  csl: readKqlFile,
}

export function readerOf(path: string): FileReader | undefined {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  const known = extensions.find((one) => one === ending)
  return known && readers[known]
}
