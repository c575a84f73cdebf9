import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compile, projectRoot, rule, run, start, temporaryFolder, write } from './program.js'

let folder: string

beforeAll(compile)
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the command line', () => {
  it('says what there is', async () => {
    const { code, out, err } = await run(['--help'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const name of ['serve', 'fetch', 'show', 'search', 'match', 'explain', 'records', 'check', 'stats', 'build'])
      expect(out).toMatch(new RegExp(`^  ${name} `, 'm'))
    expect(await run([])).toEqual({ code: 0, out, err: '' })
    expect(await run(['help'])).toEqual({ code: 0, out, err: '' })
  })

  it.each(['serve', 'fetch', 'show', 'search', 'match', 'explain', 'records', 'check', 'stats', 'build'])(
    'says what %s does, with examples',
    async (name) => {
      const { code, out } = await run([name, '--help'])
      expect(code).toBe(0)
      expect(out).toContain(`Usage  detectionary ${name} `)
      expect(out).toMatch(/^Examples\n {2}detectionary /m)
      expect((await run(['help', name])).out).toBe(out)
    },
  )

  it('says its version', async () => {
    const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
    expect(await run(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' })
  })

  it.each([
    [['chek', '.'], 'there is no command "chek"; did you mean check?'],
    [['--hlep'], 'there is no option "--hlep"'],
    [['check', '--stritc', '.'], 'check has no option --stritc; did you mean --strict?'],
    [['check', '-x', '.'], 'check has no option -x'],
    [['check', '--format', 'jsn', '.'], '--format cannot be "jsn"; did you mean json?'],
    [['check', '--format', 'sarif', '.'], '--format cannot be "sarif"; it is one of text, github, json'],
    [['check', '--strict=yes', '.'], '--strict takes no value'],
    [['check'], 'check needs SOURCES...'],
    [['check', 'no-such-folder'], 'no file, folder or collection "no-such-folder"'],
    [['build', '-o'], '-o needs a value: -o DIR'],
    [['build', '-o', '--quiet'], '-o needs a value: -o DIR'],
    [['build', '.'], 'build needs -o DIR'],
    [['show', 'a', 'b'], '"b" is one argument too many for show'],
    [['serve', '--port', 'http'], '--port cannot be "http"'],
    [['serve', '--port', '70000'], '--port cannot be "70000"'],
    [['fetch', '--upload-pack=x'], 'fetch has no option --upload-pack'],
    [['fetch', '--', '--upload-pack=x'], '"--upload-pack=x" is neither a collection'],
    [['fetch', 'http://example.org/r'], '"http://" cannot be fetched'],
  ])('does not take %j', async (args, why) => {
    const { code, out, err } = await run(args, folder)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(`error: ${why}`)
  })

  it('names the nearest file and the way to get a collection', async () => {
    write(folder, { 'rules/a.yml': rule() })
    const cache = join(folder, 'cache')
    expect((await run(['stats', 'ruless'], folder)).err).toContain('did you mean "rules"?')
    expect((await run(['stats', 'sigma', '--cache', cache], folder)).err).toContain(
      'first run: detectionary fetch sigma',
    )
    expect((await run(['rules'], folder)).err).toContain('to browse it: detectionary serve rules')
  })

  it('ends quietly when its reader stops reading', async () => {
    const files = Array.from({ length: 400 }, (_, i) => [`${i}.yml`, `title: ${i}\ndetection: 1\nlogsource: 2\n`])
    write(folder, Object.fromEntries(files))
    const child = start(['check', folder])
    let err = ''
    child.stderr.on('data', (text) => {
      err += text
    })
    child.stdout.once('data', () => child.stdout.destroy())
    await new Promise((resolve) => child.on('close', resolve))
    expect(err).toBe('')
  })

  it('starts as the bin of the package', () => {
    const { bin } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
    symlinkSync(join(projectRoot, bin.detectionary), join(folder, 'detectionary'))
    expect(readFileSync(join(projectRoot, bin.detectionary), 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node')
    expect(execFileSync(process.execPath, [join(folder, 'detectionary'), '--version'], { encoding: 'utf8' })).toMatch(
      /^\d/,
    )
  })
})
