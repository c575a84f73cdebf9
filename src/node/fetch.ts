import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheName, checkoutOf, type Fetched, recall, remember } from './cache.js'
import { git } from './git.js'
import { findLicense } from './license.js'
import { webAddress } from './source.js'

/** Public collections of rules that can be fetched by name, and the folders of their repositories that hold the rules. */
export const collections: Readonly<Record<string, { readonly url: string; readonly folders: readonly string[] }>> = {
  sigma: {
    url: 'https://github.com/SigmaHQ/sigma.git',
    folders: ['rules', 'rules-compliance', 'rules-emerging-threats', 'rules-placeholder', 'rules-threat-hunting'],
  },
  elastic: {
    url: 'https://github.com/elastic/detection-rules.git',
    folders: ['rules', 'rules_building_block'],
  },
  splunk: {
    url: 'https://github.com/splunk/security_content.git',
    folders: ['detections', 'macros', 'lookups', 'data_sources'],
  },
  sentinel: {
    url: 'https://github.com/Azure/Azure-Sentinel.git',
    folders: ['Detections', 'Hunting Queries', 'Solutions'],
  },
}

/** What was asked cannot be fetched; the message says what can. */
export class FetchError extends Error {
  override name = 'FetchError'
}

export interface FetchOptions {
  readonly cache: string
  /** Milliseconds for all of it. */
  readonly limit: number
  readonly onProgress?: ((line: string) => void) | undefined
}

/**
 * Clones a repository without its history into the cache, or brings an earlier clone up to date, and records its
 * revision and licence. `what` is the name of a collection or a URL. Throws a `FetchError` or a `GitError`.
 */
export async function fetchRules(what: string, options: FetchOptions): Promise<Fetched> {
  const known = Object.hasOwn(collections, what) ? collections[what] : undefined
  const url = checkUrl(known?.url ?? what)
  const name = known ? what : cacheName(url)
  const folder = checkoutOf(options.cache, name)
  mkdirSync(options.cache, { recursive: true })
  const earlier = recall(options.cache, name)
  if (earlier?.from === withoutPassword(url)) await update(folder, options)
  else await clone(url, folder, known?.folders, options)

  const revision = (await git(['rev-parse', 'HEAD'], { cwd: folder, limit: options.limit })).trim()
  const record: Fetched = {
    name,
    from: withoutPassword(url),
    revision,
    license: findLicense(folder) ?? null,
    web: webAddress(url, revision, '') ?? null,
    folders: known ? known.folders.filter((path) => existsSync(join(folder, path))) : null,
    fetched: new Date().toISOString(),
  }
  remember(options.cache, record)
  return record
}

/** A link in a repository could lead out of it and publish a file of this machine: links are checked out as text. */
const safe = ['-c', 'core.symlinks=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false']

async function clone(
  url: string,
  folder: string,
  folders: readonly string[] | undefined,
  { cache, limit, onProgress }: FetchOptions,
): Promise<void> {
  // Into a folder of its own first: what bears the name is whole.
  const fresh = mkdtempSync(join(cache, '.cloning-'))
  try {
    const options = [
      '--depth=1',
      '--single-branch',
      '--no-tags',
      '--progress',
      '--no-recurse-submodules',
      '--template=',
    ]
    const sparse = folders ? ['--filter=blob:none', '--sparse'] : []
    await git([...safe, 'clone', ...options, ...sparse, '--', url, fresh], { limit, onProgress })
    if (folders) await git([...safe, 'sparse-checkout', 'set', '--', ...folders], { cwd: fresh, limit, onProgress })
    rmSync(folder, { recursive: true, force: true })
    renameSync(fresh, folder)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

async function update(folder: string, { limit, onProgress }: FetchOptions): Promise<void> {
  const options = ['--depth=1', '--no-tags', '--progress', '--no-recurse-submodules']
  await git([...safe, 'fetch', ...options, 'origin', 'HEAD'], { cwd: folder, limit, onProgress })
  await git([...safe, 'reset', '--quiet', '--hard', 'FETCH_HEAD'], { cwd: folder, limit })
}

const names = Object.keys(collections).join(', ')

/** An https, ssh or file URL that git cannot take for an option or a command. */
export function checkUrl(text: string): string {
  const address = fromScp(text)
  if (!/^[a-z]+:\/\//i.test(address))
    throw new FetchError(
      existsSync(text)
        ? `"${text}" is already on this machine; name it as a source, as in: detectionary serve ${text}`
        : `"${text}" is neither a collection (${names}) nor a URL`,
    )
  let url: URL
  try {
    url = new URL(address)
  } catch {
    throw new FetchError(`"${text}" is not a URL that can be read`)
  }
  if (!['https:', 'ssh:', 'file:'].includes(url.protocol))
    throw new FetchError(`"${url.protocol}//" cannot be fetched; use an https, ssh or file URL`)
  if (url.protocol !== 'file:' && !/^[a-z0-9[]/i.test(url.hostname)) throw new FetchError(`"${text}" names no host`)
  if (url.username.startsWith('-')) throw new FetchError(`"${text}" has a user name that begins with "-"`)
  return address
}

/** `git@host:owner/repository` is short for an ssh URL. */
function fromScp(text: string): string {
  const [, user, host, path] = /^([\w.]+@)?([a-z0-9][\w.-]*\.[\w.-]+):(?!\/\/)([^:]+)$/i.exec(text) ?? []
  return host && path ? `ssh://${user ?? ''}${host}/${path.replace(/^\/+/, '')}` : text
}

/** What of a URL may be kept and shown. */
export function withoutPassword(url: string): string {
  const parsed = new URL(url)
  parsed.password = ''
  if (parsed.protocol === 'https:') parsed.username = ''
  return parsed.href
}
