import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { recognizeLicense } from './license.js'
import { describeSource, webAddress } from './source.js'

let folder: string
const git = (...args: string[]): string => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim()

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'source-')))
  mkdirSync(join(folder, 'rules/net'), { recursive: true })
  writeFileSync(
    join(folder, 'LICENSE.txt'),
    'MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy',
  )
  writeFileSync(join(folder, 'rules/net/a.yml'), 'title: a\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('says little of a folder outside a checkout', async () => {
  expect(await describeSource(folder)).toEqual({ name: folder.split('/').at(-1), root: folder, license: 'MIT' })
})

it('says revision, licence and web address of a folder in a checkout', async () => {
  git('init', '-q')
  git('remote', 'add', 'origin', 'https://someone:secret@github.com/Some-One/rule.s.git')
  git('add', '.')
  git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-q', '-m', 'a')
  const revision = git('rev-parse', 'HEAD')
  const source = await describeSource(join(folder, 'rules'))
  expect(source).toEqual({
    name: 'rules',
    root: join(folder, 'rules'),
    url: `https://github.com/Some-One/rule.s/blob/${revision}/rules`,
    revision,
    license: 'MIT',
  })
  expect((await describeSource(join(folder, 'rules/net/a.yml'))).url).toBe(`${source.url}/net`)
})

it.each([
  ['git@github.com:o/r.git', 'https://github.com/o/r/blob/abc/x/y'],
  ['ssh://git@github.com:22/o/r', 'https://github.com/o/r/blob/abc/x/y'],
  ['https://gitlab.com/g/sub/r.git/', 'https://gitlab.com/g/sub/r/-/blob/abc/x/y'],
  ['https://codeberg.org/o/r', 'https://codeberg.org/o/r/src/commit/abc/x/y'],
  ['https://example.org/o/r', undefined],
  ['https://github.com.evil.example/o/r', undefined],
  ['https://evil.example/github.com/o/r', undefined],
  ['https://github.com/o/r"><script>', undefined],
  ['javascript:github.com/o/r', undefined],
  ['/srv/git/r.git', undefined],
  ['file:///srv/git/r.git', undefined],
])('gives the web address of %s', (remote, address) => {
  expect(webAddress(remote, 'abc', 'x/y')).toBe(address)
})

it('escapes what is not of a path', () => {
  expect(webAddress('https://github.com/o/r', 'abc', 'a b/#c')).toBe('https://github.com/o/r/blob/abc/a%20b/%23c')
})

it.each([
  ['Apache License\n                           Version 2.0, January 2004', 'Apache-2.0'],
  ['released under the [Detection Rule License (DRL) 1.1](https://example.org)', 'DRL-1.1'],
  ['Elastic License 2.0\n\nURL: https://www.elastic.co/licensing/elastic-license', 'Elastic-2.0'],
  ['GNU GENERAL PUBLIC LICENSE\n   Version 3, 29 June 2007', 'GPL-3.0'],
  ['GNU LESSER GENERAL PUBLIC LICENSE\n  Version 2.1, February 1999', 'LGPL-2.1'],
  ['GNU AFFERO GENERAL PUBLIC LICENSE\n   Version 3, 19 November 2007', 'AGPL-3.0'],
  [
    'Redistribution and use in source and binary forms, ...\n3. Neither the name of the copyright holder nor the names of its\n   contributors',
    'BSD-3-Clause',
  ],
  ['Redistribution and use in source and binary forms, with or without', 'BSD-2-Clause'],
  ['All rights reserved.', undefined],
])('recognises a licence by its text: %s', (text, name) => {
  expect(recognizeLicense(text)).toBe(name)
})
