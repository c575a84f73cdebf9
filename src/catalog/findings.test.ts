import { describe, expect, test } from 'vitest'
import { build } from './build.js'
import { deadPartsOf } from './findings-dead.js'
import { nearMisses } from './findings-near.js'
import { sameLogic } from './findings-same.js'
import { withdrawnTechniques } from './findings-techniques.js'

interface Parts {
  readonly detection: string
  readonly title?: string
  readonly tags?: string
  readonly product?: string
}

const rule = ({ detection, title = 't', tags = '', product = 'windows' }: Parts): string =>
  `title: ${title}\ntags: [${tags}]\nlogsource: {product: ${product}, category: process_creation}\ndetection: ${detection}\n`

const catalogOf = (...parts: Parts[]) =>
  build(
    [{ name: 'test', root: '/' }],
    parts.map((one, i) => ({ source: 0, path: `${i}.yml`, text: rule({ title: `Rule ${i}`, ...one }) })),
  )

const one = (test: string): string => `{a: {${test}}, condition: a}`
/** As many rules that hold a test, each with something of its own. */
const many = (n: number, test: string): Parts[] =>
  Array.from({ length: n }, (_, i) => ({ detection: one(`${test}, User: u${i}`) }))

describe('near misses', () => {
  const found = (near: Parts, ...others: Parts[]) =>
    nearMisses(catalogOf(near, ...others)).map(({ sort, entry, held, like, rules }) => [
      sort,
      entry.rule.path,
      held.key.value,
      like,
      rules,
    ])
  const regsvr = "Image|endswith: '\\regsvr32.exe'"

  test('letters that changed places in a word that five rules know', () => {
    const near = { detection: one("Image|endswith: '\\regsrv32.exe'") }
    expect(found(near, ...many(5, regsvr))).toEqual([['misspelt', '0.yml', '\\regsrv32.exe', 'regsvr32', 5]])
    expect(found(near, ...many(4, regsvr))).toEqual([])
  })

  test('a letter too many when the value is then one that others hold, and nothing else is as near', () => {
    const near = { detection: one("Image|endswith: '\\ilsasm.exe'") }
    const ilasm = many(5, "Image|endswith: '\\ilasm.exe'")
    expect(found(near, ...ilasm)).toEqual([['misspelt', '0.yml', '\\ilsasm.exe', 'ilasm', 5]])
    expect(found(near, ...ilasm, ...many(5, "Image|endswith: '\\ilsas.exe'"))).toEqual([])
  })

  test('a folder of a longer path that fifty rules know', () => {
    const near = { detection: one("Image: 'C:\\Windows\\Systems32\\drop.dat'") }
    const known = many(50, "Image|startswith: 'C:\\Windows\\System32\\'")
    expect(found(near, ...known)).toEqual([['misspelt', '0.yml', 'C:\\Windows\\Systems32\\drop.dat', 'system32', 50]])
    expect(found(near, ...known.slice(1))).toEqual([])
  })

  test.each([
    ['names that begin otherwise', "Image|endswith: '\\kexec.exe'", "Image|endswith: '\\pexec.exe'", 't'],
    ['names that the title says', "Image|endswith: '\\regsrv32.exe'", regsvr, 'Regsrv32 posing as another'],
    ['versions', "Image|endswith: '\\python312.exe'", "Image|endswith: '\\python311.exe'", 't'],
    ['plurals', "CommandLine|contains: 'certutils'", "CommandLine|contains: 'certutil'", 't'],
  ])('are not %s', (_, test, known, title) =>
    expect(found({ detection: one(test), title }, ...many(9, known))).toEqual([]),
  )

  test('are not what a rule lists beside the right one', () =>
    expect(
      found({ detection: one("Image|endswith: ['\\regsrv32.exe', '\\regsvr32.exe']") }, ...many(6, regsvr)),
    ).toEqual([]))

  test('a name without its separator', () => {
    const near = { detection: one("ParentImage|endswith: 'cmd.exe'") }
    const known = many(5, "ParentImage|endswith: '\\cmd.exe'")
    expect(found(near, ...known)).toEqual([['separator', '0.yml', 'cmd.exe', '\\cmd.exe', 5]])
    expect(found(near, ...known.slice(3))).toEqual([])
    expect(found(near, ...known, near)).toHaveLength(2)
    expect(found(near, ...known, near, near)).toEqual([])
  })

  test('a folder without its end counts when it is excluded', () => {
    const test = "Image|startswith: 'C:\\Program Files'"
    const known = many(3, "Image|startswith: 'C:\\Program Files\\'")
    expect(found({ detection: `{a: {User: x}, f: {${test}}, condition: a and not f}` }, ...known)).toEqual([
      ['folder', '0.yml', 'C:\\Program Files', 'C:\\Program Files\\', 3],
    ])
    expect(found({ detection: one(test) }, ...known)).toEqual([])
  })

  test('a mark inside a path, and about a whole value, of one product', () => {
    const known = many(3, "Image|contains: ':\\Program Files (x86)\\'")
    expect(found({ detection: one("Image|contains: ':\\Program Files(x86)\\'") }, ...known)).toEqual([
      ['mark', '0.yml', ':\\Program Files(x86)\\', ':\\Program Files (x86)\\', 3],
    ])
    const names = many(3, 'OriginalFileName: REGSVR32.EXE')
    const near = one("OriginalFileName: '\\REGSVR32.EXE'")
    expect(found({ detection: near }, ...names)).toHaveLength(1)
    expect(found({ detection: near, product: 'linux' }, ...names)).toEqual([])
    expect(
      found({ detection: one("CommandLine|contains: ' -delete '") }, ...many(3, "CommandLine|contains: ' delete '")),
    ).toEqual([])
  })
})

