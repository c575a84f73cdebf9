import { command } from '../command.js'
import { UsageError } from '../exit.js'
import { cache } from '../options.js'
import { openSources } from '../sources.js'

const defaultPort = 4600

export default command({
  name: 'serve',
  summary: 'browse the catalog, kept up to date while you edit',
  usage: '[SOURCES...] [--port N]',
  about: `Reads rules and serves their catalog to this machine only. Watches the sources: when a rule changes, its pages show it at once. Without sources it serves the rules that come with the program. Ends with Ctrl-C.`,
  takes: { least: 0, most: Number.POSITIVE_INFINITY },
  options: {
    port: {
      type: 'string',
      short: 'p',
      value: 'N',
      about: `where to serve; 0 for any free port (default: ${defaultPort})`,
    },
    host: { type: 'string', value: 'ADDRESS', default: '127.0.0.1', about: 'for whom; 0.0.0.0 lets other machines in' },
    poll: { type: 'boolean', about: 'look for changes every second, where the system does not tell of them' },
    quiet: { type: 'boolean', short: 'q', about: 'say nothing of changes' },
    cache,
  },
  examples: [
    ['serve', 'the rules that come with the program'],
    ['serve my-rules/ sigma', 'your rules among the fetched Sigma rules'],
    ['serve --port 0 my-rules/', 'at any free port'],
  ],
  async run(names, { port, host, poll, quiet, cache }) {
    const asked = port === undefined ? undefined : parsePort(port)
    const sources = await openSources(names, cache)
    const { startServing } = await import('../serving.js')
    const serving = await startServing(sources, {
      examples: names.length === 0,
      host,
      port: asked,
      defaultPort,
      poll,
      quiet,
    })
    await serving.ended
    return 0
  },
})

function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new UsageError(`--port cannot be "${text}"; it is a number up to 65535`)
  return port
}
