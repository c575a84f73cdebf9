import { describe, expect, test } from 'vitest'
import type { Catalog, Entry, InputFile } from './build.js'
import { build } from './build.js'

const source = { name: 'test', root: '/test' }

function catalog(files: Record<string, string>, previous?: Catalog): Catalog {
  const input = Object.entries(files).map(([path, text]): InputFile => ({ source: 0, path, text }))
  return build([source], input, previous)
}

const rule = (title: string, detection: string, more = ''): string =>
  `title: ${title}\nid: ${title}\nlogsource: {category: process_creation, product: windows}\n${more}detection:\n${detection}`

const simple = rule('simple', '  selection: {Image|endswith: \\cmd.exe}\n  condition: selection\n')

const only = (built: Catalog): Entry => built.entries[0] as Entry

const codes = (built: Catalog): string[] => built.files.flatMap((file) => file.diagnostics.map((one) => one.code))

describe('bad input costs its own file and no other', () => {
  const bad: Record<string, string> = {
    'broken YAML': 'title: x\n  bad: [',
    'no detection': 'title: x\nlogsource: {product: windows}\n',
    'unknown modifier': rule('x', '  s: {a|containz: b}\n  condition: s\n'),
    'missing identifier': rule('x', '  s: {a: b}\n  condition: t\n'),
    'duplicate keys': rule('x', '  s: {a: b}\n  s: {a: c}\n  condition: s\n'),
    'alias bomb': `a: &a [${'x,'.repeat(99)}x]\n${Array.from({ length: 8 }, (_, i) => `${String.fromCharCode(98 + i)}: &${String.fromCharCode(98 + i)} [${`*${String.fromCharCode(97 + i)},`.repeat(99)}x]`).join('\n')}\n${rule('x', '  s: {a: *i}\n  condition: s\n')}`,
    'nested parentheses': rule('x', `  s: {a: b}\n  condition: ${'('.repeat(10_000)}s${')'.repeat(10_000)}\n`),
    'nested not': rule('x', `  s: {a: b}\n  condition: ${'not '.repeat(10_000)}s\n`),
    'deep YAML': `${rule('x', '  s: ')}${'['.repeat(5_000)}${']'.repeat(5_000)}\n`,
    'title is a list': 'title: [a, b]\ndetection: {s: {a: b}, condition: s}\n',
    'detection is text': 'title: x\ndetection: hello\n',
    'binary text': '\u0000\u0001title: x',
    'prototype keys': rule('x', '  __proto__: {constructor: b}\n  condition: __proto__\n'),
  }
  for (const [name, text] of Object.entries(bad))
    test(name, () => {
      const built = catalog({ 'a/bad.yml': text, 'a/simple.yml': simple })
      expect(built.find('simple')?.extent).toBe('whole')
      const report = built.files.find((file) => file.path === 'a/bad.yml')
      if (name !== 'prototype keys') expect(report?.diagnostics.length).toBeGreaterThan(0)
      for (const { span } of report?.diagnostics ?? []) {
        expect(span.from).toBeGreaterThanOrEqual(0)
        expect(span.to).toBeLessThanOrEqual(text.length)
      }
      for (const entry of built.entries) expect(() => built.view(entry)).not.toThrow()
    })

  test('a hundred thousand values, and one of a megabyte', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => `      - v${i}\n`).join('')
    const built = catalog({
      'many.yml': rule('many', `  s:\n    a:\n${many}  condition: s\n`),
      'long.yml': rule('long', `  s: {a: ${'x'.repeat(1_000_000)}}\n  condition: s\n`),
    })
    expect(built.entries.map((entry) => [entry.rule.title, entry.extent, entry.indicators])).toEqual([
      ['long', 'whole', 1],
      ['many', 'whole', 100_000],
    ])
  })

  test('a file that is no rule is left out with a note', () => {
    const built = catalog({ 'config.yml': 'name: pipeline\non: push\n', 'empty.yml': '' })
    expect(built.totals).toMatchObject({ skipped: 2, rules: { whole: 0, partial: 0, unread: 0 } })
    expect(codes(built)).toEqual(['sigma/not-a-rule', 'yaml/empty'])
  })

  test('a rule with an error is not whole', () => {
    expect(only(catalog({ 'r.yml': bad['duplicate keys'] ?? '' })).extent).toBe('partial')
  })

  test('what could not be read at all still counts', () => {
    const built = catalog({ 'broken.yml': 'title: [', 'none.yml': 'title: x\n' })
    expect(built.totals.rules).toEqual({ whole: 0, partial: 0, unread: 2 })
  })
})

