/** File to rules, one reader a family: the line that a new family adds is here. */
import type { Diagnostic, Rule } from '../model/rule.js'
import { readSigma } from './sigma.js'

export interface ReadFile {
  readonly rules: readonly Rule[]
  /** What concerns the file and no rule of it. */
  readonly diagnostics: readonly Diagnostic[]
  /** True when the file is not a rule file at all. */
  readonly skipped: boolean
}

export type FileReader = (path: string, text: string) => ReadFile

const readers: Readonly<Record<string, FileReader>> = {
  yml: readSigma,
  yaml: readSigma,
}

/** Endings of the files that some reader takes, without the dot. */
export const extensions: readonly string[] = Object.keys(readers)

export function readerOf(path: string): FileReader | undefined {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  return Object.hasOwn(readers, ending) ? readers[ending] : undefined
}
