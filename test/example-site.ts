import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadAssets } from '../src/cli/assets.js'
import { load } from '../src/cli/load.js'
import { withAddresses } from '../src/site/addresses.js'
import { siteFiles } from '../src/site/write.js'
import { fileAt } from './chromium.js'

/** The site of the embedded examples on a port of this machine, made as for an address of the web. */
export interface ExampleSite {
  /** With a slash at its end. */
  readonly root: string
  readonly files: ReadonlyMap<string, string | Uint8Array>
  close(): void
}

/** What the pages say is their address. */
export const published = 'https://rules.example/catalog/'

export async function serveExamples(): Promise<ExampleSite> {
  const { catalog } = await load([])
  const files = new Map<string, string | Uint8Array>(loadAssets())
  for (const { path, content } of withAddresses(siteFiles(catalog), published)) files.set(path, content)
  const server = createServer(({ url = '/' }, response) => {
    const { name, type } = fileAt(decodeURIComponent(new URL(url, 'http://localhost').pathname).slice(1))
    const content = files.get(name)
    response.writeHead(content === undefined ? 404 : 200, { 'content-type': type })
    response.end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { root, files, close: () => server.close() }
}
