import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic } from '../model/rule.js'
import { reason } from './reason.js'

export interface Walked {
  /** Paths below the root, `/` between parts, sorted. */
  readonly files: readonly string[]
  /** Every folder that was listed, below the root, the root itself as `''`. */
  readonly folders: readonly string[]
  /** What could not be entered or followed, by path. A folder's path ends in `/`. */
  readonly problems: readonly { readonly path: string; readonly diagnostic: Diagnostic }[]
}

export interface WalkOptions {
  /** Whether a file is wanted, by its path. */
  readonly wanted: (path: string) => boolean
  /** Only these folders below the root; all of it when absent. */
  readonly only?: readonly string[]
}

/** Deeper folders are reported, not entered. */
const maxDepth = 64

/**
 * Lists the files below a root in an order that does not depend on the disk. Folders that begin with a dot and
 * `node_modules` are left out. Links are followed after the real tree has been walked, each real folder and file once;
 * a link to a folder that it lies in is reported.
 */
export function walk(root: string, options: WalkOptions): Walked {
  const files = new Map<string, string>()
  const folders = new Map<string, string>()
  const problems: { path: string; diagnostic: Diagnostic }[] = []
  const links: Place[] = []

  const report = (path: string, diagnostic: Diagnostic): void => {
    problems.push({ path, diagnostic })
  }

  function enter(folder: Place): void {
    if (folders.has(folder.real)) return
    if (folder.path.split('/').length > maxDepth) {
      report(`${folder.path}/`, diagnose('file/too-deep', start, maxDepth))
      return
    }
    folders.set(folder.real, folder.path)
    let entries: Dirent[]
    try {
      entries = readdirSync(folder.real, { withFileTypes: true })
    } catch (error) {
      report(`${folder.path}/`, diagnose('file/unreadable', start, `this folder: ${reason(error)}`))
      return
    }
    for (const entry of entries) visit(child(folder, entry.name), entry)
  }

  function visit(place: Place, entry: Dirent | Stats): void {
    const name = basename(place.path)
    if (entry.isSymbolicLink()) links.push(place)
    else if (entry.isDirectory()) {
      if (!name.startsWith('.') && name !== 'node_modules') enter(place)
    } else if (options.wanted(place.path)) {
      if (!entry.isFile()) report(place.path, diagnose('file/unreadable', start, 'it is a device, a pipe or a socket'))
      else if (!files.has(place.real)) files.set(place.real, place.path)
    }
  }

  function follow(link: Place): void {
    let real: string
    let target: Stats
    try {
      real = realpathSync(link.real)
      target = statSync(real)
    } catch (error) {
      report(link.path, diagnose('file/unreadable', start, `where the link leads: ${reason(error)}`))
      return
    }
    if (target.isDirectory() && isWithin(dirname(link.real), real))
      report(link.path, diagnose('file/link-loop', start, folderName(folders.get(real))))
    else visit({ path: link.path, real }, target)
  }

  const top = { path: '', real: realRoot(root) }
  if (options.only) for (const folder of options.only) enter({ path: folder, real: join(top.real, folder) })
  else enter(top)
  // Links found behind a link are appended and followed in their turn.
  links.sort(byPath)
  for (const link of links) follow(link)

  return {
    files: [...files.values()].sort(),
    folders: [...folders.values()].sort(),
    problems: problems.sort(byPath),
  }
}

/** What is said of a file or folder as a whole points to its beginning. */
const start = { from: 0, to: 0 }

/** Where something was found, below the root, and where it really lies. */
interface Place {
  readonly path: string
  readonly real: string
}

const child = (folder: Place, name: string): Place => ({
  path: folder.path === '' ? name : `${folder.path}/${name}`,
  real: join(folder.real, name),
})

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)

const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)

const folderName = (path: string | undefined): string =>
  path === undefined ? 'a folder above the source' : path === '' ? "the source's own folder" : path

function realRoot(root: string): string {
  try {
    return realpathSync(root)
  } catch (error) {
    reason(error)
    return root
  }
}
