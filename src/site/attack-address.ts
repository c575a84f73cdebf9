import { type FacetName, facetNames } from './attack-format.js'

/** What a reader asked of the matrix. Values of one facet are alternatives; facets must all hold. */
export interface Choice {
  /** Empty: the newest. */
  readonly version: string
  readonly facets: Readonly<Partial<Record<FacetName, readonly string[]>>>
  /** Only techniques without a rule. */
  readonly holes: boolean
  /** Cells say what the versions changed. */
  readonly moved: boolean
}

export const everything: Choice = { version: '', facets: {}, holes: false, moved: false }

/** `?family=sigma&level=high&level=critical`; empty for a choice of everything. */
export function toAddress({ version, facets, holes, moved }: Choice): string {
  const query = new URLSearchParams()
  if (version !== '') query.set('version', version)
  for (const name of facetNames) for (const key of facets[name] ?? []) query.append(name, key)
  if (holes) query.set('show', 'holes')
  if (moved) query.set('moved', 'yes')
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** Reads any query string; what it does not know, it leaves out. `versions`: those that there are, newest first. */
export function fromAddress(search: string, versions: readonly string[]): Choice {
  const query = new URLSearchParams(search)
  const facets: Partial<Record<FacetName, readonly string[]>> = {}
  for (const name of facetNames) {
    const keys = [...new Set(query.getAll(name).filter(Boolean))]
    if (keys.length > 0) facets[name] = keys
  }
  const version = query.get('version') ?? ''
  return {
    version: versions.slice(1).includes(version) ? version : '',
    facets,
    holes: query.get('show') === 'holes',
    moved: query.get('moved') === 'yes',
  }
}

/** Whether some rules are left out. */
export const isNarrowed = ({ facets }: Choice): boolean => facetNames.some((name) => (facets[name]?.length ?? 0) > 0)

/** The choice with one value of a facet added, or taken back. */
export function toggled(choice: Choice, name: FacetName, key: string): Choice {
  const held = choice.facets[name] ?? []
  return chosen(choice, name, held.includes(key) ? held.filter((other) => other !== key) : [...held, key])
}

/** The choice with the values of one facet put in the place of those it had. */
export function chosen(choice: Choice, name: FacetName, keys: readonly string[]): Choice {
  const { [name]: _, ...others } = choice.facets
  return { ...choice, facets: keys.length > 0 ? { ...others, [name]: keys } : others }
}
