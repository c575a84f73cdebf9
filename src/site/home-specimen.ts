import type { RuleView } from '../catalog/view.js'
import { circuitKey, renderCircuit } from './circuit.js'
import { circuit } from './circuit-flow.js'
import type { Block, Circuit, Frame, Part, Target } from './circuit-model.js'
import { type Content, html } from './html.js'
import { visible } from './literal.js'
import { familyMark, levelMark } from './marks.js'
import { type Places, places } from './places.js'
import { reading } from './reading.js'
import { renderWords } from './words.js'

/** One rule drawn on a page that is not its own: every part leads to its place on the rule's page. */
export function specimenFigure(view: RuleView, root: string): Content {
  const drawing = circuit(view)
  if (!drawing) return undefined
  const at = places(view)
  const caption = html`<h3><a href="${root}${view.href}">${visible(view.rule.title)}</a></h3>${familyMark(view.rule.family)}${levelMark(view.rule.meta.level)}`
  return [
    html`<p>${renderWords(reading(view))}</p>`,
    renderCircuit(elsewhere(drawing, view.href, at), caption, root, at),
    circuitKey,
  ]
}

function elsewhere(drawing: Circuit, href: string, at: Places): Circuit {
  const aim = (to: Target): Target => {
    if ('href' in to) return to
    return { href: 'stage' in to ? `${href}#s${to.stage}` : `${href}${at.href(to.place)}` }
  }
  // Without its span a part is not tied to a line, which this page does not have.
  const move = ({ span: _, to, ...part }: Block | Frame): Block | Frame => {
    const moved = part.kind === 'frame' ? { ...part, body: along(part.body) } : part
    return to ? { ...moved, to: aim(to) } : moved
  }
  const along = (part: Part): Part => {
    switch (part.kind) {
      case 'series':
        return { ...part, of: part.of.map(along) }
      case 'parallel':
        return { ...part, of: part.of.map((branch) => ({ ...branch, body: along(branch.body) })) }
      case 'block':
      case 'frame':
        return move(part)
      case 'gap':
        return part
      default:
        return part satisfies never
    }
  }
  return { ...drawing, body: along(drawing.body) }
}
