/**
 * Queries over 8,000 rules as a browser answers them after loading, against a plain scan of all rules in the same run.
 * Both must find the same. Words are left to the index in both: what is compared is facts and indicators.
 */
import { gzipSync } from 'node:zlib'
import { build, type Catalog, type InputFile } from '../src/catalog/build.js'
import { parseKql } from '../src/node/kusto.js'
import { evaluate } from '../src/search/evaluate.js'
import { parse } from '../src/search/parse.js'
import { type Doc, heldDocs, satisfies } from '../src/search/testing.js'
import { everything } from '../src/site/rules-index-address.js'
import { rulesIndexData } from '../src/site/rules-index-data.js'
import { engine } from '../src/site/rules-index-engine.js'
import { searchFiles } from '../src/site/search-data.js'
import { RowStore } from '../src/site/search-format.js'
import { finder, nameFiles } from '../src/site/search-names-finder.js'
import { multiplied, readCorpus } from './corpus.js'

const wanted = 8000
const sigma = readCorpus('sigma', '.yml')
const others: InputFile[] = [
  ...readCorpus('elastic', '.toml'),
  ...readCorpus('splunk', '.yml'),
  ...['.md', '.kql', '.yaml'].flatMap((ending) => readCorpus('kusto', ending)),
]
const known = build([{ name: 'bench', root: '' }], [...sigma, ...others], undefined, { kql: parseKql })
const more = multiplied(sigma, 2).slice(sigma.length, sigma.length + Math.max(0, wanted - known.entries.length))
const catalog = build([{ name: 'bench', root: '' }], [...sigma, ...others, ...more], known, { kql: parseKql })

const queries = [
  'field:CommandLine value:"-enc" not:field:ParentImage technique:T1059 level:high',
  'field:Image ends_with:="\\cmd.exe" family:sigma',
  'field:CommandLine value:http',
  'excludes:field:ParentImage kind:ends_with',
  'technique:T1003 event:sysmon/1',
  'value:mimikatz',
  'kind:regex level:high,critical',
  'contains:".ps1" product:windows',
  'field:CommandLine contains:-enc',
  'contains:=".ps1"',
  'not:field:CommandLine not:field:Image tactic:persistence',
  'field:process.name value:powershell language:eql',
  'status:stable technique:powershell',
  'event:security family:sigma,splunk not:level:low',
]
const withWords = [
  'powershell',
  'mimikatz dump',
  'lsass level:high',
  'mimikats',
  'title:suspicious field:CommandLine',
  'e',
  'download http',
]

const timed = <T>(run: () => T): { ms: number; result: T } => {
  const start = performance.now()
  const result = run()
  return { ms: performance.now() - start, result }
}
const round = (ms: number): number => Math.round(ms * 100) / 100
const at = (all: readonly number[], part: number): number =>
  round([...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * part))] ?? 0)
const figures = (all: readonly number[]): object => ({ p50: at(all, 0.5), p95: at(all, 0.95), most: at(all, 1) })

const made = timed(() => new Map([...searchFiles(catalog)].map(({ path, content }) => [path, content])))
const files = made.result
const indexText = JSON.stringify(rulesIndexData(catalog))
const parts = [...files].filter(([path]) => /rules\/search\/\d+\.json$/.test(path))
const zipped = (text: string): number => Math.round(gzipSync(text).length / 1024)

const loaded = timed(() => {
  const rows = new RowStore()
  rows.know(JSON.parse(files.get('rules/search/fields.json') ?? '').fields)
  for (const [, content] of parts) rows.add(JSON.parse(content))
  return engine(JSON.parse(indexText), rows)
})
const index = loaded.result
const docs = docsOf(catalog)

const rounds = 20
const ours: number[] = []
const plain: number[] = []
for (let i = 0; i < rounds; i++)
  for (const q of queries) {
    const query = parse(q)
    const asked = timed(() => evaluate(parse(q), index.searched).rules ?? [])
    const scan = timed(() => docs.flatMap((doc, rule) => (satisfies(doc, query) ? [rule] : [])))
    if (asked.result.join() !== scan.result.join())
      throw new Error(`${q}: ${asked.result.length}, ${scan.result.length}`)
    if (scan.result.length === 0) throw new Error(`${q} finds nothing`)
    if (i > 0) {
      ours.push(asked.ms)
      plain.push(scan.ms)
    }
  }

/** All that is done for a query of the page: the rules, their order, and the counts of every facet. */
const page: number[] = []
for (let i = 0; i < rounds; i++)
  for (const q of [...queries, ...withWords]) {
    const { ms } = timed(() => index.ask({ ...everything, q }))
    if (i > 0) page.push(ms)
  }

const find = finder(nameFiles.flatMap(({ file }) => JSON.parse(files.get(`search/${file}.json`) ?? '')))
const palette: number[] = []
for (let i = 0; i < rounds; i++)
  for (const q of ['p', 'powershell', 'powrshell', 'sysmon 1', 'cmd.exe', 'suspicious download', 'T1059']) {
    const { ms } = timed(() => find(q))
    if (i > 0) palette.push(ms)
  }

console.log(
  JSON.stringify(
    {
      bench: 'search',
      rules: catalog.entries.length,
      makeMs: round(made.ms),
      loadMs: round(loaded.ms),
      kilobytes: {
        index: zipped(indexText),
        parts: parts.length,
        largestPart: Math.max(...parts.map(([, content]) => zipped(content))),
        allParts: parts.reduce((sum, [, content]) => sum + zipped(content), 0),
        fields: zipped(files.get('rules/search/fields.json') ?? ''),
        ...Object.fromEntries(nameFiles.map(({ file }) => [file, zipped(files.get(`search/${file}.json`) ?? '')])),
      },
      queriesMs: figures(ours),
      plainScanMs: figures(plain),
      pageMs: figures(page),
      paletteMs: figures(palette),
    },
    null,
    2,
  ),
)

function docsOf({ entries, held }: Catalog): Doc[] {
  const tables = index.data.facets
  return entries.map((entry, rule) => {
    const facts = tables.map(({ name, keys, labels, of }) => [
      name,
      (of[rule] ?? []).map((id) => ({ key: keys[id] ?? '', label: labels[id] ?? '' })),
    ])
    return {
      facts: { ...Object.fromEntries(facts), language: [{ key: entry.rule.language, label: entry.rule.language }] },
      held: heldDocs(held.call(catalog, entry)),
      words: {},
    }
  })
}
