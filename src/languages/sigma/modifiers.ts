/** Field modifiers: `CommandLine|windash|contains|all` to one plan of how the values are compared. */
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic, Operator, Span, TimePart } from '../../model/rule.js'
import { timeParts } from '../../model/rule.js'
import { nearest } from '../../text/nearest.js'

export interface Plan {
  readonly op: Operator
  readonly need: 'one' | 'every'
  readonly cased: boolean
  /** For `regex`. */
  readonly flags: string
  readonly part?: TimePart
  /** `neq`: none of the values. */
  readonly negated: boolean
  /** `fieldref`: the values are names of fields. */
  readonly reference: boolean
  /** Transformations of the values, in the order written. */
  readonly via: readonly Transformation[]
}

const operatorOf: Readonly<Record<string, Operator>> = {
  contains: 'contains',
  startswith: 'starts_with',
  endswith: 'ends_with',
  re: 'regex',
  cidr: 'cidr',
  lt: 'lt',
  lte: 'le',
  gt: 'gt',
  gte: 'ge',
  exists: 'exists',
}

const transformations = ['windash', 'expand', 'wide', 'utf16', 'utf16le', 'utf16be', 'base64', 'base64offset'] as const
export type Transformation = (typeof transformations)[number]

const regexFlags: Readonly<Record<string, string>> = {
  i: 'i',
  ignorecase: 'i',
  m: 'm',
  multiline: 'm',
  s: 's',
  dotall: 's',
}

/** Every modifier of the specification, version 2.1. */
const modifierNames: readonly string[] = [
  ...Object.keys(operatorOf),
  ...transformations,
  ...Object.keys(regexFlags),
  ...timeParts,
  'all',
  'cased',
  'neq',
  'fieldref',
]

export interface Modifier {
  readonly name: string
  readonly span: Span
}

const isTransformation = (name: string): name is Transformation => (transformations as readonly string[]).includes(name)
const isTimePart = (name: string): name is TimePart => (timeParts as readonly string[]).includes(name)

/** Chains that make sense; the same few are used all over a corpus, so their number is small. */
const known = new Map<string, Plan>()
const knownLimit = 1_000

/** Undefined when the chain makes no sense; `problems` then says why. */
export function plan(modifiers: readonly Modifier[], problems: Diagnostic[]): Plan | undefined {
  const chain = modifiers.map((modifier) => modifier.name).join('|')
  const found = known.get(chain)
  if (found) return found
  const made = makePlan(modifiers, problems)
  if (made && known.size < knownLimit) known.set(chain, made)
  return made
}

function makePlan(modifiers: readonly Modifier[], problems: Diagnostic[]): Plan | undefined {
  let operator: Modifier | undefined
  let flags = ''
  let part: TimePart | undefined
  const via: Transformation[] = []
  const seen = new Set<string>()
  const before = problems.length

  for (const modifier of modifiers) {
    const { name, span } = modifier
    seen.add(name)
    if (Object.hasOwn(operatorOf, name)) {
      if (operator && operator.name !== name)
        problems.push(diagnose('sigma/modifier-conflict', span, operator.name, name))
      operator = modifier
    } else if (isTransformation(name)) via.push(name)
    else if (Object.hasOwn(regexFlags, name)) {
      if (operator?.name !== 're') problems.push(diagnose('sigma/modifier-order', span, name, 're'))
      flags += regexFlags[name]
    } else if (isTimePart(name)) {
      if (part) problems.push(diagnose('sigma/modifier-conflict', span, part, name))
      part = name
    } else if (!modifierNames.includes(name))
      problems.push(diagnose('sigma/unknown-modifier', span, name, nearest(name, modifierNames)))
  }
  clash(modifiers, operator, via, problems)
  if (problems.length > before) return undefined

  const op = operator ? (operatorOf[operator.name] as Operator) : 'eq'
  return {
    op,
    need: seen.has('all') ? 'every' : 'one',
    cased: op === 'regex' ? !flags.includes('i') : seen.has('cased') || via.some(isEncoding),
    flags: [...new Set(flags)].sort().join(''),
    ...(part && { part }),
    negated: seen.has('neq'),
    reference: seen.has('fieldref'),
    via,
  }
}

/** Base64 keeps case, so does everything that goes through it. */
const isEncoding = (name: Transformation): boolean => name === 'base64' || name === 'base64offset'

const textual = new Set(['contains', 'startswith', 'endswith'])

function clash(
  modifiers: readonly Modifier[],
  operator: Modifier | undefined,
  via: readonly Transformation[],
  problems: Diagnostic[],
): void {
  const named = (name: string): Modifier | undefined => modifiers.find((modifier) => modifier.name === name)
  const reject = (modifier: Modifier | undefined, other: string): void => {
    if (modifier) problems.push(diagnose('sigma/modifier-conflict', modifier.span, other, modifier.name))
  }
  if (operator && !textual.has(operator.name)) {
    for (const name of via) if (operator.name !== 'cidr' || name !== 'expand') reject(named(name), operator.name)
    if (['exists', 're', 'cidr'].includes(operator.name)) reject(named('fieldref'), operator.name)
    if (operator.name !== 're') reject(named('cased'), operator.name)
  }
  if (operator?.name === 'exists') for (const name of ['all', 'neq', ...timeParts]) reject(named(name), 'exists')
}
