import { rmSync } from 'node:fs'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compile, rule, run, temporaryFolder, write } from './program.js'

let folder: string

beforeAll(compile)
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('show', () => {
  it('takes a rule apart', async () => {
    write(folder, { 'one.yml': rule() })
    const { code, out, err } = await run(['show', 'one.yml'], folder)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const heading of [
      'Description',
      'ATT&CK',
      'Events',
      'Logic',
      'Indicators',
      'Exclusions',
      'False positives',
      'References',
      'Related rules',
      'Diagnostics',
    ])
      expect(out).toMatch(new RegExp(`^${heading}`, 'm'))
    expect(out).toContain('T1059.001')
    expect(out).toMatch(/CommandLine contains any of 2 +lines 17-19\n.*' -enc ' +line 18 · only here/)
    expect(out).toMatch(/not .*filter_main_/)
    expect(out).not.toContain('\u001b')
  })

  it('counts over the sources it is given, each rule once', async () => {
    write(folder, { 'a.yml': rule(), 'b.yml': rule({ title: 'Other', id: 'b' }) })
    expect((await run(['show', 'a.yml', '--in', '.'], folder)).out).toMatch(/' -enc ' +line 18 · 2 rules/)
    write(folder, {
      'mine/c.yml': rule({ title: 'Mine', id: 'c' }),
      'theirs/d.yml': rule({ title: 'Theirs', id: 'd' }),
    })
    expect((await run(['show', 'mine/c.yml', '--in', 'theirs'], folder)).out).toMatch(/' -enc ' +line 18 · 2 rules/)
    expect((await run(['show', 'mine/c.yml', '--in', 'theirs', '--in', 'mine'], folder)).out).toMatch(
      /' -enc ' +line 18 · 2 rules/,
    )
  })

  it('finds a rule by slug, id and title, and lists what a short name fits', async () => {
    write(folder, {
      'first.yml': rule({ title: 'Odd first', id: 'aaaa' }),
      'second.yml': rule({ title: 'Odd second', id: 'bbbb' }),
    })
    for (const query of ['first', 'aaaa', 'Odd first', 'odd fir'])
      expect((await run(['show', query, '--in', '.'], folder)).out.split('\n')[0]).toBe('Odd first')
    const several = await run(['show', 'odd', '--in', '.'], folder)
    expect(several.code).toBe(1)
    expect(several.err).toContain('"odd" fits 2 rules; name one of them:\n  first  Odd first\n  second  Odd second\n')
    const none = await run(['show', 'firs1t', '--in', '.'], folder)
    expect(none).toMatchObject({ code: 1, out: '' })
    expect(none.err).toContain('no rule fits "firs1t"; did you mean "first"?')
  })

  it('prints what the page has as JSON', async () => {
    write(folder, { 'one.yml': rule() })
    const printed = JSON.parse((await run(['show', '--json', 'one.yml'], folder)).out)
    expect(printed).toMatchObject({ title: 'Odd tool seen', level: 'high', path: 'one.yml', family: 'sigma' })
    expect(printed.indicators[0]).toMatchObject({
      field: 'Image',
      kind: 'ends_with',
      values: [{ value: '\\odd.exe', count: 1 }],
    })
  })

  it('lets no rule steer the terminal', async () => {
    write(folder, { 'one.yml': rule({ title: '"\\e]0;owned\\a\\e[2J"', value: '\u202egnp.exe' }) })
    const { out } = await run(['show', 'one.yml'], folder)
    expect(out).toContain('\\u{1b}]0;owned\\u{7}')
    expect(out).toContain('\\u{202e}gnp.exe')
    expect([...out].filter((c) => c !== '\n' && (c < ' ' || c === '\u202e'))).toEqual([])
  })

  it('says why a file has nothing to show', async () => {
    write(folder, { 'bad.yml': Uint8Array.from([0, 1, 2]) })
    expect(await run(['show', 'bad.yml'], folder)).toEqual({
      code: 1,
      out: '',
      err: 'error: bad.yml holds no rule: This is a binary file, not a rule.\n',
    })
  })
})

describe('stats', () => {
  it('counts', async () => {
    write(folder, { 'a.yml': rule(), 'b.yml': rule({ title: 'B', id: 'b' }).replace('level: high', 'level: low') })
    const stats = JSON.parse((await run(['stats', '--json', '.'], folder)).out)
    expect(stats.rules).toEqual({ whole: 2, partial: 0, unread: 0 })
    expect(stats.levels).toEqual({
      top: [
        { name: 'high', rules: 1 },
        { name: 'low', rules: 1 },
      ],
      more: 0,
    })
    expect(stats.fields.top).toContainEqual({ name: 'CommandLine', rules: 2 })
    expect(stats.logsources.top).toEqual([{ name: 'windows / process_creation', rules: 2 }])
    const { out } = await run(['stats', '.', '-n', '1'], folder)
    expect(out).toContain('2 rules in 2 files: 2 whole, 0 partial, 0 unread.')
    expect(out).toContain('and 1 more')
  })

  it('reads the rules that come with the program when it is given none', async () => {
    const { code, out } = await run(['stats'], folder)
    expect(code).toBe(0)
    expect(out).toMatch(/^\d+ rules in \d+ files: /)
  })
})
