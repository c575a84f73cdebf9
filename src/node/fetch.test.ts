import { execFileSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { cacheFolder, cacheName, checkoutOf, recall, remember } from './cache.js'
import { checkUrl, collections, fetchRules, withoutPassword } from './fetch.js'
import { findFiles } from './files.js'
import { git } from './git.js'

let base: string
let cache: string
let repository: string

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'fetch-'))
  cache = join(base, 'cache')
  repository = join(base, 'repository')
  mkdirSync(join(repository, 'rules'), { recursive: true })
  in_('init', '-q')
  write('rules/a.yml', 'title: one\n')
  write('LICENSE', 'Detection Rule License (DRL) 1.1')
  symlinkSync('/etc/passwd', join(repository, 'rules/passwd.yml'))
  commit()
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

const in_ = (...args: string[]): string => execFileSync('git', args, { cwd: repository, encoding: 'utf8' }).trim()
const write = (path: string, text: string): void => writeFileSync(join(repository, path), text)
function commit(): string {
  in_('add', '-A')
  in_('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-q', '-m', 'a')
  return in_('rev-parse', 'HEAD')
}
/** Acts as on a machine whose git is set up so. */
async function withGitConfig<T>(config: string, act: () => Promise<T>): Promise<T> {
  const before = process.env.GIT_CONFIG_GLOBAL
  writeFileSync(join(base, 'gitconfig'), config)
  process.env.GIT_CONFIG_GLOBAL = join(base, 'gitconfig')
  try {
    return await act()
  } finally {
    if (before === undefined) delete process.env.GIT_CONFIG_GLOBAL
    else process.env.GIT_CONFIG_GLOBAL = before
  }
}

const fetchIt = () => fetchRules(pathToFileURL(repository).href, { cache, limit: 30_000 })

it('clones into the cache, records revision and licence, and brings the clone up to date', async () => {
  const first = await fetchIt()
  expect(first).toMatchObject({ license: 'DRL-1.1', revision: in_('rev-parse', 'HEAD'), web: null, folders: null })
  expect(recall(cache, first.name)).toEqual(first)
  const folder = checkoutOf(cache, first.name)
  expect(readFileSync(join(folder, 'rules/a.yml'), 'utf8')).toBe('title: one\n')

  write('rules/a.yml', 'title: two\n')
  const revision = commit()
  write('rules/b.yml', 'title: b\n')
  commit()
  in_('reset', '-q', '--hard', revision)
  const second = await fetchIt()
  expect(second.name).toBe(first.name)
  expect(second.revision).toBe(revision)
  expect(readFileSync(join(folder, 'rules/a.yml'), 'utf8')).toBe('title: two\n')
  expect(readdirSync(cache).sort()).toEqual([first.name, `${first.name}.json`])
})

it('takes no history', async () => {
  write('rules/a.yml', 'title: two\n')
  commit()
  const { name } = await fetchIt()
  const count = await git(['rev-list', '--count', 'HEAD'], { cwd: checkoutOf(cache, name), limit: 5000 })
  expect(count.trim()).toBe('1')
})

it('lets no link of a repository lead to a file of this machine', async () => {
  const { name } = await fetchIt()
  const folder = checkoutOf(cache, name)
  expect(lstatSync(join(folder, 'rules/passwd.yml')).isSymbolicLink()).toBe(false)
  expect(findFiles(folder, { extensions: ['yml'] }).files.map(({ text }) => text)).toEqual([
    'title: one\n',
    '/etc/passwd',
  ])
})

it('runs no hook of this machine for a clone', async () => {
  const hooks = join(base, 'hooks')
  mkdirSync(hooks)
  writeFileSync(join(hooks, 'post-checkout'), `#!/bin/sh\ntouch ${join(base, 'ran')}\n`, { mode: 0o755 })
  await withGitConfig(`[core]\n\thooksPath = ${hooks}\n`, fetchIt)
  expect(existsSync(join(base, 'ran'))).toBe(false)
})

