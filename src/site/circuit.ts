import type { Span } from '../model/rule.js'
import {
  type Block,
  type Branch,
  type Circuit,
  type Frame,
  type Gap,
  lineRoom,
  type Parallel,
  type Part,
  room,
  type Series,
  type Target,
  width,
} from './circuit-model.js'
import { type Content, type Html, html } from './html.js'
import type { Places } from './places.js'
import { renderWords } from './words.js'

/** The circuit as nested boxes; wires are elements of the class `w`, drawn and laid out by css/circuit.css. */
export function renderCircuit({ start, body, end }: Circuit, caption: Html, root: string, places: Places): Html {
  const draw = pen(root, places)
  const first = html`<span class="term in"><b>${start.title}</b>${start.note}</span><i class="dot"></i>`
  const last = html`<i class="dot end"></i><span class="term out"><b>${end.title}</b>${end.note}</span>`
  const run =
    body.kind === 'series' && width(body) > room
      ? html`<div class="run lines"><div class="link">${first}${wire}</div>${body.of.map((part) => html`<div class="link">${wire}${draw(part)}${wire}</div>`)}<div class="link">${wire}${last}</div></div>`
      : html`<div class="run">${first}${wire}${draw(body)}${wire}${last}</div>`
  return html`<figure class="cx" aria-label="The condition as a circuit"><figcaption>${caption}</figcaption>
${run}</figure>`
}

const frameEdges = 32

const wire = html`<i class="w"></i>`
/** Fills what is left of a column. */
const stretch = html`<i class="w x"></i>`

/** Columns that branches share; a longer branch is laid out for itself. */
const mostColumns = 6

function pen(root: string, places: Places) {
  const draw = (part: Part): Html => {
    switch (part.kind) {
      case 'series':
        return row(part)
      case 'parallel':
        return fork(part)
      case 'frame':
        return frame(part)
      case 'block':
        return block(part)
      case 'gap':
        return gap(part)
      default:
        return part satisfies never
    }
  }

  const row = ({ of }: Series): Html =>
    html`<div class="and">${of.map((part, i) => [i > 0 && needsWire(of[i - 1], part) && wire, draw(part)])}</div>`

  const fork = (part: Parallel): Html => {
    const [only] = part.of
    if (!part.above) return branches(part)
    const inner =
      part.of.length === 1 && only
        ? html`<div class="and">${stretch}${draw(only.body)}${stretch}</div>`
        : branches(part)
    return html`<div class="fork"><span class="fl">${renderWords(part.above)}</span>${inner}<span class="fl lo">${part.below}</span></div>`
  }

  /** Branches are rows of one grid, so that the first blocks of all share a width, and the second, and so on. */
  const branches = ({ of }: Parallel): Html => {
    const columns = Math.max(...of.map(({ body }) => cells(body).length))
    const shared = columns <= mostColumns && of.every(({ body }) => !isLeaf(body))
    return html`<div class="or${shared && ` k${columns}`}">${of.map((branch) => html`<div class="br">${shared ? sharedRow(branch, columns) : ownRow(branch)}</div>`)}</div>`
  }

  const ownRow = ({ body, ways }: Branch): Content => [wire, draw(body), stretch, label(ways), wire]

  const sharedRow = ({ body, ways }: Branch, columns: number): Content => {
    const parts = cells(body)
    const end = [stretch, label(ways), wire]
    const short = parts.length < columns
    return [
      parts.map((part, i) => {
        const last = short && i === parts.length - 1
        return html`<div class="c${last && ` f${i + 1}`}">${wire}${draw(part)}${last ? end : part.kind !== 'block' && stretch}</div>`
      }),
      !short && html`<div class="c e">${end}</div>`,
    ]
  }

  const frame = ({ name, to, span, body }: Frame): Html => {
    const label = renderWords(name)
    const title = to
      ? html`<a class="fn" href="${address(to)}"${span && places.mark(span)}>${label}</a>`
      : html`<span class="fn"${span && places.mark(span)}>${label}</span>`
    // A row that is too long for a line is broken like text inside its frame.
    if (body.kind === 'series' && width(body) > lineRoom - frameEdges)
      return html`<div class="frame wide">${title}<div class="and lines">${body.of.map((part) => html`<div class="link">${wire}${draw(part)}${wire}</div>`)}</div></div>`
    return html`<div class="frame">${title}<div class="and">${stretch}${draw(body)}${stretch}</div></div>`
  }

  const block = ({ look, name, note, to, span }: Block): Html => {
    const inner = html`<b>${look === 'gate' && html`<em>not</em> `}${renderWords(name)}</b>${note && html`<span>${renderWords(note)}</span>`}`
    const kind = looks[look]
    const mark = span && places.mark(span)
    return to
      ? html`<a class="blk${kind}" href="${address(to)}"${mark}>${inner}</a>`
      : html`<span class="blk${kind}"${mark}>${inner}</span>`
  }

  const address = (to: Target): string => {
    if ('stage' in to) return `#s${to.stage}`
    if ('href' in to) return root + to.href
    return placeHref(to.place)
  }

  const placeHref = (span: Span): string => {
    const predicate = places.predicate(span)
    return predicate === undefined ? places.href(span) : `#${predicate}`
  }

  return draw
}

const looks: Readonly<Record<Block['look'], string>> = {
  block: '',
  leaf: ' leaf',
  gate: ' no',
  lost: ' lost',
  rest: ' rest',
}

const gap = ({ above, below }: Gap): Html =>
  html`<span class="gap"><span>${renderWords(above)}</span><i></i><span>${renderWords(below)}</span></span>`

const needsWire = (before: Part | undefined, after: Part): boolean => before?.kind !== 'gap' && after.kind !== 'gap'

const cells = (body: Part): readonly Part[] =>
  body.kind === 'series' && body.of.every(({ kind }) => kind !== 'gap') ? body.of : [body]

const isLeaf = (part: Part): boolean =>
  part.kind === 'block' ? part.look === 'leaf' : part.kind === 'series' && part.of.every(isLeaf)

const label = (ways: string | undefined): Content => {
  if (ways === undefined) return undefined
  const at = ways.lastIndexOf('= ') + 2
  return html`<span class="wy">${ways.slice(0, at > 1 ? at : 0)}<b>${ways.slice(at > 1 ? at : 0)}</b></span>`
}

const keySeries = html`<svg viewBox="0 0 44 14" aria-hidden="true"><path d="M0 7h44"/><circle cx="13" cy="7" r="3"/><circle cx="31" cy="7" r="3"/></svg>`
const keyParallel = html`<svg viewBox="0 0 44 14" aria-hidden="true"><path d="M0 7h8M36 7h8M14 1.500h16c8 0 8 11 0 11h-16c-8 0-8-11 0-11z"/></svg>`
const keyGate = html`<svg viewBox="0 0 44 14" aria-hidden="true"><path d="M0 7h12M32 7h12"/><path class="n" d="M12.500 1.500h19v11h-19z"/></svg>`

export const circuitKey = html`<p class="key"><span>${keySeries}in a row: and</span><span>${keyParallel}side by side: or</span><span>${keyGate}gate: not</span><span>an event that gets from left to right fires the rule; every route is one way</span></p>`
