/** Every command that is understood, by its name. */
import type { Span } from '../../model/rule.js'
import * as columns from './columns.js'
import { type ReadInner, type ReadText, readRegex, readSearchCommand, readWhere } from './filters.js'
import { readStats, readTop, readTransaction } from './gather.js'
import { readAppend, readAppendPipe, readJoin, readLookup, readMap, readOther } from './joins.js'
import type { Pipeline } from './query.js'
import { readDedup, readFields, readHead, readPlain, readReturn, readSort } from './shape.js'
import { readDataModel, readFrom, readList, readMade, readSaved } from './sources.js'
import { readTstats } from './tstats.js'

/** One command: `from` and `to` enclose what stands behind its name, `span` is all of it. */
interface Call {
  readonly pipeline: Pipeline
  readonly verb: string
  readonly from: number
  readonly to: number
  readonly span: Span
  readonly readInner: ReadInner
  readonly readText: ReadText
}

type Read = (call: Call) => void

const each = (names: string, read: Read): [string, Read][] => names.split(' ').map((name) => [name, read])

const stats: Read = ({ pipeline, verb, from, to, span }) => readStats(pipeline, verb, from, to, span)
const tstats: Read = ({ pipeline, verb, from, to, span, readInner }) =>
  readTstats(pipeline, verb, from, to, span, readInner)
const append: Read = ({ pipeline, verb, from, to, span, readInner }) =>
  readAppend(pipeline, verb, from, to, span, readInner)
const other: Read = ({ pipeline, verb, from, to, span, readInner }) =>
  readOther(pipeline, verb, from, to, span, readInner)
const fixed =
  (...names: readonly string[]): Read =>
  ({ pipeline, verb, span }) =>
    columns.readFixed(pipeline, verb, names, span)

const commands = new Map<string, Read>([
  // Sources.
  ...each('tstats mstats', tstats),
  ['from', ({ pipeline, from, to, span }) => readFrom(pipeline, from, to, span)],
  ...each('inputlookup inputcsv', ({ pipeline, from, to, span }) => readList(pipeline, from, to, span)),
  ['datamodel', ({ pipeline, from, to, span }) => readDataModel(pipeline, from, to, span)],
  ...each('savedsearch loadjob', ({ pipeline, from, to, span }) => readSaved(pipeline, from, to, span)),
  ...each(
    'makeresults gentimes rest metadata metasearch mcatalog dbinspect audit eventcount walklex history tscollect dbxquery ldapsearch',
    ({ pipeline, verb, span }) => readMade(pipeline, verb, span),
  ),
  ...each('append multisearch union', append),

  // Filters.
  ['search', ({ pipeline, from, to, readInner }) => readSearchCommand(pipeline, from, to, readInner)],
  ['where', ({ pipeline, from, to, span }) => readWhere(pipeline, from, to, span)],
  ['regex', ({ pipeline, from, to, span }) => readRegex(pipeline, from, to, span)],

  // Gathering.
  ...each('stats eventstats streamstats chart timechart sistats sichart sitimechart', stats),
  ...each('top rare sitop sirare', ({ pipeline, verb, from, to, span }) => readTop(pipeline, verb, from, to, span)),
  ['transaction', ({ pipeline, from, to, span }) => readTransaction(pipeline, from, to, span)],

  // Fields.
  ['eval', ({ pipeline, from, to, span }) => columns.readEval(pipeline, from, to, span)],
  ['rename', ({ pipeline, from, to, span }) => columns.readRename(pipeline, from, to, span)],
  ['rex', ({ pipeline, from, to, span }) => columns.readRex(pipeline, from, to, span)],
  ...each('bin bucket discretize', ({ pipeline, from, to, span }) => columns.readBin(pipeline, from, to, span)),
  ['spath', ({ pipeline, from, to, span }) => columns.readSpath(pipeline, from, to, span)],
  ['fillnull', ({ pipeline, from, to, span }) => columns.readFillnull(pipeline, from, to, span)],
  ['convert', ({ pipeline, from, to, span }) => columns.readConvert(pipeline, from, to, span)],
  ['replace', ({ pipeline, from, to, span }) => columns.readReplace(pipeline, from, to, span)],
  ['iplocation', ({ pipeline, from, to, span }) => columns.readLocation(pipeline, from, to, span)],
  ...each('makemv nomv mvcombine accum delta filldown reltime', ({ pipeline, verb, from, to, span }) =>
    columns.readSelf(pipeline, verb, from, to, span),
  ),
  ...each('addtotals strcat', ({ pipeline, verb, from, to, span }) =>
    columns.readTotal(pipeline, verb, from, to, span),
  ),
  ['rangemap', fixed('range')],
  ['addinfo', fixed('info_min_time', 'info_max_time', 'info_search_time', 'info_sid')],

  // Other rows.
  ['lookup', ({ pipeline, from, to, span }) => readLookup(pipeline, from, to, span)],
  ['join', ({ pipeline, from, to, span, readInner }) => readJoin(pipeline, from, to, span, readInner)],
  ['appendpipe', ({ pipeline, from, to, span, readInner }) => readAppendPipe(pipeline, from, to, span, readInner)],
  ['map', ({ pipeline, from, to, span, readText }) => readMap(pipeline, from, to, span, readText)],
  ...each('appendcols set selfjoin', other),

  // What goes on, and what is told to whom.
  ...each('fields table', ({ pipeline, verb, from, to, span }) => readFields(pipeline, verb, from, to, span)),
  ['sort', ({ pipeline, from, to, span }) => readSort(pipeline, from, to, span)],
  ...each('head tail', ({ pipeline, verb, from, to, span }) => readHead(pipeline, verb, from, to, span)),
  ['dedup', ({ pipeline, from, to, span }) => readDedup(pipeline, from, to, span)],
  ['return', ({ pipeline, from, to, span }) => readReturn(pipeline, from, to, span)],
  ...each(
    'mvexpand reverse uniq format fieldformat outputlookup outputcsv outputtext collect mcollect meventcollect sendemail sendalert tee xmlkv extract kv kvform multikv fromjson tojson xpath xmlunescape tags typer highlight abstract localize noop relevancy setfields fieldsummary rawstats',
    ({ pipeline, verb, from, to, span }) => readPlain(pipeline, verb, from, to, span),
  ),
])

/** Commands that records can come from. */
export const generating: ReadonlySet<string> = new Set(
  'tstats mstats from inputlookup inputcsv datamodel savedsearch loadjob makeresults gentimes rest metadata metasearch mcatalog dbinspect audit eventcount walklex history dbxquery ldapsearch append multisearch union set search'.split(
    ' ',
  ),
)

export const commandOf = (verb: string): Read | undefined => commands.get(verb)
