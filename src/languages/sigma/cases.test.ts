/**
 * Runs cases/*.txt: a line `# what is shown`, a Sigma document without its metadata (`detection`, `correlation` or
 * `filter`), `==>`, then what it means: definitions as `name = predicate`, stages, and diagnostics as
 * `code @ the text it points at`.
 */

import { expect } from 'vitest'
import { placed, testCases } from '../../../test/case-files.js'
import { show, showStage } from '../../model/show.js'
import type { YamlMap } from '../../text/yaml.js'
import { entry, parseYaml } from '../../text/yaml.js'
import { readCorrelation } from './correlation.js'
import { readFilter } from './filter.js'
import type { Detection } from './read.js'
import { readDetection } from './read.js'

function read(root: YamlMap): Detection {
  const body = (key: string): YamlMap | undefined => {
    const node = entry(root, key)?.value
    return node?.kind === 'map' ? node : undefined
  }
  const logsource = { written: {}, span: { from: 0, to: 0 } }
  const correlation = body('correlation')
  if (correlation) return readCorrelation(correlation)
  const filter = body('filter')
  if (filter) return readFilter(filter, logsource)
  const detection = body('detection')
  if (detection) return readDetection(detection, logsource)
  throw new Error('a case needs a detection, a correlation or a filter')
}

function meaning(text: string): string {
  const { documents, problems } = parseYaml(text)
  const [root] = documents
  if (root?.kind !== 'map') throw new Error(`not a YAML map: ${problems.map((one) => one.message).join(' ')}`)
  const { definitions, stages, diagnostics } = read(root)
  return [
    ...definitions.map(({ name, predicate }) => `${name} = ${show(predicate, definitions)}`),
    ...stages.map((stage) => showStage(stage, definitions)),
    ...[...problems, ...diagnostics].map((one) => placed(one, text)),
  ].join('\n')
}

testCases(new URL('./cases/', import.meta.url), (input, expected) => expect(meaning(input)).toBe(expected))
