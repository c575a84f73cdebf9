/**
 * Small plots, drawn when the page is made. Families are told apart by the texture of a stretch and by its place in a
 * stack as much as by colour, and every plot stands beside the same numbers as text.
 */
import { type Family, families } from '../model/rule.js'
import { type Html, html } from './html.js'
import { familyNames, figure } from './marks.js'

/** How much of each family something has. */
type Split = Partial<Record<Family, number>>

/** A stretch of a bar, `vertical` from the bottom up. Its texture is a dashed stroke over a soft one, both of css. */
export const stretch = (family: Family, from: string, way: string): Html =>
  html`<g class="pl ${family}"><path d="M${from}${way}"/><path d="M${from}${way}"/></g>`

/** Which texture is which family. */
export const plotKey = (shown: readonly Family[]): Html =>
  html`<ul class="plk">${shown.map(
    (family) =>
      html`<li><svg viewBox="0 0 20 10" width="20" height="10" aria-hidden="true">${stretch(family, '0 5', 'h20')}</svg>${familyNames[family]}</li>`,
  )}</ul>`

interface Column {
  readonly label: string
  readonly total: number
  readonly split: Split
}

export interface ColumnPlot {
  /** Unique on the page. */
  readonly id: string
  readonly title: string
  /** Says in words what the plot shows. */
  readonly about: string
  readonly columns: readonly Column[]
}

const size = { width: 640, height: 200, top: 18, bottom: 20 }

/** A column a period, one stretch a family, the total above it. */
export function columnPlot({ id, title, about, columns }: ColumnPlot): Html {
  const most = Math.max(1, ...columns.map(({ total }) => total))
  const step = size.width / Math.max(1, columns.length)
  const ground = size.height - size.bottom
  const drawn = columns.map(({ label, total, split }, i) => {
    const x = (i + 0.5) * step
    let y = ground
    const parts = families.flatMap((family) => {
      const n = split[family] ?? 0
      if (n === 0) return []
      const high = Math.max(1, (n / most) * (ground - size.top))
      const from = `${short(x)} ${short(y)}`
      y -= high + gap
      return [stretch(family, from, `v-${short(high)}`)]
    })
    return html`${parts}${total > 0 && html`<text class="pn${total === most && ' pm'}" x="${short(x)}" y="${short(y - 3)}">${figure(total)}</text>`}<text class="px${i % 2 === 1 && ' po'}" x="${short(x)}" y="${size.height - 5}">${label}</text>`
  })
  return html`<svg class="plot ${widthOf(step)}" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-labelledby="${id}-t" aria-describedby="${id}-d"><title id="${id}-t">${title}</title><desc id="${id}-d">${about}</desc><path class="pg" d="M0 ${ground + 0.5}h${size.width}"/>${drawn}</svg>`
}

const gap = 1

/** A stroke's width is of css, so columns come in three. */
const widthOf = (step: number): string => (step > 60 ? 'w3' : step > 36 ? 'w2' : 'w1')

const short = (n: number): string => n.toFixed(1).replace(/\.0$/, '')
