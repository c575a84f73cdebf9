import { rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compile, rule, run, temporaryFolder, write } from './program.js'

let folder: string

beforeAll(compile)
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('check', () => {
  it('finds nothing in a rule that is whole', async () => {
    write(folder, { 'one.yml': rule() })
    expect(await run(['check', 'one.yml'], folder)).toEqual({
      code: 0,
      out: '1 rule: 1 whole, 0 partial, 0 unread. No findings.\n',
      err: '',
    })
  })

  it('shows the line and underlines what is meant', async () => {
    write(folder, { 'rules/one.yml': rule().replace('contains:', 'containz:') })
    const { code, out } = await run(['check', 'rules'], folder)
    expect(code).toBe(1)
    expect(out).toContain(
      [
        'rules/one.yml:17:21: error: Unknown modifier "containz"; did you mean "contains"? [sigma/unknown-modifier]',
        ' 17 |         CommandLine|containz:',
        '    |                     ^^^^^^^^',
      ].join('\n'),
    )
    expect(out).toMatch(/\n1 rule: 0 whole, 1 partial, 0 unread\. 1 error\.\n$/)
  })

  it('prints JSON of an exact shape', async () => {
    write(folder, { 'one.yml': rule().replace('contains:', 'containz:'), 'two.yml': rule({ title: 'Two', id: 'x' }) })
    const { code, out, err } = await run(['check', '--format', 'json', '.'], folder)
    expect({ code, err }).toEqual({ code: 1, err: '' })
    const printed = JSON.parse(out)
    expect(printed.rules).toEqual({ whole: 1, partial: 1, unread: 0 })
    expect(printed.diagnostics).toContainEqual({
      file: 'one.yml',
      line: 17,
      column: 21,
      code: 'sigma/unknown-modifier',
      severity: 'error',
      message: 'Unknown modifier "containz"; did you mean "contains"?',
    })
  })

  it('prints annotations for GitHub', async () => {
    write(folder, { 'a,b:c.yml': rule().replace('contains:', 'containz:') })
    const { out } = await run(['check', '-f', 'github', '.'], folder)
    expect(out).toContain(
      '::error file=a%2Cb%3Ac.yml,line=17,col=21,endColumn=29,title=sigma/unknown-modifier::Unknown modifier "containz"; did you mean "contains"?\n',
    )
  })

  it('ends with 1 on warnings only when asked to', async () => {
    write(folder, { 'one.yml': rule().replace('attack.t1059.001', 'attack.t9999') })
    expect((await run(['check', '.'], folder)).code).toBe(0)
    expect((await run(['check', '--strict', '.'], folder)).code).toBe(1)
  })

  it('tells each bad file with its place, and reads the rest', async () => {
    write(folder, {
      'good.yml': rule(),
      'broken.yml': 'title: x\ndetection: [\n',
      'binary.yml': Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]),
      'latin.yml': Buffer.from('title: ok\nauthor: J\xe9r\xf4me\n', 'latin1'),
      'huge.yml': `title: ${'x'.repeat(10 * 1024 * 1024)}\n`,
      'no-detection.yml': 'title: x\nlogsource: {product: windows}\n',
      'twice.yml': `${rule({ title: 'Twice', id: 'b' })}level: low\n`,
      'bomb.yml': `title: b\na: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghij'.replace(/./g, (c) => `${c}: &${c} [${`*${String.fromCharCode(c.charCodeAt(0) - 1)},`.repeat(9)}]\n`)}logsource: {product: x}\ndetection: {sel: {A: *j}, condition: sel}\n`,
      'parentheses.yml': rule({ title: 'Deep', id: 'c' }).replace(
        'selection and not 1 of filter_main_*',
        `${'('.repeat(10_000)}selection${')'.repeat(10_000)}`,
      ),
      'values.yml': rule({ title: 'Wide', id: 'd' }).replace(
        "            - ' -e '",
        Array.from({ length: 100_000 }, (_, i) => `            - v${i}`).join('\n'),
      ),
      'script.yml': rule({ title: '<script>alert(1)</script>\u001b[31m', id: 'e' }),
    })
    symlinkSync('..', join(folder, 'loop'))
    symlinkSync('nowhere', join(folder, 'gone.yml'))
    const { code, out, err } = await run(['check', '--format', 'json', '.'], folder)
    expect({ code, err }).toEqual({ code: 1, err: '' })
    const { diagnostics } = JSON.parse(out) as {
      diagnostics: { file: string; line: number; column: number; code: string }[]
    }
    const said = diagnostics.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)
    expect(said).toContain('binary.yml:1:1 file/binary')
    expect(said).toContain('latin.yml:2:10 file/encoding')
    expect(said).toContain('huge.yml:1:1 file/too-large')
    expect(said).toContain('loop:1:1 file/link-loop')
    expect(said).toContain('gone.yml:1:1 file/unreadable')
    for (const file of ['broken', 'no-detection', 'twice', 'bomb', 'parentheses'])
      expect(
        said.filter((line) => line.startsWith(`${file}.yml:`)),
        file,
      ).not.toEqual([])
    expect(said.filter((line) => line.startsWith('good.yml'))).toEqual([])
    const text = await run(['check', '.'], folder)
    expect(text.out).not.toContain('\u001b')
    expect(text.err).toBe('')
  })
})
