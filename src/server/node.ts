import { createServer } from 'node:http'
import { type AddressInfo, createServer as createProbe } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'

export interface Listening {
  readonly port: number
  /** What to open in a browser. */
  readonly url: string
  /** Answers what was asked, then nothing more. */
  close(): Promise<void>
}

/** The port is taken; `free` is the next one that is not, if there is one nearby. */
export class PortInUse extends Error {
  override name = 'PortInUse'

  constructor(
    readonly port: number,
    readonly free: number | undefined,
  ) {
    super(`port ${port} is in use`)
  }
}

/** Serves an app. Port 0 is any free one. Throws a `PortInUse`, or what the system says of the host. */
export async function listen(app: Hono, host: string, port: number): Promise<Listening> {
  const server = createServer(getRequestListener(app.fetch))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  }).catch(async (error: unknown) => {
    throw isInUse(error) ? new PortInUse(port, await nextFree(host, port + 1)) : error
  })
  const bound = (server.address() as AddressInfo).port
  return {
    port: bound,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        // Whoever is still reading has had its time.
        setTimeout(() => server.closeAllConnections(), 1000).unref()
      }),
  }
}

const isInUse = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

const tries = 20

async function nextFree(host: string, first: number): Promise<number | undefined> {
  for (let port = first; port < Math.min(first + tries, 65_536); port++) if (await isFree(host, port)) return port
  return undefined
}

const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createProbe()
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
