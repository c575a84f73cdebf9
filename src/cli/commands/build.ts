import { performance } from 'node:perf_hooks'
import { command } from '../command.js'
import { UsageError } from '../exit.js'
import { collect } from '../findings.js'
import { load } from '../load.js'
import { cache } from '../options.js'
import { summary } from '../report.js'
import { count, createStatus, figure, painter, seconds, wantsColour } from '../terminal.js'

export default command({
  name: 'build',
  summary: 'write the catalog as a site that any web server can host',
  usage: '[SOURCES...] -o DIR',
  about: `Reads rules and writes their catalog as static files: a page and a JSON twin for each rule, the index, the values, and catalog.ndjson. Later builds into the same folder write only what changed and remove what is gone. A folder that holds anything else is left alone. Rules that are broken do not stop it: check says what is wrong with them.`,
  takes: { least: 0, most: Number.POSITIVE_INFINITY },
  options: {
    out: { type: 'string', short: 'o', value: 'DIR', about: 'where to write the site; made when missing' },
    quiet: { type: 'boolean', short: 'q', about: 'print nothing when all goes well' },
    cache,
  },
  examples: [
    ['build sigma -o site', 'the fetched Sigma rules'],
    ['build my-rules/ sigma -o site', 'your rules, counted together with theirs'],
  ],
  async run(names, { out, quiet, cache }) {
    if (out === undefined) throw new UsageError('build needs -o DIR, the folder to write to')
    const started = performance.now()
    const [{ claimFolder }, { writeSite }] = await Promise.all([import('../output.js'), import('../write-site.js')])
    claimFolder(out)
    const { catalog, sources } = await load(names, cache)
    const [{ siteFiles }, { loadAssets }] = await Promise.all([import('../../site/write.js'), import('../assets.js')])
    const status = createStatus()
    function* files() {
      for (const [path, content] of loadAssets()) yield { path, content }
      let n = 0
      for (const file of siteFiles(catalog)) {
        if (n++ % 100 === 0) status.show(`Writing ${figure(n - 1)} files ...`)
        yield file
      }
    }
    const { files: all, written, removed, bytes } = await writeSite(out, files())
    status.clear()
    if (quiet) return 0
    const findings = collect(catalog, sources)
    const again = ['check', ...names].join(' ')
    const lines = [
      summary(findings, painter(wantsColour(process.stdout))),
      ...(findings.all.length > 0 && names.length > 0 ? [`What was found, and where: detectionary ${again}`] : []),
      `${count(all, 'file')} in ${out} (${(bytes / 1e6).toFixed(1)} MB), ${figure(written)} written, ${figure(removed)} removed, ${seconds(performance.now() - started)}.`,
    ]
    process.stdout.write(`${lines.join('\n')}\n`)
    return 0
  },
})
