import type { Entry } from '../catalog/build.js'
import { type Family, families } from '../model/rule.js'
import { type Html, html } from './html.js'
import { corpusCount, familyMark } from './marks.js'
import { stretch } from './plot.js'

const length = 240
const height = 8

/**
 * A bar as long as its share of the longest, in one stretch a family. It repeats what the figures beside it say, so a
 * reader of the page's text misses nothing. Lengths are attributes: the page's policy allows no inline style.
 */
export function familyBar(split: Partial<Record<Family, number>>, most: number): Html {
  const parts: Html[] = []
  let x = 0
  for (const family of families) {
    const n = split[family] ?? 0
    if (n === 0) continue
    const width = Math.max(1, (n / Math.max(most, 1)) * length)
    parts.push(stretch(family, `${x.toFixed(1)} ${height / 2}`, `h${width.toFixed(1)}`))
    x += width + 1
  }
  return html`<svg class="fb-bar" viewBox="0 0 ${length + 4} ${height}" width="${length + 4}" height="${height}" aria-hidden="true">${parts}</svg>`
}

/** Rules by family. */
export function splitOf(rules: readonly Entry[]): Partial<Record<Family, number>> {
  const split: Partial<Record<Family, number>> = {}
  for (const family of families) {
    const held = rules.filter(({ rule }) => rule.family === family).length
    if (held > 0) split[family] = held
  }
  return split
}

/** A number of rules with their families, away from any one of the rules. */
export const ruleCount = (count: number, split: Partial<Record<Family, number>>): Html =>
  count > 1
    ? corpusCount(count, split)
    : html`<span class="cc"><b>${count}</b>${families.map((family) => split[family] !== undefined && familyMark(family, true))}</span>`
