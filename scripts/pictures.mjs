// Pictures of the site for the README, from the embedded example rules: docs/images/<name>-<theme>.webp.
//
//   node scripts/setup.mjs --build && node scripts/pictures.mjs
//
// Needs a Chromium: the one that CHROMIUM names, or /usr/bin/chromium.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const out = join(root, 'docs/images')
const mostBytes = 120_000

const pictures = [
  { name: 'home', path: '', height: 860 },
  { name: 'rule', path: 'rules/sigma/file_event_macos_launch_item_hidden/', height: 860, at: 'section:has(.cx)' },
  { name: 'event', path: 'events/sysmon/1/', height: 800 },
  { name: 'matrix', path: 'attack/', height: 640 },
  {
    name: 'search',
    path: `rules/?q=${encodeURIComponent('field:Image value:powershell not:status:deprecated')}`,
    height: 720,
  },
]

const executablePath =
  process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path))
if (!executablePath) fail('There is no Chromium: name one with CHROMIUM.')

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

const site = mkdtempSync(join(tmpdir(), 'pictures-'))
process.on('exit', () => rmSync(site, { recursive: true, force: true }))
const built = spawnSync(process.execPath, [join(root, 'dist/cli/index.js'), 'build', '-q', '-o', join(site, 'site')], {
  stdio: 'inherit',
})
if (built.status !== 0) fail('The site could not be built.')

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
}
const server = createServer(({ url }, response) => {
  const path = decodeURIComponent(new URL(url, 'http://localhost').pathname)
  const file = join(site, 'site', path.endsWith('/') ? `${path}index.html` : path)
  if (!existsSync(file)) return response.writeHead(404).end()
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
  response.end(readFileSync(file))
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
mkdirSync(out, { recursive: true })
for (const colorScheme of ['light', 'dark']) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  // A blank page of its own turns pictures into WebP, which screenshots cannot be.
  const encoder = await context.newPage()
  for (const { name, path, height, at } of pictures) {
    await page.setViewportSize({ width: 1280, height })
    await page.goto(`http://127.0.0.1:${server.address().port}/${path}`, { waitUntil: 'networkidle' })
    await page.evaluate(() => document.fonts.ready)
    if (at) await page.locator(at).evaluate((element) => element.scrollIntoView())
    const picture = await webp(encoder, await page.screenshot())
    if (picture.length > mostBytes) fail(`${name} is too large: ${picture.length} bytes.`)
    const file = join(out, `${name}-${colorScheme}.webp`)
    writeFileSync(file, picture)
    process.stdout.write(`${file} ${(picture.length / 1000).toFixed(0)} kB\n`)
  }
  await context.close()
}
await browser.close()
server.close()

/** As good as it can be within the limit. */
async function webp(page, png) {
  const source = `data:image/png;base64,${png.toString('base64')}`
  let picture
  for (const quality of [0.86, 0.76, 0.66, 0.56]) {
    picture = await encoded(page, source, quality)
    if (picture.length <= mostBytes) break
  }
  return picture
}

async function encoded(page, source, quality) {
  const data = await page.evaluate(
    async ([text, how]) => {
      const image = new Image()
      image.src = text
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.width
      canvas.height = image.height
      canvas.getContext('2d').drawImage(image, 0, 0)
      return canvas.toDataURL('image/webp', how)
    },
    [source, quality],
  )
  return Buffer.from(data.split(',')[1], 'base64')
}
