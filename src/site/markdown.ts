import MarkdownIt from 'markdown-it'
import { type Html, html, raw } from './html.js'
import { isWebAddress } from './links.js'

/**
 * Markdown of rules: hostile text. Markup of its own is shown as text, images become links, and only addresses of the
 * web are linked, so that nothing is loaded and nothing runs.
 */
const renderer = new MarkdownIt({ html: false, linkify: false, maxNesting: 30 }).disable('image')

renderer.validateLink = isWebAddress

/** Headings stand below those of the page. */
renderer.core.ruler.push('headings', ({ tokens }) => {
  for (const token of tokens)
    if (token.type === 'heading_open' || token.type === 'heading_close')
      token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + 2)}`
})

renderer.core.ruler.push('links', ({ tokens }) => {
  for (const { children } of tokens)
    for (const token of children ?? []) if (token.type === 'link_open') token.attrSet('rel', 'noreferrer')
})

/** Longer texts are cut: a page is to be read. */
const mostText = 100_000

export function renderMarkdown(text: string): Html {
  const shown = text.slice(0, mostText)
  return html`<div class="md">${raw(renderer.render(shown))}${
    shown.length < text.length && html`<p class="cut">The rest is in the rule's text.</p>`
  }</div>`
}
