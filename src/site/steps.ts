import type { RuleView } from '../catalog/view.js'
import type { Stage, StageId } from '../model/rule.js'
import { aggregateWords, ruleNamed, sameKey, thresholdWords } from './correlation-text.js'
import { duration } from './durations.js'
import { type Content, type Html, html } from './html.js'
import { visible } from './literal.js'
import type { Places } from './places.js'
import { list, renderWords } from './words.js'

/** The stages of a correlation as a list of steps: what is read, how it is gathered, what must hold. */
export const renderSteps = (places: Places, root: string): Html =>
  html`<ol class="steps">${places.view.rule.stages.map((stage, id) => step(stage, id, places, root))}</ol>`

const step = (stage: Stage, id: StageId, places: Places, root: string): Html =>
  html`<li${places.mark(stage.span)}><span class="sn">Step ${id + 1}</span><div>${what(stage, places.view, root)}</div><a class="small" href="${places.href(stage.span)}">${places.words(stage.span)}</a></li>`

function what(stage: Stage, view: RuleView, root: string): Content {
  switch (stage.kind) {
    case 'read': {
      if (stage.source.kind === 'events') return 'records of the log source'
      const other = ruleNamed(stage.source.ref, view)
      if (!other)
        return [
          html`hits of <code>${visible(stage.source.ref)}</code> `,
          html`<span class="muted">not in this catalog</span>`,
        ]
      return html`hits of <a href="${root}${other.href}">${visible(other.title)}</a>`
    }
    case 'filter':
      return ['keep those for which ', renderWords(thresholdWords(stage.where, view.rule))]
    case 'group': {
      const by = sameKey(stage.by.map(({ written }) => written))
      const within = stage.within === undefined ? '' : ` within ${duration(stage.within)}`
      const make = list(stage.make.map((made) => aggregateWords(made, view.rule)))
      return [
        'gather what step ',
        stage.from + 1,
        ' lets through',
        by.length > 0 && [', ', renderWords(by)],
        within,
        ', and take ',
        renderWords(make),
      ]
    }
    case 'union':
      return `all of steps ${stage.from.map((from) => from + 1).join(', ')} together`
    case 'sequence':
      return [
        `steps ${stage.steps.map(({ from, absent }) => `${absent ? 'not ' : ''}${from + 1}`).join(', ')} ${stage.ordered ? 'in this order' : 'in any order'}`,
        stage.within !== undefined && ` within ${duration(stage.within)}`,
        stage.steps[0] &&
          stage.steps[0].by.length > 0 && [', ', renderWords(sameKey(stage.steps[0].by.map(({ written }) => written)))],
      ]
    case 'opaque':
      return html`<span class="muted">not read:</span> ${visible(stage.verb)}`
    default:
      return stage satisfies never
  }
}
