import { createHash, type Hash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { errorCode } from '../node/reason.js'
import { Failure } from './exit.js'

/** A file of the site: its path below the site's root, `/` between parts. */
export interface OutputFile {
  readonly path: string
  readonly content: string | Uint8Array
  /** A file that is put together of the contents of those that name it, in their order. */
  readonly joins?: string
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
 * A site in the making: writes only what differs from the build before; what that one had more is removed at the end.
 * Throws a `Failure` for a folder that holds anything else, before anything is touched.
 */
export class SiteFolder {
  private readonly before: Manifest
  private readonly digests = new Map<string, string>()
  private readonly joined = new Map<string, Joined>()
  private written = 0
  private bytes = 0

  constructor(private readonly folder: string) {
    this.before = claimFolder(folder)
  }

  put({ path, content, joins }: OutputFile): void {
    const encoded = typeof content === 'string' ? Buffer.from(content) : content
    const digest = createHash('sha256').update(encoded).digest('base64url')
    if (joins !== undefined) this.join(joins, encoded)
    const file = join(this.folder, checkPath(path))
    if (!this.isNew(path, file, digest, encoded.length)) return
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, encoded)
  }

  finish(): Written {
    for (const [path, one] of this.joined) this.complete(path, one)
    const { before, digests, folder, written, bytes } = this
    const stale = Object.keys(before.files).filter((path) => !digests.has(path))
    for (const path of stale) remove(folder, path)
    saveManifest(folder, { files: Object.fromEntries(digests) })
    return { files: digests.size, written, removed: stale.length, bytes }
  }

  private isNew(path: string, file: string, digest: string, length: number): boolean {
    this.bytes += length
    this.digests.set(path, digest)
    if (this.before.files[path] === digest && statSync(file, { throwIfNoEntry: false })?.size === length) return false
    this.written++
    return true
  }

  private join(path: string, encoded: Uint8Array): void {
    let one = this.joined.get(path)
    if (!one) {
      const part = join(this.folder, `${checkPath(path)}.part`)
      one = { part, descriptor: openSync(part, 'w'), hash: createHash('sha256'), length: 0 }
      this.joined.set(path, one)
    }
    one.hash.update(encoded)
    one.length += encoded.length
    writeFileSync(one.descriptor, encoded)
  }

  private complete(path: string, { part, descriptor, hash, length }: Joined): void {
    closeSync(descriptor)
    const file = join(this.folder, path)
    if (this.isNew(path, file, hash.digest('base64url'), length)) renameSync(part, file)
    else rmSync(part)
  }
}

/** A file that is being put together. */
interface Joined {
  readonly part: string
  readonly descriptor: number
  readonly hash: Hash
  length: number
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
