import type { Catalog } from '../catalog/build.js'
import { type PageGroup, pageGroups } from '../site/groups.js'
import { ruleFile, ruleFileNames } from '../site/write.js'

/** The generated files of one catalog, each made when it is first asked for. */
export interface Pages {
  readonly catalog: Catalog
  /** By its path below the site's root (`rules/sigma/x/index.html`); undefined when there is none. */
  find(path: string): string | undefined
  /** `catalog.ndjson`, a rule a line. */
  records(): Iterable<string>
}

export function pagesOf(catalog: Catalog): Pages {
  const entries = new Map(catalog.entries.map((entry) => [entry.href, entry]))
  const made = new Map<string, string>()
  const done = new Set<PageGroup>()

  function findInGroups(path: string): string | undefined {
    for (const group of pageGroups)
      if (group.holds.test(path) && !done.has(group)) {
        for (const page of group.make(catalog)) made.set(page.path, page.content)
        done.add(group)
      }
    return made.get(path)
  }

  function findRule(path: string): string | undefined {
    const cut = path.lastIndexOf('/') + 1
    const entry = entries.get(path.slice(0, cut))
    const name = ruleFileNames.find((one) => one === path.slice(cut))
    return entry && name && ruleFile(catalog, entry, name).content
  }

  return {
    catalog,
    find: (path) => findInGroups(path) ?? findRule(path),
    *records() {
      for (const entry of catalog.entries) yield ruleFile(catalog, entry, 'rule.json').content
    },
  }
}
