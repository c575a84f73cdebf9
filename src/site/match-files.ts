/** The rules of the catalog as the worker loads them: a small index, and files of a few hundred rules each. */
import type { Entry } from '../catalog/build.js'
import type { Runnable } from '../match/unable.js'
import { families } from '../model/rule.js'
import { type PackedRule, packRule } from './match-rules.js'
import type { SitePage } from './rules-index.js'

/** `match/index.json`. */
export interface RulesIndex {
  readonly rules: number
  readonly files: readonly { readonly path: string; readonly rules: number }[]
}

/** `match/rules/<family>-<n>.json`. */
export interface RulesFile {
  readonly rules: readonly PackedRule[]
}

/** Enough for a file to be worth its request, and few enough for progress to be seen. */
const rulesPerFile = 400

export function* ruleFiles({ entries }: Runnable<Entry>): Generator<SitePage> {
  const files: { path: string; rules: number }[] = []
  for (const family of families) {
    const own = entries.filter(({ rule }) => rule.family === family)
    for (let from = 0; from < own.length; from += rulesPerFile) {
      const some = own.slice(from, from + rulesPerFile)
      const path = `rules/${family}-${from / rulesPerFile + 1}.json`
      const content: RulesFile = { rules: some.map(({ rule, href }) => packRule(rule, href)) }
      files.push({ path, rules: some.length })
      yield { path: `match/${path}`, content: JSON.stringify(content) }
    }
  }
  const index: RulesIndex = { rules: entries.length, files }
  yield { path: 'match/index.json', content: JSON.stringify(index) }
}
