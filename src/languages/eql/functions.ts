/** The functions of EQL. Elasticsearch takes their names in any case. */
import type { Operator } from '../../model/rule.js'

export interface Fn {
  readonly name: string
  readonly least: number
  readonly most: number
  /** What it yields is true or false. */
  readonly tests?: true
  /** It tests its first argument against any of the others. */
  readonly op?: Operator
  /** `*` and `?` in the others are wildcards. */
  readonly wild?: true
  /** Only EQL outside of Elasticsearch has it. */
  readonly foreign?: true
}

const any = Number.POSITIVE_INFINITY

const table: readonly Fn[] = [
  { name: 'add', least: 2, most: 2 },
  { name: 'between', least: 3, most: 5 },
  { name: 'cidrMatch', least: 2, most: any, op: 'cidr' },
  { name: 'concat', least: 1, most: any },
  { name: 'divide', least: 2, most: 2 },
  { name: 'endsWith', least: 2, most: any, op: 'ends_with' },
  { name: 'indexOf', least: 2, most: 3 },
  { name: 'length', least: 1, most: 1 },
  { name: 'modulo', least: 2, most: 2 },
  { name: 'multiply', least: 2, most: 2 },
  { name: 'number', least: 1, most: 2 },
  { name: 'startsWith', least: 2, most: any, op: 'starts_with' },
  { name: 'string', least: 1, most: 1 },
  { name: 'stringContains', least: 2, most: any, op: 'contains' },
  { name: 'substring', least: 2, most: 3 },
  { name: 'subtract', least: 2, most: 2 },
  { name: 'wildcard', least: 2, most: any, op: 'eq', wild: true },
  { name: 'arrayContains', least: 2, most: any, tests: true, foreign: true },
  { name: 'arrayCount', least: 3, most: 3, foreign: true },
  { name: 'arraySearch', least: 3, most: 3, tests: true, foreign: true },
  { name: 'match', least: 2, most: any, op: 'regex', foreign: true },
  { name: 'matchLite', least: 2, most: any, op: 'regex', foreign: true },
  { name: 'safe', least: 1, most: 1, foreign: true },
]

const byName: ReadonlyMap<string, Fn> = new Map(table.map((fn) => [fn.name.toLowerCase(), fn]))

/** By its name in any case, with or without the `~` that makes it ignore case. */
export const findFunction = (name: string): Fn | undefined => byName.get(name.replace(/~$/, '').toLowerCase())

export const functionNames: readonly string[] = table.filter((fn) => !fn.foreign).map((fn) => fn.name)

/** Whether a call by itself can be a condition; who does not know the function takes it for one. */
export const isTest = (name: string): boolean => {
  const fn = findFunction(name)
  return !fn || fn.op !== undefined || fn.tests === true
}
