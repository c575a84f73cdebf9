/** The command `match`, as it is run. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compile, rule, run, start, temporaryFolder, write } from './program.js'

let folder: string

const started = (image: string, time: string, more: object = {}): string =>
  `${JSON.stringify({
    Provider_Name: 'Microsoft-Windows-Sysmon',
    EventID: 1,
    Channel: 'Microsoft-Windows-Sysmon/Operational',
    SystemTime: time,
    Image: image,
    CommandLine: `${image} -enc AAAA`,
    ...more,
  })}\n`

const correlation = `title: Odd tools in a row
id: c
level: critical
correlation:
  type: event_count
  rules: [0d5f7f3e-1111-4222-8333-0123456789ab]
  group-by: [Computer]
  timespan: 5m
  condition: {gte: 2}
`

beforeAll(compile)
beforeEach(() => {
  folder = temporaryFolder()
  write(folder, {
    'rules/odd.yml': rule(),
    'rules/low.yml': rule({ title: 'Other <b>tool</b>', id: 'b', value: '\\other.exe' }).replace('high', 'low'),
    'logs/b.jsonl': started('C:\\odd.exe', '2026-01-02T03:05:00Z', { Computer: 'one' }),
    'logs/a.jsonl':
      started('C:\\other.exe', '2026-01-02T03:06:00Z') +
      '{"broken": \n' +
      started('C:\\odd.exe', '2026-01-02T03:07:00Z', { Computer: 'one' }) +
      started('C:\\odd.exe', '2026-01-02T03:08:00Z', { ParentImage: 'C:\\Program Files\\Odd\\odd.exe' }),
  })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('prints the rules that fired, gravest first, and what could not be read', async () => {
  const { code, out, err } = await run(['match', 'rules', '--logs', 'logs'], folder)
  expect(code).toBe(0)
  const [head, first, second, blank, said] = out.split('\n')
  expect(head?.split(/ +/)).toEqual(['LEVEL', 'HITS', 'RULE', 'FAMILY', 'FIRST', 'WHERE'])
  expect(first).toMatch(/^high +2 {2}Odd tool seen +sigma +2026-01-02T03:05:00Z {2}logs\/a\.jsonl #2$/)
  expect(second).toMatch(/^low +1 {2}Other <b>tool<\/b> +sigma +2026-01-02T03:06:00Z {2}logs\/a\.jsonl #1$/)
  expect(blank).toBe('')
  expect(said).toMatch(/^2 of 2 rules fired on 4 records of 2 files in /)
  expect(err).toMatch(/^logs\/a\.jsonl:2: warning: .+\[json\/.+\]\n$/)
})

it('prints a hit a line, with its record', async () => {
  const { out } = await run(['match', 'rules', '--logs', 'logs/b.jsonl', '-f', 'jsonl'], folder)
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    {
      rule: {
        id: '0d5f7f3e-1111-4222-8333-0123456789ab',
        title: 'Odd tool seen',
        family: 'sigma',
        level: 'high',
        path: 'odd.yml',
      },
      source: { file: 'logs/b.jsonl', record: 1 },
      time: '2026-01-02T03:05:00.000Z',
      verdict: 'true',
      fields: expect.objectContaining({ Image: 'C:\\odd.exe', EventID: 1, Computer: 'one' }),
    },
  ])
})

it('runs only the rules that are wanted, and ends with 1 when a grave one fired', async () => {
  const low = ['match', 'rules', '--logs', 'logs', '--level', 'high']
  expect((await run(low, folder)).out).toContain('1 of 1 rule fired')
  expect((await run(['match', 'rules', '--logs', 'logs', '--status', 'stable'], folder)).out).toContain('0 of 0 rules')
  expect((await run(['match', 'rules', '--logs', 'logs', '--family', 'elastic'], folder)).out).toContain('0 of 0 rules')
  expect((await run([...low, '--fail-on', 'high'], folder)).code).toBe(1)
  expect((await run([...low, '--fail-on', 'critical'], folder)).code).toBe(0)
})

it('sees what happens over several files in the order of time', async () => {
  writeFileSync(join(folder, 'rules/row.yml'), correlation)
  const { out } = await run(['match', 'rules', '--logs', 'logs', '-f', 'jsonl', '--level', 'critical'], folder)
  expect(out).toBe('')
  const all = await run(['match', 'rules', '--logs', 'logs', '-f', 'jsonl'], folder)
  const hit = all.out.split('\n').find((line) => line.includes('Odd tools in a row')) ?? '{}'
  expect(JSON.parse(hit)).toMatchObject({
    from: '2026-01-02T03:05:00.000Z',
    time: '2026-01-02T03:07:00.000Z',
    records: [
      { file: 'logs/a.jsonl', record: 2 },
      { file: 'logs/b.jsonl', record: 1 },
    ],
    fields: { Computer: 'one' },
  })
})

it('writes a report in which what rules say is text', async () => {
  const { code, out, err } = await run(['match', 'rules', '-l', 'logs', '-f', 'html', '-o', 'report.html'], folder)
  expect({ code, out }).toEqual({ code: 0, out: '' })
  expect(err).toContain('2 of 2 rules fired on 4 records')
  const report = readFileSync(join(folder, 'report.html'), 'utf8')
  expect(report).toContain('Other &lt;b&gt;tool&lt;/b&gt;')
  expect(report).not.toContain('<b>tool')
  expect(report).toContain('<li class="on"><b>Execution</b><span>2 rules</span><small>T1059.001</small></li>')
  expect(report).toMatch(
    /Content-Security-Policy" content="default-src &#39;none&#39;|Content-Security-Policy" content="default-src 'none'/,
  )
})

describe('logs', () => {
  const image = 'C:\\odd.exe'

  it('come from standard input, packed or not', async () => {
    const child = start(['match', 'rules', '--logs', '-', '-f', 'jsonl'], folder)
    let out = ''
    child.stdout.on('data', (data) => {
      out += data
    })
    child.stdin.end(gzipSync(started(image, '2026-01-02T03:05:00Z').repeat(3)))
    await new Promise((resolve) => child.on('close', resolve))
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).source),
    ).toEqual([1, 2, 3].map((record) => ({ file: '-', record })))
  })

  it('that are not there are told, and others are read', async () => {
    const { code, out, err } = await run(['match', 'rules', '-l', 'none.evtx', '-l', 'logs/b.jsonl'], folder)
    expect(code).toBe(0)
    expect(out).toContain('1 of 2 rules fired on 1 record of 1 file')
    expect(err).toMatch(/^none\.evtx: warning: It cannot be read: /)
  })

  it('have to be named', async () => {
    const { code, err } = await run(['match', 'rules'], folder)
    expect(code).toBe(2)
    expect(err).toContain('match needs --logs LOGS')
  })
})

const samples = join(import.meta.dirname, '../../shared/logs/evtx-attack-samples/Privilege Escalation')

it.skipIf(!existsSync(samples))('fires the examples on real event logs (needs ../shared/logs)', async () => {
  const { code, out } = await run(['match', '--logs', samples], folder)
  expect(code).toBe(0)
  expect(out).toMatch(/^[1-9]\d* of \d+ rules fired on \d{3,} records? of \d+ files/m)
})
