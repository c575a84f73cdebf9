/** Every command that is understood, by its name. */
import type { Call } from './call.js'
import * as columns from './columns.js'
import { readRegex, readSearchCommand, readWhere } from './filters.js'
import { readStats, readTop, readTransaction } from './gather.js'
import { readAppend, readAppendPipe, readJoin, readLookup, readMap, readOther } from './joins.js'
import { readDedup, readFields, readHead, readPlain, readReturn, readSort } from './shape.js'
import { readDataModel, readFrom, readList, readMade, readSaved } from './sources.js'
import { readTstats } from './tstats.js'

type Read = (call: Call) => void

const each = (names: string, read: Read): [string, Read][] => names.split(' ').map((name) => [name, read])

const fixed =
  (...names: readonly string[]): Read =>
  (call) =>
    columns.readFixed(call, names)

const commands = new Map<string, Read>([
  // Sources.
  ...each('tstats mstats', readTstats),
  ['from', readFrom],
  ...each('inputlookup inputcsv', readList),
  ['datamodel', readDataModel],
  ...each('savedsearch loadjob', readSaved),
  ...each(
    'makeresults gentimes rest metadata metasearch mcatalog dbinspect audit eventcount walklex history tscollect dbxquery ldapsearch',
    readMade,
  ),
  ...each('append multisearch union', readAppend),

  // Filters.
  ['search', readSearchCommand],
  ['where', readWhere],
  ['regex', readRegex],

  // Gathering.
  ...each('stats eventstats streamstats chart timechart sistats sichart sitimechart', readStats),
  ...each('top rare sitop sirare', readTop),
  ['transaction', readTransaction],

  // Fields.
  ['eval', columns.readEval],
  ['rename', columns.readRename],
  ['rex', columns.readRex],
  ...each('bin bucket discretize', columns.readBin),
  ['spath', columns.readSpath],
  ['fillnull', columns.readFillnull],
  ['convert', columns.readConvert],
  ['replace', columns.readReplace],
  ['iplocation', columns.readLocation],
  ...each('makemv nomv mvcombine accum delta filldown reltime', columns.readSelf),
  ...each('addtotals strcat', columns.readTotal),
  ['rangemap', fixed('range')],
  ['addinfo', fixed('info_min_time', 'info_max_time', 'info_search_time', 'info_sid')],

  // Other rows.
  ['lookup', readLookup],
  ['join', readJoin],
  ['appendpipe', readAppendPipe],
  ['map', readMap],
  ...each('appendcols set selfjoin', readOther),

  // What goes on, and what is told to whom.
  ...each('fields table', readFields),
  ['sort', readSort],
  ...each('head tail', readHead),
  ['dedup', readDedup],
  ['return', readReturn],
  ...each(
    'mvexpand reverse uniq format fieldformat outputlookup outputcsv outputtext collect mcollect meventcollect sendemail sendalert tee xmlkv extract kv kvform multikv fromjson tojson xpath xmlunescape tags typer highlight abstract localize noop relevancy setfields fieldsummary rawstats',
    readPlain,
  ),
])

/** Commands that records can come from. */
export const generating: ReadonlySet<string> = new Set(
  'tstats mstats from inputlookup inputcsv datamodel savedsearch loadjob makeresults gentimes rest metadata metasearch mcatalog dbinspect audit eventcount walklex history dbxquery ldapsearch append multisearch union set search'.split(
    ' ',
  ),
)

export const commandOf = (verb: string): Read | undefined => commands.get(verb)
