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
  usage: '[SOURCES...] -o DIR [--samples LOGS]',
  about: `Reads rules and writes their catalog as static files: a page and a JSON twin for each rule, the index, the values, and catalog.ndjson. Later builds into the same folder write only what changed and remove what is gone. A folder that holds anything else is left alone. With --samples every rule is run on the logs of a folder, and its page shows the records that it fires on, or says that there is none. Rules that are broken do not stop it: check says what is wrong with them.`,
  takes: { least: 0, most: Number.POSITIVE_INFINITY },
  options: {
    out: { type: 'string', short: 'o', value: 'DIR', about: 'where to write the site; made when missing' },
    url: {
      type: 'string',
      value: 'URL',
      about: 'where the site will be: pages say their address, and there is a sitemap',
    },
    samples: {
      type: 'string',
      value: 'LOGS',
      about: 'known records: a log, or a folder of logs, to show on the pages of rules',
    },
    records: { type: 'boolean', about: 'beside each rule the records that were made to test it, records.jsonl' },
    quiet: { type: 'boolean', short: 'q', about: 'print nothing when all goes well' },
    cache,
  },
  examples: [
    ['build sigma -o site', 'the fetched Sigma rules'],
    ['build sigma -o site --url https://example.org/', 'with addresses for search engines'],
    ['build my-rules/ sigma -o site', 'your rules, counted together with theirs'],
    ['build sigma -o site --samples attacks/', 'with the records of known attacks that fire each rule'],
  ],
  async run(names, { out, url, samples: logs, records: made, quiet, cache }) {
    if (out === undefined) throw new UsageError('build needs -o DIR, the folder to write to')
    const base = url === undefined ? undefined : baseOf(url)
    const started = performance.now()
    const [{ claimFolder }, { writeSite }] = await Promise.all([import('../output.js'), import('../write-site.js')])
    claimFolder(out)
    const { catalog, sources } = await load(names, cache)
    const samples = logs === undefined ? undefined : await (await import('../samples.js')).gatherSamples(catalog, logs)
    const [{ siteFiles }, { withAddresses }, { loadAssets }] = await Promise.all([
      import('../../site/write.js'),
      import('../../site/addresses.js'),
      import('../assets.js'),
    ])
    const status = createStatus()
    function* files() {
      for (const [path, content] of loadAssets()) yield { path, content }
      let n = 0
      for (const file of withAddresses(siteFiles(catalog, { samples, made }), base)) {
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

/** The address of the site's root, with a slash at its end. Throws a `UsageError` for what is no address of the web. */
function baseOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(`"${text}" is no address; give one such as https://example.org/rules/`)
  url.search = ''
  url.hash = ''
  return url.href.endsWith('/') ? url.href : `${url.href}/`
}
