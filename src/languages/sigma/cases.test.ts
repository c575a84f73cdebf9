/**
 * Runs cases/*.txt: a line `# what is shown`, a Sigma document without its metadata (`detection`, `correlation` or
 * `filter`), `==>`, then what it means: definitions as `name = predicate`, stages, and diagnostics as
 * `code @ the text it points at`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { show, showStage } from '../../model/show.js'
import type { YamlMap } from '../../text/yaml.js'
import { entry, parseYaml } from '../../text/yaml.js'
import { readCorrelation } from './correlation.js'
import { readFilter } from './filter.js'
import type { Detection } from './read.js'
import { readDetection } from './read.js'

const folder = new URL('./cases/', import.meta.url)

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
    ...[...problems, ...diagnostics].map(({ code, span }) =>
      `${code} @ ${text.slice(span.from, span.to).replace(/\s+/g, ' ').trim()}`.trimEnd(),
    ),
  ].join('\n')
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt')))
  for (const paragraph of readFileSync(new URL(file, folder), 'utf8').split(/\n(?=# )/)) {
    const [, title, input, expected] = /^# (.*)\n([\s\S]*?)\n==>\n([\s\S]*)$/.exec(paragraph.trim()) ?? []
    if (title === undefined || input === undefined) throw new Error(`${file}: not a case: ${paragraph.slice(0, 80)}`)
    test(`${file}: ${title}`, () => expect(meaning(input)).toBe(expected?.trim()))
  }
