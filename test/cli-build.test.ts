import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compile, rule, run, temporaryFolder, write } from './program.js'

let folder: string

beforeAll(compile)
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('build', () => {
  const pages = (): string[] => readdirSync(join(folder, 'site'), { recursive: true }).map(String).sort()

  it('writes a site, then only what changed, and removes what is gone', async () => {
    write(folder, { 'rules/a.yml': rule(), 'rules/b.yml': rule({ title: 'B', id: 'b', value: '\\b.exe' }) })
    const first = await run(['build', 'rules', '-o', 'site'], folder)
    expect(first.code).toBe(0)
    expect(first.out).toContain('2 rules: 2 whole, 0 partial, 0 unread.')
    for (const path of [
      'index.html',
      'catalog.ndjson',
      'assets/site.css',
      'rules/index.html',
      'rules/sigma/a/index.html',
      'rules/sigma/a/rule.json',
    ])
      expect(pages()).toContain(path)

    expect((await run(['build', 'rules', '-o', 'site'], folder)).out).toMatch(/, 0 written, 0 removed, /)

    const untouched = join(folder, 'site/rules/sigma/b/rule.json')
    utimesSync(untouched, 1000, 1000)
    write(folder, { 'rules/a.yml': rule({ title: 'Another title' }) })
    await run(['build', 'rules', '-o', 'site'], folder)
    expect(statSync(untouched).mtimeMs).toBe(1_000_000)
    expect(readFileSync(join(folder, 'site/rules/sigma/a/index.html'), 'utf8')).toContain('Another title')

    unlinkSync(join(folder, 'rules/a.yml'))
    await run(['build', 'rules', '-o', 'site'], folder)
    expect(existsSync(join(folder, 'site/rules/sigma/a'))).toBe(false)
    expect(readFileSync(join(folder, 'site/catalog.ndjson'), 'utf8').trim().split('\n')).toHaveLength(1)
  })

  it('shows on the page of a rule the records that it fires on, and writes those that were made for it', async () => {
    const sysmon = {
      EventID: 1,
      Provider_Name: 'Microsoft-Windows-Sysmon',
      Channel: 'Microsoft-Windows-Sysmon/Operational',
    }
    const lines = [
      { ...sysmon, Image: 'C:\\b.exe', CommandLine: 'b -enc x' },
      { ...sysmon, Image: 'C:\\odd.exe', CommandLine: 'odd -enc x' },
    ].map((record) => JSON.stringify(record))
    write(folder, {
      'rules/a.yml': rule(),
      'rules/c.yml': rule({ title: 'C', id: 'c', value: '\\c.exe' }),
      'logs/day/one.jsonl': `${lines.join('\n')}\n`,
      'logs/not-a-log.bin': 'what is this',
    })
    const { code, err } = await run(['build', 'rules', '-o', 'site', '--samples', 'logs', '--records'], folder)
    expect(code).toBe(0)
    expect(err).toContain('not-a-log.bin')
    const pageOf = (slug: string): string => readFileSync(join(folder, `site/rules/sigma/${slug}/index.html`), 'utf8')
    expect(pageOf('a')).toMatch(/<b>day\/(<wbr>)?one.jsonl<\/b> <span class="muted">record 2/)
    expect(pageOf('a')).toContain('<mark>\\odd.exe</mark>')
    expect(pageOf('c')).toContain('No sample: it fires on none of the 2 records')
    const made = readFileSync(join(folder, 'site/rules/sigma/a/records.jsonl'), 'utf8').trim().split('\n')
    expect(made.map((line) => JSON.parse(line).expect)).toEqual(['match', 'no match', 'no match', 'no match'])
  })

  it('leaves a folder alone that it did not write', async () => {
    write(folder, { 'rules/a.yml': rule(), 'site/mine.txt': 'mine' })
    const { code, err } = await run(['build', 'rules', '-o', 'site'], folder)
    expect(code).toBe(1)
    expect(err).toContain('site is not empty and was not written by detectionary')
    expect(pages()).toEqual(['mine.txt'])
  })

  it('lets no changed manifest lead it out of its folder', async () => {
    write(folder, {
      'rules/a.yml': rule(),
      'victim.txt': 'mine',
      'site/.detectionary.json': '{"files": {"../victim.txt": "x"}}',
    })
    const { code, err } = await run(['build', 'rules', '-o', 'site'], folder)
    expect(code).toBe(1)
    expect(err).toBe('error: "../victim.txt" cannot be written: it leads out of the site\n')
    expect(existsSync(join(folder, 'victim.txt'))).toBe(true)
  })

  it('says where the site will be', async () => {
    write(folder, { 'rules/a.yml': rule() })
    const built = await run(['build', 'rules', '-o', 'site', '--url', 'https://rules.example/x'], folder)
    expect(built.code).toBe(0)
    expect(readFileSync(join(folder, 'site/sitemap.xml'), 'utf8')).toContain(
      '<loc>https://rules.example/x/rules/</loc>',
    )
    const wrong = await run(['build', 'rules', '-o', 'site', '--url', 'rules.example'], folder)
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('"rules.example" is no address') })
  })

  it('reads many files with KQL as it reads one', async () => {
    const query = (i: number): string => `// Query ${i}\nDeviceProcessEvents\n| where FileName == "a${i}.exe"\n`
    const files = Array.from({ length: 24 }, (_, i) => [`rules/q${i}.kql`, query(i)] as const)
    write(folder, { ...Object.fromEntries(files), 'rules/a.yml': rule(), 'rules/read.md': 'No query.' })
    expect((await run(['build', 'rules', '-o', 'many'], folder)).out).toContain('25 rules: 25 whole')
    write(folder, { 'one/q7.kql': query(7) })
    expect((await run(['build', 'one', '-o', 'alone'], folder)).out).toContain('1 rule: 1 whole')
    const twin = (site: string): Record<string, unknown> => {
      const [path = ''] = readdirSync(join(folder, site), { recursive: true })
        .map(String)
        .filter((one) => one.endsWith('q7/rule.json'))
      const { source: _, ...rest } = JSON.parse(readFileSync(join(folder, site, path), 'utf8'))
      return rest
    }
    expect(twin('many')).toEqual(twin('alone'))
  })

  it('ends with 0 when rules are broken, and says where to read on', async () => {
    write(folder, { 'rules/a.yml': rule(), 'rules/b.yml': 'title: [\n' })
    const { code, out } = await run(['build', 'rules', '-o', 'site'], folder)
    expect(code).toBe(0)
    expect(out).toContain('1 whole, 0 partial, 1 unread. 1 error')
    expect(out).toContain('What was found, and where: detectionary check rules')
  })

  it('escapes what a rule says', async () => {
    write(folder, { 'rules/a.yml': rule({ title: '<script>alert(1)</script>' }) })
    await run(['build', 'rules', '-o', 'site'], folder)
    const html = readFileSync(join(folder, 'site/rules/sigma/a/index.html'), 'utf8')
    expect(html).toContain('&lt;script&gt;alert(1)')
    expect(html).not.toContain('<script>alert')
  })

  it('is quiet when asked to be', async () => {
    write(folder, { 'rules/a.yml': rule() })
    expect(await run(['build', '-q', 'rules', '-o', 'site'], folder)).toEqual({ code: 0, out: '', err: '' })
  })
})

