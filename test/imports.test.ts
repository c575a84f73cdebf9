import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

/** Which folders of `src` a folder may import from, itself always. `types` marks those it may only take types from. */
const arrows: Readonly<Record<string, { readonly from: readonly string[]; readonly types?: readonly string[] }>> = {
  model: { from: [] },
  data: { from: ['model'] },
  text: { from: ['model'] },
  formats: { from: ['model', 'text'] },
  languages: { from: ['model', 'text'] },
  resolve: { from: ['model', 'data'] },
  match: { from: ['model', 'resolve', 'text'] },
  records: { from: ['model', 'text'] },
  search: { from: ['model', 'text'] },
  catalog: { from: ['model', 'data', 'formats', 'languages', 'resolve', 'match', 'search', 'text'] },
  site: { from: ['model', 'catalog', 'match', 'records', 'resolve', 'search', 'text'] },
  server: { from: ['catalog', 'languages', 'match', 'search', 'site'] },
  node: { from: ['model', 'records'], types: ['languages'] },
}
/** These may import from every folder: they only join what the others make. */
const joiners = ['cli', 'index.ts']

/** Whether a file may import what only Node has. All others run in a browser too. */
const mayUseNode = (file: string): boolean => /^(node|cli)\//.test(file) || file === 'server/node.ts'

interface Import {
  readonly file: string
  readonly line: number
  readonly specifier: string
  readonly typeOnly: boolean
}

const src = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src')
const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
  .map((entry) => relative(src, join(entry.parentPath, entry.name)).split(sep).join('/'))
  .sort()
const imports = files.flatMap((file) => importsOf(file, readFileSync(join(src, file), 'utf8')))

function importsOf(file: string, text: string): Import[] {
  // Blanked, not removed: the lines keep their numbers.
  const code = text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/^\s*\/\/.*$/gm, '')
  const statement =
    /^[ \t]*(import|export)(\s+type\b)?[^'"`;=()]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/gm
  return [...code.matchAll(statement)].map((match) => ({
    file,
    line: code.slice(0, match.index + match[0].length).split('\n').length,
    specifier: match[3] ?? match[4] ?? '',
    typeOnly: match[2] !== undefined,
  }))
}

const folderOf = (file: string): string => file.split('/')[0] ?? ''
const targetOf = ({ file, specifier }: Import): string =>
  posix.join(posix.dirname(file), specifier).replace(/\.js$/, '.ts')
const isLocal = ({ specifier }: Import): boolean => specifier.startsWith('.')
const say = (found: Import, what: string): string =>
  `src/${found.file}:${found.line} imports ${found.specifier}: ${what}`

function isAllowed(found: Import): boolean {
  const from = folderOf(found.file)
  const to = folderOf(targetOf(found))
  if (joiners.includes(from) || from === to) return true
  const row = arrows[from]
  return row !== undefined && (row.from.includes(to) || (found.typeOnly && (row.types?.includes(to) ?? false)))
}

it('reads the import lines of every folder', () => {
  expect(
    importsOf('a.ts', "import type { A } from './b.js'\n// from './c.js'\nconst d = await import('./d.js')\n"),
  ).toEqual([
    { file: 'a.ts', line: 1, specifier: './b.js', typeOnly: true },
    { file: 'a.ts', line: 3, specifier: './d.js', typeOnly: false },
  ])
  expect(
    importsOf('a.ts', "import {\n  b,\n  c,\n} from './b.js'\nexport * from './c.js'\nimport './d.js'\n").map(
      (i) => i.line,
    ),
  ).toEqual([4, 5, 6])
  expect(new Set(imports.map(({ file }) => folderOf(file))).size).toBeGreaterThan(5)
})

it('knows every folder of src', () => {
  const known = [...Object.keys(arrows), ...joiners]
  expect(files.map(folderOf).filter((folder) => !known.includes(folder))).toEqual([])
})

it('lets imports follow the arrows only', () => {
  const against = imports.filter((found) => isLocal(found) && !isAllowed(found))
  const words = (found: Import): string => `${folderOf(found.file)} must not import ${folderOf(targetOf(found))}`
  expect(against.map((found) => say(found, words(found)))).toEqual([])
})

it('imports files that exist, by the names they will have when compiled', () => {
  const wrong = imports.filter(
    (found) => isLocal(found) && !(found.specifier.endsWith('.js') && files.includes(targetOf(found))),
  )
  expect(wrong.map((found) => say(found, 'there is no such file'))).toEqual([])
})

it("leaves Node's own modules to node, cli and the server's entry", () => {
  const builtin = imports.filter(({ specifier }) => specifier.startsWith('node:'))
  expect(builtin.length).toBeGreaterThan(0)
  expect(
    builtin.filter(({ file }) => !mayUseNode(file)).map((found) => say(found, 'this file must run in a browser')),
  ).toEqual([])
})

it('has no cycle of imports, but of types, which are gone when the program runs', () => {
  const targets = new Map<string, string[]>()
  for (const found of imports.filter((one) => isLocal(one) && !one.typeOnly))
    targets.set(found.file, [...(targets.get(found.file) ?? []), targetOf(found)])
  expect(findCycles(targets)).toEqual([])
  expect(
    findCycles(
      new Map([
        ['a', ['b']],
        ['b', ['c', 'd']],
        ['d', ['b']],
      ]),
    ),
  ).toEqual(['b -> d -> b'])
})

function findCycles(targets: ReadonlyMap<string, readonly string[]>): string[] {
  const cycles: string[] = []
  const done = new Set<string>()
  function visit(file: string, way: readonly string[]): void {
    if (way.includes(file)) cycles.push([...way.slice(way.indexOf(file)), file].join(' -> '))
    else if (!done.has(file)) {
      for (const target of targets.get(file) ?? []) visit(target, [...way, file])
      done.add(file)
    }
  }
  for (const file of targets.keys()) visit(file, [])
  return cycles
}
