/** A search macro: text that stands for a piece of a search. */
export interface Macro {
  readonly name: string
  /** Names of the arguments, which stand in `definition` between dollar signs. */
  readonly args: readonly string[]
  readonly definition: string
  /** The file that defines it, below its source. */
  readonly path: string
}

/** A macro by its name and its number of arguments. */
export type MacroLibrary = (name: string, arity: number) => Macro | undefined

/** Macros that Splunk's own apps bring along and whose meaning every rule takes for granted. */
const own: readonly Omit<Macro, 'path'>[] = [
  { name: 'drop_dm_object_name', args: ['object'], definition: 'rename "$object$.*" as "*"' },
  { name: 'security_content_summariesonly', args: [], definition: '' },
  { name: 'summariesonly', args: [], definition: '' },
  { name: 'security_content_ctime', args: ['field'], definition: 'convert ctime($field$)' },
  { name: 'ctime', args: ['field'], definition: 'convert ctime($field$)' },
  { name: 'uitime', args: ['field'], definition: 'convert ctime($field$)' },
  { name: 'comment', args: ['text'], definition: '' },
]

const byName = new Map(own.map((macro) => [`${macro.name}(${macro.args.length})`, macro]))

export const ownMacro = (name: string, arity: number): Omit<Macro, 'path'> | undefined =>
  byName.get(`${name}(${arity})`)

/** A place that each site fills with its own exceptions; it lets everything through until it is defined. */
export const isFilterMacro = (name: string, arity: number): boolean => arity === 0 && /_filter$/i.test(name)
