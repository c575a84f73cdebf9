import { basename, relative, resolve, sep } from 'node:path'
import { baseFolder } from './files.js'
import { GitError, git } from './git.js'
import { findLicense } from './license.js'

/** Where rules come from and on what terms, as `catalog/view` shows it. */
export interface Origin {
  readonly name: string
  /** As the user wrote it. */
  readonly root: string
  /** Web address of the root at this revision. A file's address is this, a slash, and its path. */
  readonly url?: string
  /** Commit. */
  readonly revision?: string
  /** SPDX name where it could be recognised. */
  readonly license?: string
}

/** Says what can be said of a folder or file of rules: most of it when it lies in a git checkout. */
export async function describeSource(root: string): Promise<Origin> {
  const folder = resolve(baseFolder(root))
  const checkout = await findCheckout(folder)
  const license = findLicense(folder) ?? (checkout && findLicense(checkout.top))
  const url = checkout?.remote && webAddress(checkout.remote, checkout.revision, slashed(checkout.top, folder))
  return {
    name: basename(folder) || root,
    root,
    ...(url && { url }),
    ...(checkout && { revision: checkout.revision }),
    ...(license && { license }),
  }
}

interface Checkout {
  readonly top: string
  readonly revision: string
  readonly remote: string | undefined
}

/** Undefined outside a checkout, in one without a commit, and where git is not installed. */
async function findCheckout(folder: string): Promise<Checkout | undefined> {
  const ask = async (...args: string[]): Promise<string | undefined> => {
    try {
      return (await git(args, { cwd: folder, limit: 5000 })).trim()
    } catch (error) {
      if (error instanceof GitError) return undefined
      throw error
    }
  }
  const [where, remote] = await Promise.all([
    ask('rev-parse', '--show-toplevel', 'HEAD'),
    ask('config', '--get', 'remote.origin.url'),
  ])
  const [top, revision] = where?.split('\n') ?? []
  return top && revision ? { top, revision, remote } : undefined
}

/** How the web pages of a folder of a repository are addressed, by host. */
const hosts: readonly { readonly host: RegExp; readonly address: (revision: string) => string }[] = [
  { host: /^github\.com$/, address: (revision) => `blob/${revision}` },
  { host: /^gitlab\./, address: (revision) => `-/blob/${revision}` },
  { host: /^bitbucket\.org$/, address: (revision) => `src/${revision}` },
  { host: /^codeberg\.org$/, address: (revision) => `src/commit/${revision}` },
]

/** Undefined for a host whose pages we do not know. Whatever name or password the remote holds is left out. */
export function webAddress(remote: string, revision: string, folder: string): string | undefined {
  const parts =
    /^(?:https?:\/\/|ssh:\/\/|git:\/\/)?(?:[^@/]*@)?([a-z0-9.-]+)(?::\d+(?=\/))?[/:](.+?)(?:\.git)?\/?$/i.exec(remote)
  const [, host = '', repository = ''] = parts ?? []
  const known = hosts.find((row) => row.host.test(host.toLowerCase()))
  if (!known || !/^[\w.~-]+(\/[\w.~-]+)+$/.test(repository)) return undefined
  const inside = folder.split('/').filter(Boolean).map(encodeURIComponent)
  return ['https:/', host.toLowerCase(), repository, known.address(revision), ...inside].join('/')
}

const slashed = (top: string, folder: string): string => relative(top, folder).split(sep).join('/')
