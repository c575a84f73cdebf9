import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { errorCode } from '../node/reason.js'
import { Failure } from './exit.js'

/** A file of the site: its path below the site's root, `/` between parts. */
export interface OutputFile {
  readonly path: string
  readonly content: string | Uint8Array
}

export interface Written {
  /** Files of the site, and how many of them were new or different. */
  readonly files: number
  readonly written: number
  /** Files of an earlier build that are no longer part of the site. */
  readonly removed: number
  readonly bytes: number
}

/** Lies in the output and lists what is ours: path to digest. */
const manifestName = '.detectionary.json'

interface Manifest {
  readonly files: Readonly<Record<string, string>>
}

/**
 * Writes a site into a folder: only what differs from the build before, and what that one had more is removed. Throws
 * a `Failure` for a folder that holds anything else, before anything is touched.
 */
export function writeSite(folder: string, files: Iterable<OutputFile>): Written {
  const before = claimFolder(folder)
  const digests = new Map<string, string>()
  let written = 0
  let bytes = 0
  for (const { path, content } of files) {
    const file = join(folder, checkPath(path))
    const encoded = typeof content === 'string' ? Buffer.from(content) : content
    const { length } = encoded
    const digest = createHash('sha256').update(encoded).digest('base64url')
    bytes += length
    digests.set(path, digest)
    if (before.files[path] === digest && statSync(file, { throwIfNoEntry: false })?.size === length) continue
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, encoded)
    written++
  }
  const stale = Object.keys(before.files).filter((path) => !digests.has(path))
  for (const path of stale) remove(folder, path)
  saveManifest(folder, { files: Object.fromEntries(digests) })
  return { files: digests.size, written, removed: stale.length, bytes }
}

/** Makes the folder ours, or throws a `Failure`. */
export function claimFolder(folder: string): Manifest {
  const stats = statSync(folder, { throwIfNoEntry: false })
  if (stats && !stats.isDirectory()) throw new Failure(`${folder} is a file; name a folder`)
  const before = readManifest(folder)
  if (before) return before
  if (stats && readdirSync(folder).length > 0)
    throw new Failure(`${folder} is not empty and was not written by detectionary; name another folder, or empty it`)
  mkdirSync(folder, { recursive: true })
  // First of all: a build that is cut short has left a folder that the next one may use.
  saveManifest(folder, { files: {} })
  return { files: {} }
}

function readManifest(folder: string): Manifest | undefined {
  const file = join(folder, manifestName)
  if (!existsSync(file)) return undefined
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (isManifest(manifest)) return manifest
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new Failure(`${file} cannot be understood; empty the folder to start anew`)
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null || !('files' in value)) return false
  const { files } = value
  return (
    typeof files === 'object' && files !== null && Object.values(files).every((digest) => typeof digest === 'string')
  )
}

function saveManifest(folder: string, manifest: Manifest): void {
  writeFileSync(join(folder, manifestName), `${JSON.stringify(manifest, null, 1)}\n`)
}

/** Paths come from the names of rule files and from a manifest that anyone may have changed. */
function checkPath(path: string): string {
  const parts = path.split('/')
  const wrong = parts.some((part) => part === '' || part === '.' || part === '..' || /[\\\0:]/.test(part))
  if (wrong || path === manifestName) throw new Failure(`"${path}" cannot be written: it leads out of the site`)
  return path
}

/** And the folders that are empty without it. */
function remove(folder: string, path: string): void {
  rmSync(join(folder, checkPath(path)), { force: true })
  for (let at = dirname(path); at !== '.'; at = dirname(at)) {
    try {
      rmdirSync(join(folder, at))
    } catch (error) {
      if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(errorCode(error) ?? '')) return
      throw error
    }
  }
}
