import type { RuleView } from '../../catalog/view.js'
import { command } from '../command.js'
import { findRules } from '../find-rules.js'
import { cache, json } from '../options.js'
import { painter, wantsColour } from '../terminal.js'

export default command({
  name: 'show',
  summary: 'one rule, taken apart',
  usage: 'RULE [--in SOURCE]...',
  about: `Prints what the page of a rule shows: its facts, ATT&CK techniques, events, stages as trees of what must and what must not hold, and its indicators and exclusions with the number of rules that hold each. RULE is a file, or the slug, id or title (its beginning is enough) of a rule in the sources. Counts are of the sources: name the corpus with --in to have them of it.`,
  takes: { least: 1, most: 1 },
  options: {
    in: {
      type: 'string',
      multiple: true,
      value: 'SOURCE',
      about: 'where to look for it and to count; may be repeated',
    },
    all: { type: 'boolean', short: 'a', about: 'show long lists whole' },
    json,
    cache,
  },
  examples: [
    ['show my-rules/one.yml', 'a file'],
    ['show my-rules/one.yml --in sigma', 'the same, counted over the fetched Sigma rules'],
    ['show "Suspicious Curl" --in sigma', 'by the beginning of its title'],
    ['show --json win_security_esentutl --in rules/', 'what its page has as rule.json'],
  ],
  async run([query = ''], { in: sources, all, json, cache }) {
    const { catalog, entries } = await findRules(query, sources, cache)
    const views = entries.map((entry) => catalog.view(entry))
    const text = json ? await asJson(views) : await asText(views, all, catalog.entries.length)
    process.stdout.write(`${text.trimEnd()}\n`)
    return 0
  },
})

async function asText(views: readonly RuleView[], all: boolean, corpus: number): Promise<string> {
  const { anatomy } = await import('../anatomy/anatomy.js')
  const paint = painter(wantsColour(process.stdout))
  const width = Math.min(process.stdout.columns ?? 100, 110)
  return views.map((view) => anatomy(view, { paint, width, all, corpus })).join(`\n\n${'─'.repeat(40)}\n\n`)
}

/** One rule as it is, several as a list. */
async function asJson(views: readonly RuleView[]): Promise<string> {
  const { ruleJson } = await import('../../site/rule-json.js')
  const twins = views.map(ruleJson)
  return JSON.stringify(twins.length === 1 ? twins[0] : twins, null, 2)
}
