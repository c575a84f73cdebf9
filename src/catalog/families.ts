/** File to rules, one reader an ending: a new family adds its endings to extensions.ts and a line here. */
import type { Diagnostic, Rule } from '../model/rule.js'
import { readElastic } from './elastic.js'
import { extensions } from './extensions.js'
import { readSigma } from './sigma.js'

export interface ReadFile {
  readonly rules: readonly Rule[]
  /** What concerns the file and no rule of it. */
  readonly diagnostics: readonly Diagnostic[]
  /** True when the file is not a rule file at all. */
  readonly skipped: boolean
}

type FileReader = (path: string, text: string) => ReadFile

const readers: Readonly<Record<(typeof extensions)[number], FileReader>> = {
  yml: readSigma,
  yaml: readSigma,
  toml: readElastic,
}

export function readerOf(path: string): FileReader | undefined {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  const known = extensions.find((one) => one === ending)
  return known && readers[known]
}
