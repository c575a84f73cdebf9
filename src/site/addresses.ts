/** What pages say of their own address, when it is known where the site will be. */
import { html } from './html.js'
import type { SiteFile } from './write.js'

/** A sitemap may list no more. */
const mostListed = 50_000

/**
 * The files with a canonical address in each page, then `sitemap.xml`. `base` is the address of the site's root, with a
 * slash at its end; undefined leaves everything as it is.
 */
export function* withAddresses(files: Iterable<SiteFile>, base: string | undefined): Generator<SiteFile> {
  if (base === undefined) return yield* files
  const addresses: string[] = []
  for (const file of files) {
    const folder = pageFolder(file.path)
    if (folder === undefined) yield file
    else {
      const address = base + folder.split('/').map(encodeURIComponent).join('/')
      addresses.push(address)
      yield { ...file, content: file.content.replace('</head>', () => `${canonical(address)}</head>`) }
    }
  }
  yield* sitemaps(addresses, base)
}

/** `rules/x/` of `rules/x/index.html`; undefined for what is no page. */
const pageFolder = (path: string): string | undefined => /^(.*\/|)index\.html$/.exec(path)?.[1]

const canonical = (address: string): string => html`<link rel="canonical" href="${address}">\n`.markup

function* sitemaps(addresses: readonly string[], base: string): Generator<SiteFile> {
  const parts: string[] = []
  for (let at = 0; at < addresses.length; at += mostListed)
    parts.push(
      document(
        'urlset',
        addresses.slice(at, at + mostListed).map((one) => html`<url><loc>${one}</loc></url>`.markup),
      ),
    )
  const [only] = parts
  if (only !== undefined && parts.length === 1) return yield { path: 'sitemap.xml', content: only }
  for (const [i, content] of parts.entries()) yield { path: `sitemap-${i + 1}.xml`, content }
  const list = parts.map((_, i) => html`<sitemap><loc>${`${base}sitemap-${i + 1}.xml`}</loc></sitemap>`.markup)
  yield { path: 'sitemap.xml', content: document('sitemapindex', list) }
}

const document = (root: string, items: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${items.join('\n')}\n</${root}>\n`
