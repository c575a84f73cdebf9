import { command } from '../command.js'
import { collect, tally } from '../findings.js'
import { load } from '../load.js'
import { cache } from '../options.js'
import { formats, report } from '../report.js'
import { painter, wantsColour } from '../terminal.js'

export default command({
  name: 'check',
  summary: 'say what is wrong in rules, with file, line and column',
  usage: 'SOURCES... [--strict] [--format FORMAT]',
  about: `Reads rules and prints every finding with its place: what could not be read, what cannot be meant, what is out of date. An error is something that keeps a rule from being read whole; a warning is doubtful; a note is worth knowing. Ends with 1 when there are errors, with --strict also when there are warnings.`,
  takes: { least: 1, most: Number.POSITIVE_INFINITY },
  options: {
    format: {
      type: 'string',
      short: 'f',
      choices: formats,
      default: 'text',
      about: 'for people, as GitHub annotations, for programs',
    },
    strict: { type: 'boolean', about: 'end with 1 on warnings too' },
    quiet: { type: 'boolean', short: 'q', about: 'leave out notes' },
    cache,
  },
  examples: [
    ['check my-rules/', 'everything there is to say about a folder of rules'],
    ['check --strict --format github rules/', 'in a GitHub workflow: findings show in the change'],
    ['check --format json one.yml', '{rules: {whole, partial, unread}, diagnostics: [...]}'],
  ],
  async run(names, { format, strict, quiet, cache }) {
    const { catalog, sources } = await load(names, cache)
    const found = collect(catalog, sources)
    const all = quiet ? found.all.filter(({ severity }) => severity !== 'note') : found.all
    process.stdout.write(`${report({ ...found, all }, format, painter(wantsColour(process.stdout)))}\n`)
    const { error, warning } = tally(all)
    return error > 0 || (strict && warning > 0) ? 1 : 0
  },
})
