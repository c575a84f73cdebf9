import { guess } from './guess.js'
import { aliases, keys, type QueryKey } from './query.js'

const shape = /([a-z][a-z_]*):/iy

/** The key that begins at a place of a text, with the place after its colon. */
export function keyAt(text: string, at: number): { readonly key: QueryKey; readonly after: number } | undefined {
  const name = nameAt(text, at)
  const key = name === undefined ? undefined : keyOf(name.toLowerCase())
  return key && { key, after: at + (name?.length ?? 0) + 1 }
}

/** A key that was perhaps meant: `feild:`. What has less than three letters, as a drive, is none. */
export function meantAt(text: string, at: number): { readonly name: string; readonly key: QueryKey } | undefined {
  const name = nameAt(text, at)
  if (name === undefined || name.length < 3 || text.charAt(at + name.length + 1) === ':') return undefined
  const near = guess(
    name,
    [...Object.keys(keys), ...Object.keys(aliases)].filter((known) => known.length > 2),
  )
  const key = near === undefined ? undefined : keyOf(near)
  return key && { name, key }
}

function nameAt(text: string, at: number): string | undefined {
  shape.lastIndex = at
  return shape.exec(text)?.[1]
}

const keyOf = (name: string): QueryKey | undefined =>
  isKey(name) ? name : Object.hasOwn(aliases, name) ? aliases[name] : undefined

const isKey = (name: string): name is QueryKey => Object.hasOwn(keys, name)
