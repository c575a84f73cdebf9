import type { SourceInfo } from '../catalog/view.js'
import { type Html, html } from './html.js'
import { isWebAddress } from './links.js'
import { visible } from './literal.js'

const unstated = html`<span class="muted">not stated</span>`

/** The cells of a table of sources that say which one it is: name, revision, licence. */
export const sourceCells = ({ name, url, revision, license }: SourceInfo): Html =>
  html`<td>${
    url !== undefined && isWebAddress(url)
      ? html`<a href="${url}" rel="noreferrer">${visible(name)}</a>`
      : visible(name)
  }</td><td data-t="revision">${revision === undefined ? unstated : html`<code title="${revision}">${revision.slice(0, 12)}</code>`}</td><td data-t="licence">${license === undefined ? unstated : visible(license)}</td>`
