import { html } from '../site/html.js'
import { page } from '../site/layout.js'

/** Served at any address that has no page, so its links are from the server's root. */
export const notFoundPage = (): string =>
  page({
    title: 'Not found',
    root: '/',
    main: html`<main id="main" class="wrap page"><h1>There is nothing at this address</h1>
<p>The rule may have been renamed or removed. <a href="/rules/">Search the rules</a>, or go <a href="/">to the start</a>.</p></main>`,
  }).markup
