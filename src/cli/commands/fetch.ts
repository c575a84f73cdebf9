import { cacheFolder, checkoutOf } from '../../node/cache.js'
import { collections, fetchRules } from '../../node/fetch.js'
import { command } from '../command.js'
import { UsageError } from '../exit.js'
import { cache } from '../options.js'
import { createStatus } from '../terminal.js'

export default command({
  name: 'fetch',
  summary: 'get or update a public collection of rules',
  usage: 'sigma|elastic|splunk|sentinel|URL [--cache DIR]',
  about: `Clones a repository of rules without its history into a cache, or brings an earlier clone up to date. Its revision and licence are recorded and shown on the pages made of it. Afterwards its name stands for it wherever a source is asked for. Needs git. A URL begins with https, ssh or file.`,
  takes: { least: 1, most: 1 },
  options: {
    cache,
    timeout: { type: 'string', value: 'SECONDS', default: '600', about: 'give up after that long' },
  },
  examples: [
    ['fetch sigma', 'the public Sigma rules'],
    ['fetch https://github.com/my/rules.git', 'any repository'],
    ['serve sigma', 'what to do next'],
  ],
  async run([what = ''], { cache, timeout }) {
    const limit = Number(timeout) * 1000
    if (!(limit > 0)) throw new UsageError(`--timeout cannot be "${timeout}"; it is a number of seconds`)
    const folder = cacheFolder(cache)
    const status = createStatus()
    status.show(`Fetching ${what} ...`)
    try {
      const { name, from, revision, license } = await fetchRules(what, {
        cache: folder,
        limit,
        onProgress: (line) => status.show(line),
      })
      status.clear()
      const known = Object.hasOwn(collections, what)
      process.stdout.write(
        [
          `${name} is at ${checkoutOf(folder, name)}`,
          `  from      ${from}`,
          `  revision  ${revision}`,
          `  licence   ${license ?? 'none found'}`,
          `Next: detectionary serve ${known ? name : what}${cache === undefined ? '' : ` --cache ${cache}`}`,
          '',
        ].join('\n'),
      )
      return 0
    } finally {
      status.clear()
    }
  },
})