it('takes of a known collection only the folders that hold rules', async () => {
  mkdirSync(join(repository, 'tests'))
  write('tests/big.yml', 'title: test\n')
  in_('config', 'uploadpack.allowFilter', 'true')
  const revision = commit()
  const { url } = collections.sigma ?? { url: '' }
  const config = `[url "${pathToFileURL(repository).href}"]\n\tinsteadOf = ${url}\n`
  const fetched = await withGitConfig(config, () => fetchRules('sigma', { cache, limit: 30_000 }))
  expect(fetched).toMatchObject({ name: 'sigma', from: url, folders: ['rules'], license: 'DRL-1.1' })
  expect(fetched.web).toBe(`https://github.com/SigmaHQ/sigma/blob/${revision}`)
  const folder = checkoutOf(cache, 'sigma')
  expect(existsSync(join(folder, 'rules/a.yml'))).toBe(true)
  expect(existsSync(join(folder, 'tests'))).toBe(false)

  write('rules/a.yml', 'title: two\n')
  commit()
  await withGitConfig(config, () => fetchRules('sigma', { cache, limit: 30_000 }))
  expect(readFileSync(join(folder, 'rules/a.yml'), 'utf8')).toBe('title: two\n')
  expect(existsSync(join(folder, 'tests'))).toBe(false)
})

it('leaves nothing behind when a clone fails, and what was there when an update fails', async () => {
  const missing = fetchRules(pathToFileURL(join(base, 'none')).href, { cache, limit: 30_000 })
  await expect(missing).rejects.toThrow(/none.*does not (exist|appear)/)
  expect(readdirSync(cache)).toEqual([])

  const { name, revision } = await fetchIt()
  rmSync(repository, { recursive: true })
  await expect(fetchIt()).rejects.toThrow('fatal:')
  expect(recall(cache, name)?.revision).toBe(revision)
  expect(existsSync(join(checkoutOf(cache, name), 'rules/a.yml'))).toBe(true)
})

it('stops git at the time limit', async () => {
  const slow = git(['-c', 'alias.wait=!sleep 30', 'wait'], { limit: 300 })
  await expect(slow).rejects.toThrow('git took more than 0.3 seconds and was stopped')
})

it('records no password', () => {
  expect(withoutPassword('https://me:secret@example.org/r')).toBe('https://example.org/r')
  expect(withoutPassword('ssh://git:secret@example.org/r')).toBe('ssh://git@example.org/r')
})

it('takes no name for a way out of the cache', async () => {
  await fetchIt()
  writeFileSync(join(base, 'repository.json'), '{}')
  expect(recall(cache, '../repository')).toBeUndefined()
})

it('takes no record that is not its own', async () => {
  const fetched = await fetchIt()
  remember(cache, fetched)
  writeFileSync(join(cache, `${fetched.name}.json`), '{"name": 1}')
  expect(recall(cache, fetched.name)).toBeUndefined()
  writeFileSync(join(cache, `${fetched.name}.json`), '{')
  expect(recall(cache, fetched.name)).toBeUndefined()
})

it.each([
  ['--upload-pack=touch /tmp/x', /neither a collection/],
  ['-u', /neither a collection/],
  ['ext::sh -c id', /neither a collection/],
  ['http://example.org/r', /"http:\/\/" cannot be fetched/],
  ['git://example.org/r', /cannot be fetched/],
  ['ssh://-oProxyCommand=id/r', /not a URL|no host/],
  ['ssh://-oProxyCommand@example.org/r', /begins with "-"/],
  ['/etc', /already on this machine/],
  ['sigmaa', /collection \(sigma, elastic, splunk, sentinel\)/],
])('does not fetch %s', (url, why) => {
  expect(() => checkUrl(url)).toThrow(why)
})

it('takes the short form of an ssh URL', () => {
  expect(checkUrl('git@example.org:o/r.git')).toBe('ssh://git@example.org/o/r.git')
})

it('names what it keeps after where it came from', () => {
  expect(cacheName('https://example.org/o/r.git')).toMatch(/^example-org-o-r-[0-9a-f]{8}$/)
  expect(cacheName('https://example.org/o-r')).not.toBe(cacheName('https://example.org/o/r'))
})

it('keeps it where the system wants it', () => {
  const before = process.env.XDG_CACHE_HOME
  process.env.XDG_CACHE_HOME = '/var/xdg'
  expect(cacheFolder()).toBe('/var/xdg/detectionary')
  process.env.XDG_CACHE_HOME = 'relative'
  expect(cacheFolder()).toMatch(/[/\\]\.cache[/\\]detectionary$/)
  expect(cacheFolder('mine')).toBe('mine')
  if (before === undefined) delete process.env.XDG_CACHE_HOME
  else process.env.XDG_CACHE_HOME = before
})
