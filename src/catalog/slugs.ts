import type { Rule } from '../model/rule.js'

interface Placed {
  readonly rule: Rule
  readonly source: number
}

const retired = new Set(['deprecated', 'unsupported'])

/**
 * One address part for each rule: its file's name without the ending. Where several rules would share one, the first
 * keeps it and the others get a number; rules in use come before retired ones, then the order is that of the files.
 * Compared without case, since some file systems do.
 */
export function slugs(rules: readonly Placed[]): string[] {
  const taken = new Set<string>()
  const found: string[] = []
  const order = rules.map((_, i) => i).sort((a, b) => rank(rules[a]) - rank(rules[b]) || a - b)
  for (const i of order) {
    const { rule } = rules[i] as Placed
    const stem = safeStem(rule.path)
    let slug = stem
    for (let n = 2; taken.has(`${rule.family}/${slug.toLowerCase()}`); n++) slug = `${stem}-${n}`
    taken.add(`${rule.family}/${slug.toLowerCase()}`)
    found[i] = slug
  }
  return found
}

const rank = (placed: Placed | undefined): number => (placed && retired.has(placed.rule.meta.status ?? '') ? 1 : 0)

function safeStem(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')
  const safe = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
  return safe.slice(0, 120) || 'rule'
}
