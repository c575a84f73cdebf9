import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { errorCode } from './reason.js'
import type { Origin } from './source.js'

/** A fetched repository, as the small file beside it records it. */
export interface Fetched {
  readonly name: string
  readonly from: string
  readonly revision: string
  readonly license: string | null
  /** Web address of the repository at this revision. */
  readonly web: string | null
  /** Folders that hold its rules; null for all of it. */
  readonly folders: readonly string[] | null
  /** ISO date and time. */
  readonly fetched: string
}

/** `--cache`, else `$XDG_CACHE_HOME/detectionary`, else `~/.cache/detectionary`. */
export function cacheFolder(asked?: string): string {
  if (asked !== undefined) return asked
  const xdg = process.env.XDG_CACHE_HOME
  // The XDG specification says to ignore a relative path.
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'detectionary')
}

/** A file name for a URL: readable, and different for different URLs. */
export function cacheName(url: string): string {
  const readable = url
    .replace(/^[a-z]+:\/+/, '')
    .replace(/\.git$/, '')
    .replace(/[^a-z0-9]+/gi, '-')
    .replace(/^-|-$/g, '')
  return `${readable.slice(-60)}-${createHash('sha256').update(url).digest('hex').slice(0, 8)}`
}

export const checkoutOf = (cache: string, name: string): string => join(cache, name)
const recordOf = (cache: string, name: string): string => join(cache, `${name}.json`)

/** What was fetched under a name; undefined when nothing was, or the record is not ours. */
export function recall(cache: string, name: string): Fetched | undefined {
  if (!/^[\w.-]+$/.test(name) || !existsSync(checkoutOf(cache, name))) return undefined
  try {
    const record: unknown = JSON.parse(readFileSync(recordOf(cache, name), 'utf8'))
    return isFetched(record) ? record : undefined
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

export function remember(cache: string, record: Fetched): void {
  mkdirSync(cache, { recursive: true })
  const file = recordOf(cache, record.name)
  writeFileSync(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}

export function originOf(record: Fetched, root: string): Origin {
  return {
    name: record.name,
    root,
    revision: record.revision,
    ...(record.web && { url: record.web }),
    ...(record.license && { license: record.license }),
  }
}

function isFetched(record: unknown): record is Fetched {
  if (typeof record !== 'object' || record === null) return false
  const { name, from, revision, license, web, folders, fetched } = record as Record<keyof Fetched, unknown>
  const isText = (value: unknown): value is string => typeof value === 'string'
  return (
    [name, from, revision, fetched].every(isText) &&
    [license, web].every((value) => value === null || isText(value)) &&
    (folders === null || (Array.isArray(folders) && folders.every(isText)))
  )
}
