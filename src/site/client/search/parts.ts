import type { Names } from '../../../search/complete.js'
import type { Searched } from '../../../search/evaluate.js'
import type { Fact } from '../../../search/query.js'
import { partCount } from '../../../search/rows.js'
import { fold } from '../../../text/fold.js'
import { type FieldPart, type FieldsData, RowStore } from '../../search-format.js'
import { fetchJson } from '../shared/fetch-json.js'

/** The parts of the index that queries by field need, each loaded once, when a query first needs it. */
export class Parts {
  readonly rows = new RowStore()
  private readonly loaded = new Map<string, Promise<unknown>>()
  private fields: FieldsData['fields'] = []

  /** `below`: the folder of the parts, relative to the page. */
  constructor(private readonly below: string) {}

  async need(fields: ReadonlySet<string | undefined>): Promise<void> {
    if (fields.size === 0) return
    await this.known()
    const parts = new Set([...fields].flatMap((field) => this.rows.partsOf(field) ?? [...Array(partCount).keys()]))
    await Promise.all(
      [...parts].map((n) => this.once(`${n}.json`, (part: readonly FieldPart[]) => this.rows.add(part))),
    )
  }

  /** What a query can be completed with. */
  async names(searched: Searched): Promise<Names> {
    await this.known()
    const fields = this.fields.flatMap(({ field, written, rules }) => [
      { name: field, about: rules === 1 ? '1 rule' : `${rules} rules`, search: fold(field) },
      ...written.map((name) => ({ name, about: field, search: fold(name) })),
    ])
    const facts = new Map<Fact, ReturnType<Names['fact']>>()
    return {
      fields,
      fact(name) {
        const known = facts.get(name) ?? valuesOf(searched, name)
        facts.set(name, known)
        return known
      },
    }
  }

  private known(): Promise<unknown> {
    return this.once('fields.json', ({ fields }: FieldsData) => {
      this.fields = fields
      this.rows.know(fields)
    })
  }

  /** What could not be loaded is asked for again the next time. */
  private once<T>(name: string, use: (data: T) => void): Promise<unknown> {
    const known = this.loaded.get(name)
    if (known) return known
    const loading = fetchJson<T>(this.below + name).then(use)
    this.loaded.set(name, loading)
    loading.catch(() => this.loaded.delete(name))
    return loading
  }
}

function valuesOf(searched: Searched, fact: Fact): ReturnType<Names['fact']> {
  const { keys, labels, of } = searched.fact(fact) ?? { keys: [], labels: [], of: [] }
  const counts = new Uint32Array(keys.length)
  for (const ids of of) for (const id of ids) counts[id] = (counts[id] ?? 0) + 1
  return keys
    .map((key, id) => ({ key, label: labels[id] ?? key, rules: counts[id] ?? 0 }))
    .sort((a, b) => b.rules - a.rules)
}