describe('fetch', () => {
  it('gets a repository, after which its URL stands for it, with revision and licence on its pages', async () => {
    const repository = join(folder, 'repository')
    write(repository, { 'a.yml': rule(), LICENSE: 'Detection Rule License (DRL) 1.1' })
    const git = (...args: string[]): string =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
        cwd: repository,
        encoding: 'utf8',
      })
    git('init', '-q')
    git('add', '.')
    git('commit', '-q', '-m', 'a')
    const url = pathToFileURL(repository).href
    const cache = ['--cache', join(folder, 'cache')]
    const fetched = await run(['fetch', url, ...cache], folder)
    expect(fetched).toMatchObject({ code: 0, err: '' })
    expect(fetched.out).toContain(`revision  ${git('rev-parse', 'HEAD').trim()}`)
    expect(fetched.out).toContain('licence   DRL-1.1')
    const shown = JSON.parse((await run(['show', 'a', '--json', '--in', url, ...cache], folder)).out)
    expect(shown.source).toMatchObject({ revision: git('rev-parse', 'HEAD').trim(), license: 'DRL-1.1' })
    writeFileSync(join(repository, 'a.yml'), '')
    const failed = await run(['fetch', pathToFileURL(join(folder, 'none')).href, ...cache], folder)
    expect(failed).toMatchObject({ code: 1, out: '' })
    expect(failed.err).toMatch(/^error: fatal: /)
  })
})
