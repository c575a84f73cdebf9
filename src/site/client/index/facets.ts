import type { Answer, Engine } from '../../rules-index-engine.js'
import { facetValues } from '../../rules-index-facet-view.js'
import { type FacetName, facetNames } from '../../rules-index-format.js'
import { facetForm, put } from './page.js'

/** A facet with fewer values has no field to find one in. */
const findFrom = 20

/** Facets of which every value is shown, with what is looked for among them. */
const open = new Map<FacetName, { readonly filter: string }>()

export const facetOf = (element: Element): FacetName | undefined => {
  const name = element.closest<HTMLElement>('[data-facet]')?.dataset.facet
  return facetNames.find((known) => known === name)
}

export function drawFacets(index: Engine, { counts, chosen }: Answer): void {
  const focused = document.activeElement
  for (const [f, table] of index.data.facets.entries()) {
    const values = facetForm.querySelector(`[data-facet="${table.name}"] .fv`)
    if (!values) continue
    const shown = open.get(table.name)
    put(
      values,
      facetValues(table, {
        counts: counts[f] ?? new Uint32Array(table.keys.length),
        chosen: chosen[f] ?? new Set(),
        open: shown !== undefined,
        filter: shown?.filter ?? '',
      }),
    )
    const finder = facetForm.querySelector<HTMLInputElement>(`[data-facet="${table.name}"] .ff`)
    if (finder) finder.hidden = !shown || table.keys.length < findFrom
  }
  if (focused && !focused.isConnected) refocus(focused)
}

function refocus(gone: Element): void {
  const name = gone.getAttribute('name')
  if (name === null) return
  const same = `input[name="${CSS.escape(name)}"][value="${CSS.escape(gone.getAttribute('value') ?? '')}"]`
  facetForm.querySelector<HTMLElement>(same)?.focus()
}

interface Asks {
  readonly toggle: (name: FacetName, key: string) => void
  /** Draws the facets anew, then runs what comes after. */
  readonly redraw: (then?: () => void) => void
}

export function listenToFacets({ toggle, redraw }: Asks): void {
  facetForm.addEventListener('submit', (event) => event.preventDefault())
  facetForm.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.type !== 'checkbox') return
    const name = facetOf(target)
    if (name) toggle(name, target.value)
  })
  facetForm.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.type !== 'search') return
    const name = facetOf(target)
    if (!name) return
    open.set(name, { filter: target.value.trim().toLowerCase() })
    redraw()
  })
  facetForm.addEventListener('click', ({ target }) => {
    const more = target instanceof Element ? target.closest('.more') : null
    const name = more && facetOf(more)
    if (!name) return
    if (!open.delete(name)) open.set(name, { filter: '' })
    const frame = more.closest('[data-facet]')
    const finder = frame?.querySelector<HTMLInputElement>('.ff')
    if (finder) finder.value = ''
    redraw(() => {
      if (finder && !finder.hidden) finder.focus()
      else frame?.querySelector<HTMLElement>('.more')?.focus()
    })
  })
}
