export type Json = string | number | boolean | null | Json[] | JsonObject
export interface JsonObject {
  [key: string]: Json
}

/** An assignment to this key would set the object's prototype. */
export const unsafeKey = '__proto__'

/** Two parts of a text. One alone keeps its type. */
export const joined = (before: Json, next: Json): Json =>
  before === null ? next : next === null ? before : `${before}${next}`

/** An element that is there again makes a list. */
export function add(target: JsonObject, key: string, value: Json): void {
  if (!Object.hasOwn(target, key)) set(target, key, value)
  else {
    const before = target[key] as Json
    const list = Array.isArray(before) ? before : [before]
    if (Array.isArray(value)) for (const item of value) list.push(item)
    else list.push(value)
    set(target, key, list)
  }
}

export function set(target: JsonObject, key: string, value: Json): void {
  if (key !== unsafeKey) target[key] = value
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}
