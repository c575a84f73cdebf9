/**
 * Runs cases/*.txt. A paragraph is a case: a line that says what is shown, a rule in its own language, then records, each
 * with the hits that are told when it has come. Lines that begin with # are remarks.
 *
 *   eql: sequence by host [any where kind == "a"] [any where kind == "b"]
 *   list names {"name": "x"}        a row of a list
 *   tolerance 5                     seconds; else none
 *   0 kind=a host=h                 a record: its time in seconds and fields, several values as JSON
 *   2 kind=b host=h => hit 0 1      with the numbers of the records that the hit hangs on; `unsure` as well
 *   end => hit 2                    the stream ends
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Running } from '../../../test/series.js'
import { build } from '../../catalog/build.js'
import type { Rule } from '../../model/rule.js'
import { parseKql } from '../../node/kusto.js'
import { type FlatRecord, flatten } from '../record.js'
import type { SeriesHit } from './series.js'

const quoted = "'''"
const toml = (type: string, language: string, query: string, rest = ''): string =>
  `[rule]\nname = "x"\ntype = "${type}"\nlanguage = "${language}"\nindex = ["x"]\nfrom = "now-10s"\nquery = ${quoted}${query}${quoted}\n${rest}`

const files: Readonly<Record<string, (text: string) => readonly [path: string, text: string]>> = {
  eql: (text) => ['x.toml', toml('eql', 'eql', text)],
  esql: (text) => ['x.toml', toml('esql', 'esql', text)],
  kuery: (text) => {
    const [query = '', ...rest] = text.split('\n')
    const tail = rest.join('\n')
    const type = /\[rule\.(threshold|new_terms)\]/.exec(tail)?.[1] ?? 'threat_match'
    return ['x.toml', toml(type, 'kuery', query, tail)]
  },
  spl: (text) => [
    'x.yml',
    `name: x\nid: 5a1d1ed5-2f0e-4b8e-8f58-7a3f4f3c9a15\ntype: TTP\nsearch: |\n  ${text.replaceAll('\n', '\n  ')}`,
  ],
  kql: (text) => ['x.kql', text],
  sentinel: (text) => ['x.yaml', text],
  sigma: (text) => ['x.yml', text],
}

function rulesOf(written: string): readonly Rule[] {
  const [, language = '', text = ''] = /^(\w+):\s*(.*)$/s.exec(written) ?? []
  const [path, whole] = files[language]?.(text) ?? ['', '']
  const catalog = build([{ name: 'x', root: '/' }], [{ source: 0, path, text: whole }], undefined, { kql: parseKql })
  const rules = catalog.entries.map(({ rule }) => rule).sort((a, b) => a.span.from - b.span.from)
  const errors = rules.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === 'error'))
  expect(errors.map(({ message }) => message)).toEqual([])
  return rules
}

const start = Date.UTC(2026, 0, 1)

function recordOf(line: string): FlatRecord {
  const [seconds = '', ...pairs] = line.split(/\s+/)
  const time = new Date(start + Number(seconds) * 1000).toISOString()
  const fields = pairs.map((pair): [string, unknown] => {
    const at = pair.indexOf('=')
    const value = pair.slice(at + 1)
    return [pair.slice(0, at), /^(?:\[.*\]|\d+)$/.test(value) ? JSON.parse(value) : value]
  })
  return flatten({ '@timestamp': time, _time: time, TimeGenerated: time, ...Object.fromEntries(fields) })
}

function said(hits: readonly SeriesHit[]): string {
  const words = hits.map(({ verdict, records }) => [verdict === 'true' ? 'hit' : 'unsure', ...records].join(' '))
  return words.length > 0 ? ` => ${words.join(', ')}` : ''
}

const isRecord = (line: string): boolean => /^(?:\d|end\b)/.test(line)

function run(lines: readonly string[]): readonly string[] {
  const tables = new Map<string, FlatRecord[]>()
  for (const [, name = '', row = ''] of lines.map((line) => /^list (\S+) (.*)$/.exec(line) ?? []))
    if (name) tables.set(name, [...(tables.get(name) ?? []), flatten(JSON.parse(row))])
  const tolerance = Number(lines.find((line) => line.startsWith('tolerance '))?.slice('tolerance '.length) ?? 0) * 1000
  const rules = rulesOf(lines.filter((line) => !isRecord(line) && !/^(?:list|tolerance) /.test(line)).join('\n'))
  const rule = rules.at(-1)
  if (!rule) throw new Error('no rule')
  const running = new Running(rule, rules, { tolerance, tables })
  let number = 0
  return lines.filter(isRecord).map((line) => {
    const [written = ''] = line.split(/\s+=>/)
    const hits = written === 'end' ? running.end() : running.push(recordOf(written), number++)
    return `${written}${said(hits)}`
  })
}

const folder = join(import.meta.dirname, 'cases')

describe.each(readdirSync(folder).filter((file) => file.endsWith('.txt')))('%s', (file) => {
  const paragraphs = readFileSync(join(folder, file), 'utf8')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.split('\n').filter((line) => line !== '' && !line.startsWith('#')))
    .filter((lines) => lines.length > 0)

  test.each(paragraphs.map(([title, ...lines], index) => [`${index + 1}: ${title}`, lines] as const))(
    '%s',
    (_, lines) => {
      const expected = lines.filter(isRecord)
      expect(expected, 'a case has records').not.toEqual([])
      expect(run(lines)).toEqual(expected.map((line) => line.replace(/\s+=>\s*/, ' => ')))
    },
  )
})
