import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { InputFile } from '../catalog/build.js'
import { extensions } from '../catalog/extensions.js'
import { cacheFolder, cacheName, checkoutOf, originOf, recall } from '../node/cache.js'
import { collections } from '../node/fetch.js'
import { baseFolder, type Found, findFiles } from '../node/files.js'
import { describeSource, type Origin } from '../node/source.js'
import { nearest } from '../text/nearest.js'
import { UsageError } from './exit.js'
import { packageRoot } from './package.js'

/** Rules on this machine: a folder, one file, or some folders of a fetched repository. */
export interface Source {
  readonly origin: Origin
  /** Absolute. */
  readonly root: string
  /** Only these folders below the root. */
  readonly only?: readonly string[]
}

/** The rules that come with the program. */
const examples = ['sigma', 'elastic', 'splunk', 'kusto']
  .filter((family) => existsSync(join(packageRoot, 'examples', family)))
  .map((family) => join(packageRoot, 'examples', family))

/** What each name stands for; the embedded examples when there is none. Throws a `UsageError` for an unknown one. */
export function openSources(names: readonly string[], cache?: string): Promise<Source[]> {
  if (names.length === 0) return Promise.all(examples.map(openPath))
  return Promise.all(names.map((name) => open(name, cacheFolder(cache))))
}

function open(name: string, cache: string): Source | Promise<Source> {
  if (existsSync(name)) return openPath(name)
  const fetched = recall(cache, name) ?? (name.includes('://') ? recall(cache, cacheName(name)) : undefined)
  if (fetched) {
    const root = resolve(checkoutOf(cache, fetched.name))
    return { origin: originOf(fetched, root), root, ...(fetched.folders && { only: fetched.folders }) }
  }
  if (Object.hasOwn(collections, name) || name.includes('://'))
    throw new UsageError(`"${name}" was not fetched yet; first run: detectionary fetch ${name}`)
  const near = nearest(basename(name), [...siblings(name), ...Object.keys(collections)])
  throw new UsageError(`no file, folder or collection "${name}"${near ? `; did you mean "${near}"?` : ''}`)
}

async function openPath(path: string): Promise<Source> {
  return { origin: await describeSource(path), root: resolve(path) }
}

function siblings(path: string): string[] {
  const folder = dirname(resolve(path))
  return existsSync(folder) ? readdirSync(folder) : []
}

/** What was found of each source, in their order, and the same as input of the catalog. */
export interface Reading {
  readonly found: readonly Found[]
  readonly files: readonly InputFile[]
}

/** Files that did not change since `previous` are not read again. */
export function readSources(sources: readonly Source[], previous?: Reading): Reading {
  const found = sources.map(({ root, only }, i) => findFiles(root, { extensions, only, previous: previous?.found[i] }))
  return { found, files: found.flatMap(({ files }, source) => files.map((file) => ({ ...file, source }))) }
}

/** Every folder that may change the catalog when something in it does. */
export const watchedFolders = (sources: readonly Source[], { found }: Reading): string[] =>
  sources.flatMap(({ root }, i) => {
    const folders = found[i]?.folders ?? []
    // A file is watched through its folder: editors put a new file in the place of the old one.
    return folders.length > 0 ? folders.map((folder) => join(root, folder)) : [baseFolder(root)]
  })

/** A file's path in the way in which the user named its source. */
export const shownPath = ({ origin }: Source, path: string): string => join(baseFolder(origin.root), path)