describe('indicators and exclusions', () => {
  const view = (detection: string) => {
    const built = catalog({ 'r.yml': rule('r', detection) })
    const { indicators, exclusions } = built.view(only(built))
    const flat = (rows: typeof indicators): string[] =>
      rows.flatMap(({ field, kind, modifiers, values }) =>
        values.map(({ value }) => [field ?? 'anywhere', kind, ...modifiers, value].join(' ')),
      )
    return { indicators: flat(indicators), exclusions: flat(exclusions) }
  }

  test('wildcards at the ends become the operator that says the same', () => {
    expect(view("  s: {a: ['*x*', 'x*', '*x', 'x*y', '*', '\\*x*']}\n  condition: s\n").indicators).toEqual([
      'a contains x',
      'a starts_with x',
      'a starts_with *x',
      'a ends_with x',
      'a wildcard x*y',
      'a exists true',
    ])
  })

  test('polarity: twice not is required, and what is both is an indicator', () => {
    expect(view('  s: {a: 1}\n  t: {b: 2}\n  u: {a: 1}\n  condition: s and not (t or not s) and not u\n')).toEqual({
      indicators: ['a eq 1'],
      exclusions: ['b eq 2'],
    })
  })

  test('null is absence, and routing fields are not indicators', () => {
    expect(
      view("  s: {EventID: 4688, a: null, Provider_Name: x}\n  f: {b: null, c: ''}\n  condition: s and not f\n"),
    ).toEqual({
      indicators: ['a eq '],
      exclusions: ['b eq ', 'c eq '],
    })
  })

  test('encodings and time parts belong to the kind', () => {
    expect(
      view(
        '  s: {a|windash|contains: " -x", b|base64offset|contains: y, t|hour|gt: 3, f|fieldref: g}\n  condition: s\n',
      ).indicators,
    ).toEqual(['a contains windash  -x', 'b contains base64offset y', 't gt hour 3', 'f eq fieldref g'])
  })

  test('one key for true, True and a boolean, and for every case of letters', () => {
    const built = catalog({
      'a.yml': rule('a', "  s: {x: 'True', y: ABC}\n  condition: s\n"),
      'b.yml': rule('b', '  s: {x: true, y: abc}\n  condition: s\n'),
      'c.yml': rule('c', "  s: {x: 'true', y|cased: abc}\n  condition: s\n"),
    })
    const counts = built.entries.map((entry) => built.view(entry).indicators.map((row) => row.values[0]?.count))
    expect(counts).toEqual([
      [3, 3],
      [3, 3],
      [3, 3],
    ])
  })
})

