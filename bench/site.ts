/**
 * The whole site in memory: read, index and render every page, against reading alone, in one run; the sizes of rule pages;
 * and what one changed rule costs. Then the growth from 1 to 3 times the rules.
 */
import { build } from '../src/catalog/build.js'
import { siteFiles } from '../src/site/write.js'
import { median, multiplied, readCorpus } from './corpus.js'

const files = readCorpus('sigma', '.yml')
const source = [{ name: 'bench', root: '' }]

const timed = <T>(run: () => T): { ms: number; result: T } => {
  const start = performance.now()
  const result = run()
  return { ms: Math.round(performance.now() - start), result }
}

const read = timed(() => build(source, files))
const catalog = read.result
const sizes: number[] = []
const render = timed(() => {
  let bytes = 0
  let pages = 0
  for (const { path, content } of siteFiles(catalog)) {
    bytes += content.length
    pages++
    if (path.startsWith('rules/sigma/') && path.endsWith('.html')) sizes.push(Buffer.byteLength(content))
  }
  return { bytes, pages }
})
sizes.sort((a, b) => a - b)

const changed = files.map((file, i) => (i === 0 ? { ...file, text: `${file.text}\n# changed` } : file))
const change = median(() => {
  const next = build(source, changed, catalog)
  const entry = next.entries[0]
  return entry && next.view(entry)
})

const growth = [1, 3].map((times) => {
  const many = multiplied(files, times)
  const { ms } = timed(() => {
    for (const file of siteFiles(build(source, many))) if (file.content === '') throw new Error(file.path)
  })
  return { rules: many.length, ms }
})

console.log(
  JSON.stringify(
    {
      bench: 'site',
      files: files.length,
      readMs: read.ms,
      renderMs: render.ms,
      ...render.result,
      rulePageBytes: {
        median: sizes[sizes.length >> 1],
        p95: sizes[Math.floor(sizes.length * 0.95)],
        max: sizes.at(-1),
      },
      oneRuleChangedMs: Math.round(change),
      growth,
      peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    },
    null,
    2,
  ),
)
