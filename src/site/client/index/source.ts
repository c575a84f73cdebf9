import { fieldsOf } from '../../../search/evaluate.js'
import { parse } from '../../../search/parse.js'
import { html } from '../../html.js'
import type { Choice } from '../../rules-index-address.js'
import { type Engine, engine } from '../../rules-index-engine.js'
import type { IndexData } from '../../rules-index-format.js'
import { Parts } from '../search/parts.js'
import { fetchJson } from '../shared/fetch-json.js'
import { count, put } from './page.js'
import { waited } from './waiting.js'

export const parts = new Parts('search/')

let loading: Promise<Engine> | undefined
export function load(): Promise<Engine> {
  loading ??= fetchIndex()
  return loading
}

const fetchIndex = async (): Promise<Engine> => engine(await fetchJson<IndexData>('index.json'), parts.rows)

/** Runs what needs the index, with what it needs to answer a choice; when it cannot be had, the list of the page stays and a sentence says so. */
export function withIndex({ q }: Choice, use: (index: Engine) => void): void {
  Promise.all([load(), parts.need(fieldsOf(parse(q)))]).then(
    ([index]) => use(index),
    (error: unknown) => {
      loading = undefined
      waited()
      put(count, html`The search index could not be loaded: ${error instanceof Error ? error.message : String(error)}`)
    },
  )
}
