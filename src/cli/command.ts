import { parseArgs } from 'node:util'
import { nearest } from '../text/nearest.js'
import { type ExitCode, UsageError } from './exit.js'

export interface Option {
  readonly type: 'string' | 'boolean'
  /** One letter. */
  readonly short?: string
  /** May be given several times. */
  readonly multiple?: true
  /** What it is when it is not given. */
  readonly default?: string
  /** What the value may be; any text when absent. */
  readonly choices?: readonly string[]
  /** Stands for the value in the help: `DIR`. */
  readonly value?: string
  readonly about: string
}

export type Options = Readonly<Record<string, Option>>

/** The options as given: absent strings are their default or undefined, absent flags false. */
type Given<T extends Options> = { readonly [K in keyof T]: GivenOption<T[K]> }

type GivenOption<O extends Option> = O['type'] extends 'boolean'
  ? boolean
  : O extends { multiple: true }
    ? readonly string[]
    : Word<O> | (O extends { default: string } ? never : undefined)

type Word<O extends Option> = O extends { choices: readonly (infer C extends string)[] } ? C : string

export interface Command<T extends Options = Options> {
  readonly name: string
  /** One line, for the list of commands. */
  readonly summary: string
  /** What follows the command's name: `SOURCES... -o DIR`. */
  readonly usage: string
  /** A paragraph on what it does, and what it ends with. */
  readonly about: string
  /** How many arguments it takes that are not options. */
  readonly takes: { readonly least: number; readonly most: number }
  readonly options: T
  /** Command lines without the program's name, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[]
  run(names: readonly string[], given: Given<T>): Promise<ExitCode>
}

/** A command whose options' types are known to its `run`, as one that can be listed with the others. */
export function command<const T extends Options>(definition: Command<T>): Command {
  // Sound because `runCommand` gives each command the values of its own options only.
  return definition as unknown as Command
}

/** Throws a `UsageError` that names the nearest thing that there is. */
export async function runCommand(command: Command, args: readonly string[]): Promise<ExitCode> {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: command.options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  for (const token of tokens) if (token.kind === 'option') checkOption(command, token)
  const { least, most } = command.takes
  if (positionals.length < least) throw new UsageError(`${command.name} needs ${command.usage.split(' ')[0]}`)
  if (positionals.length > most)
    throw new UsageError(`"${positionals[most]}" is one argument too many for ${command.name}`)
  return command.run(positionals, complete(command.options, values))
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

function checkOption(command: Command, { name, rawName, value, inlineValue }: OptionToken): void {
  const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined
  if (!option) {
    const near = nearest(name, Object.keys(command.options))
    throw new UsageError(`${command.name} has no option ${rawName}${near ? `; did you mean --${near}?` : ''}`)
  }
  if (option.type === 'boolean') {
    if (inlineValue) throw new UsageError(`${rawName} takes no value`)
    return
  }
  // An option in the value's place was meant as one: only `--out=-x` may begin with a dash, and `-` stands for a stream.
  if (value === undefined || value === '' || (value.startsWith('-') && value !== '-' && !inlineValue))
    throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value ?? 'VALUE'}`)
  if (option.choices && !option.choices.includes(value)) {
    const near = nearest(value, option.choices)
    const hint = near ? `did you mean ${near}?` : `it is one of ${option.choices.join(', ')}`
    throw new UsageError(`${rawName} cannot be "${value}"; ${hint}`)
  }
}

type Raw = Readonly<Record<string, unknown>>

function complete(options: Options, raw: Raw): Given<Options> {
  const absent = (option: Option): unknown =>
    option.type === 'boolean' ? false : option.multiple ? [] : option.default
  const all = Object.entries(options).map(([name, option]) => [name, raw[name] ?? absent(option)])
  return Object.fromEntries(all)
}