describe('rules that name rules', () => {
  const target = rule('target', '  s: {User: x}\n  condition: s\n', 'name: target_name\n')
  const filter = `title: Only humans\nlogsource: {category: process_creation}\nfilter:\n  rules: [target_name]\n  service_accounts: {User|startswith: svc_}\n  condition: not service_accounts\n`

  test('a filter becomes part of the rules it names, with its own text', () => {
    const built = catalog({ 'filter.yml': filter, 'other.yml': simple, 'target.yml': target })
    const view = built.view(built.find('target') as Entry)
    expect(view.rule.inserts.map((insert) => insert.path)).toEqual(['filter.yml'])
    expect(view.exclusions.map((row) => [row.field, row.kind, row.values[0]?.value])).toEqual([
      ['User', 'starts_with', 'svc_'],
    ])
    expect(view.stages.map((stage) => [stage.name, stage.role, stage.text])).toEqual([
      ['condition', 'condition', 's'],
      ['s', 'required', 's: {User: x}'],
      ['Only humans', 'condition', 'not service_accounts'],
      ['service_accounts', 'exclusion', 'service_accounts: {User|startswith: svc_}'],
    ])
    expect(view.related).toMatchObject([{ type: 'filter', direction: 'in', rule: { title: 'Only humans' } }])
    expect(built.view(built.find('simple') as Entry).rule.inserts).toEqual([])
  })

  test('a filter for any rule is for any rule of Sigma', () => {
    const any = filter.replace('[target_name]', 'any')
    const elastic =
      '[rule]\nname = "E"\ntype = "eql"\nlanguage = "eql"\nindex = ["x"]\nquery = \'any where a == "b"\'\n'
    const built = catalog({ 'e.toml': elastic, 'filter.yml': any, 'other.yml': simple })
    const inserts = built.entries.map(({ rule: { family, inserts } }) => [family, inserts.length])
    expect(inserts).toEqual([
      ['elastic', 0],
      ['sigma', 0],
      ['sigma', 1],
    ])
  })

  test('a correlation of correlations, even one that reads itself, is about the telemetry of the rules below', () => {
    const over = (name: string, ...rules: string[]): string =>
      `title: ${name}\nname: ${name}\ncorrelation:\n  type: temporal\n  rules: [${rules}]\n  group-by: [User]\n  timespan: 1h\n`
    const built = catalog({
      'a.yml': over('a', 'b', 'a'),
      'b.yml': over('b', 'a', 'target_name'),
      'target.yml': target,
    })
    const events = (title: string): string[] | undefined =>
      built.find(title)?.coverage.events.map(({ event }) => event.key)
    expect(events('target')?.length).toBeGreaterThan(0)
    expect(events('a')).toEqual(events('target'))
    expect(events('b')).toEqual(events('target'))
  })

  test('a correlation is tied to what it reads, in both directions', () => {
    const correlation =
      'title: Many\nid: many\ncorrelation:\n  type: event_count\n  rules: [target_name, gone]\n  group-by: [User]\n  timespan: 1h\n  condition: {gte: 5}\n'
    const built = catalog({ 'c.yml': correlation, 'target.yml': target })
    expect(built.view(built.find('Many') as Entry).related).toMatchObject([
      { type: 'correlation', direction: 'out', id: 'target_name', rule: { title: 'target' } },
      { type: 'correlation', direction: 'out', id: 'gone' },
    ])
    expect(built.view(built.find('target') as Entry).related).toMatchObject([
      { direction: 'in', rule: { title: 'Many' } },
    ])
    expect(codes(built)).toEqual(['catalog/unknown-reference'])
  })
})

describe('files and addresses', () => {
  test('several documents share what is global, and each has its own address', () => {
    const text = `action: global\ntitle: shared\nid: one\nlogsource: {product: windows}\ndetection:\n  condition: s\n---\ndetection:\n  s: {EventID: 1}\nlogsource: {service: a}\n---\ndetection:\n  s: {EventID: 2}\n---\naction: repeat\ndetection:\n  t: {b: 3}\n  condition: t\n---\naction: reset\n---\ntitle: alone\nid: two\ndetection: {s: {c: 4}, condition: s}\nlogsource: {product: linux}\n`
    const built = catalog({ 'multi.yml': text })
    expect(built.entries.map((entry) => [entry.rule.title, entry.slug, entry.extent])).toEqual([
      ['alone', 'multi-4', 'whole'],
      ['shared', 'multi', 'whole'],
      ['shared', 'multi-2', 'whole'],
      ['shared', 'multi-3', 'whole'],
    ])
    const sources = built.entries.map(({ rule: { stages } }) =>
      stages[0]?.kind === 'read' ? stages[0].source : undefined,
    )
    expect(sources).toMatchObject([
      { written: { product: 'linux' } },
      { written: { product: 'windows', service: 'a' } },
      { written: { product: 'windows' } },
      { written: { product: 'windows' } },
    ])
  })

  test('files of one name have different addresses, hostile names safe ones', () => {
    const built = catalog({
      'a/same.yml': rule('first', '  s: {a: 1}\n  condition: s\n'),
      'b/Same.yml': rule('second', '  s: {a: 1}\n  condition: s\n'),
      'c/same.yml': rule('old', '  s: {a: 1}\n  condition: s\n', 'status: deprecated\n'),
      'd/..<script>.yml': rule('z', '  s: {a: 1}\n  condition: s\n'),
    })
    expect(built.entries.map((entry) => entry.slug)).toEqual(['same', 'same-3', 'Same-2', 'script'])
  })

  test('a rebuild keeps what did not change and reads what did', () => {
    const first = catalog({ 'a.yml': simple, 'b.yml': rule('b', '  s: {a: 1}\n  condition: s\n') })
    const second = catalog({ 'a.yml': simple, 'b.yml': rule('b2', '  s: {a: 2}\n  condition: s\n') }, first)
    expect(second.entries.map((entry) => entry.rule.title)).toEqual(['b2', 'simple'])
    expect(second.find('simple')?.rule).toBe(first.find('simple')?.rule)
  })
})
