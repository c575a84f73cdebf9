import { type Choice, isNarrowed } from './attack-address.js'
import type { Shown } from './attack-count.js'
import { facetNames } from './attack-format.js'
import { heatSteps } from './attack-matrix.js'

/** A layer of MITRE's ATT&CK Navigator, as much of format 4.5 as is needed here. */
export interface Layer {
  readonly name: string
  readonly versions: { readonly attack: string; readonly navigator: string; readonly layer: '4.5' }
  readonly domain: 'enterprise-attack'
  readonly description: string
  readonly sorting: number
  readonly layout: Readonly<Record<string, string | boolean>>
  readonly techniques: readonly LayerTechnique[]
  readonly gradient: { readonly colors: readonly string[]; readonly minValue: number; readonly maxValue: number }
  readonly legendItems: readonly { readonly label: string; readonly color: string }[]
}

interface LayerTechnique {
  readonly techniqueID: string
  readonly score: number
  readonly comment: string
  readonly showSubtechniques: false
}

/** The heat of the page, which the Navigator draws on white. */
const colours = ['#e6f0f1', '#c3dde0', '#8fc0c7', '#2b7f8c', '#0a5361'] as const

/**
 * What is shown as a layer. A technique's score is the number of its rules, its sub-techniques' among them, and is the
 * same under each of its tactics. With holes only, those are what it lists, each with a score of 0.
 */
export function layerOf(shown: Shown, choice: Choice): Layer {
  const techniques = new Map<string, number>()
  for (const { cells } of shown.columns)
    for (const cell of cells)
      if (!choice.holes || cell.rules === 0)
        for (const { id, rules } of [cell, ...cell.subs]) if (choice.holes || rules > 0) techniques.set(id, rules)
  return {
    name: choice.holes ? 'Techniques without a rule' : 'Rules by technique',
    versions: { attack: shown.version.split('.')[0] ?? shown.version, navigator: '5.1.0', layer: '4.5' },
    domain: 'enterprise-attack',
    description: description(shown, choice),
    sorting: 3,
    layout: { layout: 'side', showName: true, showID: false, expandedSubtechniques: 'none' },
    techniques: [...techniques]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([techniqueID, score]) => ({
        techniqueID,
        score,
        comment: score === 0 ? 'no rule' : score === 1 ? '1 rule' : `${score} rules`,
        showSubtechniques: false,
      })),
    gradient: { colors: colours, minValue: 1, maxValue: heatSteps.at(-1) ?? 150 },
    legendItems: colours.map((color, i) => ({ label: stepLabel(i), color })),
  }
}

function stepLabel(i: number): string {
  const next = heatSteps[i + 1]
  return next === undefined ? `${heatSteps[i]} rules or more` : `${heatSteps[i]} to ${next - 1} rules`
}

function description({ rules, naming, version }: Shown, choice: Choice): string {
  const which = facetNames.flatMap((name) => {
    const keys = choice.facets[name] ?? []
    return keys.length > 0 ? [`${name} ${keys.join(' or ')}`] : []
  })
  const of = isNarrowed(choice) ? ` of ${which.join(', ')}` : ''
  return `${rules} rules${of}; ${naming} name a technique of ATT&CK ${version}.`
}

export const layerText = (layer: Layer): string => `${JSON.stringify(layer, null, 1)}\n`