describe('dead parts', () => {
  const sorts = (detection: string, product = 'windows') => {
    const [entry] = catalogOf({ detection, product }).entries
    if (!entry) throw new Error('no rule')
    return deadPartsOf(entry.rule).map(([sort, { how, one, other }]) => [
      sort,
      how,
      one.values[0]?.written ?? 'exists',
      other.values[0]?.written ?? 'exists',
    ])
  }

  test.each([
    [
      'two values of one field',
      '{a: {EventID: 1}, b: {EventID: [2, 3]}, condition: a and b}',
      ['never', 'apart', '1', '2'],
    ],
    [
      'two ends',
      '{a: {Image|endswith: \\a.exe}, b: {Image|endswith: \\b.exe}, condition: a and b}',
      ['never', 'apart', '\\a.exe', '\\b.exe'],
    ],
    [
      'a test and its opposite',
      '{a: {User: x}, b: {Image: i}, condition: a and b and not a}',
      ['never', 'opposed', 'x', 'x'],
    ],
    [
      'a test within what is excluded',
      '{a: {Image|endswith: \\a.exe}, b: {Image|endswith: .exe}, condition: a and not b}',
      ['never', 'opposed', '\\a.exe', '.exe'],
    ],
    [
      'an alternative',
      '{a: {EventID: 1}, b: {EventID: 2}, c: {User: x}, condition: a and (b or c)}',
      ['alternative', 'apart', '1', '2'],
    ],
    [
      'what is there or not',
      '{a: {User|exists: true}, b: {User|exists: false}, condition: a or b}',
      ['always', 'opposed', 'exists', 'exists'],
    ],
    [
      'other than one or another',
      '{a: {EventID: 1}, b: {EventID: 2}, condition: not a or not b}',
      ['always', 'apart', '1', '2'],
    ],
    [
      'an exclusion',
      '{a: {Image|endswith: \\a.exe}, f: {Image|endswith: \\b.exe, User: x}, condition: a and not f}',
      ['exclusion', 'apart', '\\a.exe', '\\b.exe'],
    ],
  ])('%s', (_, detection, expected) => expect(sorts(detection)).toEqual([expected]))

  test.each([
    ['values of which one fits', '{a: {EventID: [1, 2]}, b: {EventID: [2, 3]}, condition: a and b}'],
    ['an end and a part', '{a: {Image|endswith: \\a.exe}, b: {Image|contains: temp}, condition: a and b}'],
    ['an end and a longer one', '{a: {Image|endswith: .exe}, b: {Image|endswith: \\b.exe}, condition: a and b}'],
    ['more than what is excluded', '{a: {Image|endswith: .exe}, b: {Image|endswith: \\a.exe}, condition: a and not b}'],
    ['a null beside a value', '{a: {Image|endswith: \\a.exe}, f: {Image: null}, condition: a and not f}'],
    [
      'two exclusions of which one is the wider',
      '{a: {User: x}, f: {Image|endswith: .exe}, g: {Image|endswith: \\a.exe}, condition: a and not f and not g}',
    ],
    ['another case that is minded', '{a: {User: x}, f: {User|cased: x}, condition: a and not f}'],
  ])('says nothing of %s', (_, detection) => expect(sorts(detection)).toEqual([]))

  test('says nothing of fields that may have several values', () =>
    expect(sorts('{a: {groups: x}, b: {groups: y}, condition: a and b}', 'okta')).toEqual([]))
})

test('identical rules are of two files, whatever they are called', () => {
  const same = { detection: one('Image: x, User: [y, z]') }
  const catalog = catalogOf(same, { detection: one('Image: other') }, { ...same, title: 'Another name' })
  expect(sameLogic(catalog).map(({ entries }) => entries.map(({ rule }) => rule.path))).toEqual([['2.yml', '0.yml']])
  const twice = [rule(same), rule({ ...same, title: 'Other' })].join('---\n')
  expect(sameLogic(build([{ name: 'test', root: '/' }], [{ source: 0, path: 'a.yml', text: twice }]))).toEqual([])
})

test('withdrawn techniques, with the one in their place, most rules first', () => {
  const detection = one('Image: x')
  const catalog = catalogOf(
    { detection, tags: 'attack.t1086' },
    { detection, tags: 'attack.t1086, attack.t1086, attack.t1059' },
    { detection, tags: 'attack.t1043, attack.t9999' },
  )
  expect(withdrawnTechniques(catalog).map(({ entries, ...one }) => ({ ...one, rules: entries.length }))).toEqual([
    { written: 'T1086', why: 'revoked', detail: 'T1059.001 PowerShell', rules: 2 },
    { written: 'T1043', why: 'deprecated', detail: expect.stringContaining('T1043'), rules: 1 },
    { written: 'T9999', why: 'unknown', detail: expect.any(String), rules: 1 },
  ])
})
