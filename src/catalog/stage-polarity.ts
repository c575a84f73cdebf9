import type { Stage, StageId } from '../model/rule.js'
import { flip, type Polarity } from '../model/walk.js'

/**
 * For each stage, whether what passes it makes the rule fire or keeps it from firing: a step that must be absent, the end
 * of a series, the far side of an anti join. A stage that is read in both ways counts as required.
 */
export function stagePolarities(stages: readonly Stage[]): readonly Polarity[] {
  const found: (Polarity | undefined)[] = []
  const say = (id: StageId, polarity: Polarity): void => {
    if (found[id] !== 'required') found[id] = polarity
  }
  for (let id = stages.length - 1; id >= 0; id--) {
    const polarity = found[id] ?? 'required'
    found[id] = polarity
    const stage = stages[id]
    if (stage) tellInputs(stage, polarity, say)
  }
  return found.map((polarity) => polarity ?? 'required')
}

function tellInputs(stage: Stage, polarity: Polarity, say: (id: StageId, polarity: Polarity) => void): void {
  switch (stage.kind) {
    case 'read':
      return
    case 'filter':
    case 'derive':
    case 'group':
    case 'novel':
    case 'shape':
      return say(stage.from, polarity)
    case 'join':
      say(stage.from, polarity)
      return say(stage.other, stage.how === 'anti' ? flip(polarity) : polarity)
    case 'sequence':
      for (const step of stage.steps) say(step.from, step.absent ? flip(polarity) : polarity)
      if (stage.until) say(stage.until.from, flip(polarity))
      return
    case 'union':
    case 'opaque':
      for (const from of stage.from) say(from, polarity)
      return
    default:
      stage satisfies never
  }
}
