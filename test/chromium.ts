import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const executablePath =
  process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path))

/** Whether this machine has a browser to test in. */
export const hasChromium = executablePath !== undefined && existsSync(executablePath)

/** A headless browser that asks nothing of the network by itself. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    ...(executablePath && { executablePath }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css',
  js: 'text/javascript',
  json: 'application/json',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

/** The file of a site that an address below its root stands for, and its type. */
export function fileAt(path: string): { name: string; type: string } {
  const name = path === '' || path.endsWith('/') ? `${path}index.html` : path
  return { name, type: types[name.split('.').at(-1) ?? ''] ?? 'text/plain' }
}
