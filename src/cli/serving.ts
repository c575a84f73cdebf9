import { createWatcher } from '../node/watch.js'
import { createApp } from '../server/app.js'
import { type Listening, listen, PortInUse } from '../server/node.js'
import { loadAssets } from './assets.js'
import { Failure } from './exit.js'
import { collect } from './findings.js'
import { createLive, type Refreshed } from './live.js'
import { summary } from './report.js'
import type { Source } from './sources.js'
import { count, createStatus, painter, seconds, wantsColour } from './terminal.js'

export interface ServingOptions {
  /** The sources are the rules that come with the program, since none were named. */
  readonly examples: boolean
  readonly host: string
  /** Undefined: the default one, or the next that is free. */
  readonly port: number | undefined
  readonly defaultPort: number
  readonly poll: boolean
  readonly quiet: boolean
}

/** Serves the sources until it is told to stop, and follows their changes. */
export async function startServing(
  sources: readonly Source[],
  { examples, host, port, defaultPort, poll, quiet }: ServingOptions,
): Promise<{ readonly ended: Promise<void> }> {
  const paint = painter(wantsColour(process.stdout))
  const status = createStatus()
  status.show('Reading rules ...')
  const live = createLive(sources)
  status.clear()

  const app = createApp({ pages: () => live.pages, assets: loadAssets(), hosts: namesFor(host) })
  const listening = await listenSomewhere((at) => listen(app, host, at), port, defaultPort)
  const follow = (): void => {
    const refreshed = live.refresh()
    watcher.watch(live.folders)
    if (refreshed && !quiet) process.stderr.write(`${changeLine(refreshed)}\n`)
  }
  const watcher = createWatcher(async () => follow(), { poll: poll ? 1000 : undefined })
  watcher.watch(live.folders)

  process.stdout.write(`${summary(collect(live.catalog, sources), paint)}\nServing at ${paint.bold(listening.url)}\n`)
  if (examples) process.stdout.write('These rules come with the program; name a folder to browse your own.\n')
  if (process.stdout.isTTY) process.stdout.write(paint.dim('Changes are shown as you save them. Ctrl-C stops.\n'))
  setImmediate(() => {
    // What was saved between reading and watching. And the first page and change take their time now, not later.
    follow()
    live.warm()
  })
  return { ended: untilStopped(listening, () => watcher.close()) }
}

/** Other machines may ask by names that we cannot know; this one only by its own, so that no web page can pose as us. */
const namesFor = (host: string): readonly string[] | undefined =>
  ['127.0.0.1', '::1', 'localhost'].includes(host) ? ['127.0.0.1', '[::1]', 'localhost'] : undefined

async function listenSomewhere(
  start: (port: number) => Promise<Listening>,
  asked: number | undefined,
  otherwise: number,
): Promise<Listening> {
  try {
    return await start(asked ?? otherwise)
  } catch (error) {
    if (!(error instanceof PortInUse)) throw error
    const { port, free } = error
    const hint = free === undefined ? 'name another with --port' : `${free} is free: --port ${free}`
    if (asked !== undefined || free === undefined) throw new Failure(`port ${port} is in use; ${hint}`)
    process.stderr.write(`Port ${port} is in use; taking ${free} instead.\n`)
    return start(free)
  }
}

const changeLine = ({ changed, millis }: Refreshed): string =>
  `${new Date().toTimeString().slice(0, 8)}  ${count(changed, 'file')} changed, shown after ${seconds(millis)}`

function untilStopped(listening: Listening, release: () => void): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      release()
      void listening.close().then(resolve)
    }
    process.once('SIGINT', stop)
    process.once('SIGTERM', stop)
  })
}
