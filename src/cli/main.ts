import { existsSync } from 'node:fs'
import { FetchError } from '../node/fetch.js'
import { GitError } from '../node/git.js'
import { errorCode, reason } from '../node/reason.js'
import { nearest } from '../text/nearest.js'
import { type Command, runCommand } from './command.js'
import build from './commands/build.js'
import check from './commands/check.js'
import explain from './commands/explain.js'
import fetch from './commands/fetch.js'
import match from './commands/match.js'
import records from './commands/records.js'
import search from './commands/search.js'
import serve from './commands/serve.js'
import show from './commands/show.js'
import stats from './commands/stats.js'
import { type ExitCode, Failure, UsageError } from './exit.js'
import { describe, overview } from './help.js'
import { version } from './package.js'
import { painter, wantsColour } from './terminal.js'

/** In the order in which a newcomer meets them. */
const commands: readonly Command[] = [serve, fetch, show, search, match, explain, records, check, stats, build]

/** Runs a command line without the program's name and says how it ended. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  try {
    return await dispatch(args)
  } catch (error) {
    const { code, message, hint } = wordsFor(error)
    const paint = painter(wantsColour(process.stderr))
    process.stderr.write(`${paint.red('error')}: ${message}\n${hint ? `${hint}\n` : ''}`)
    return code
  }
}

async function dispatch([name, ...args]: readonly string[]): Promise<ExitCode> {
  const paint = painter(wantsColour(process.stdout))
  const print = (text: string): ExitCode => {
    process.stdout.write(`${text}\n`)
    return 0
  }
  const isHelp = (arg: string | undefined): boolean => arg === '--help' || arg === '-h'
  if (name === undefined || isHelp(name)) return print(overview(commands, paint))
  if (name === '--version' || name === '-v') return print(version())
  if (name === 'help') return print(args[0] === undefined ? overview(commands, paint) : describe(named(args[0]), paint))
  const command = named(name)
  const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args
  return options.some(isHelp) ? print(describe(command, paint)) : runCommand(command, args)
}

function named(name: string): Command {
  const found = commands.find((command) => command.name === name)
  if (found) return found
  if (existsSync(name)) throw new UsageError(`"${name}" is no command; to browse it: detectionary serve ${name}`)
  const near = nearest(
    name,
    commands.map((command) => command.name),
  )
  throw new UsageError(
    `there is no ${name.startsWith('-') ? 'option' : 'command'} "${name}"${near ? `; did you mean ${near}?` : ''}`,
  )
}

interface Explained {
  readonly code: ExitCode
  readonly message: string
  readonly hint?: string
}

/** What we foresaw, in words; what we did not is a fault of ours and keeps its trace. */
function wordsFor(error: unknown): Explained {
  if (error instanceof UsageError || error instanceof FetchError)
    return { code: 2, message: error.message, hint: 'detectionary --help says what there is.' }
  if (error instanceof Failure || error instanceof GitError) return { code: 1, message: error.message }
  if (error instanceof Error && /^E[A-Z0-9]+$/.test(errorCode(error) ?? '')) {
    const path = 'path' in error && typeof error.path === 'string' ? `${error.path}: ` : ''
    return { code: 1, message: `${path}${reason(error)}` }
  }
  throw error
}
