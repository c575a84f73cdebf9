/** A search as pipelines of commands: what stands between pipes, and the searches in square brackets inside it. */

/** A command with the blanks around it left out. */
export interface Command {
  readonly from: number
  readonly to: number
}

export interface Structure {
  readonly commands: readonly Command[]
  /** The pipeline in the square brackets that open at an offset, and where they close. */
  readonly inner: ReadonlyMap<number, Inner>
}

export interface Inner {
  readonly commands: readonly Command[]
  /** Where the closing bracket stands. */
  readonly to: number
}

interface Open {
  readonly at: number
  readonly commands: Command[]
  start: number
  /** Where the command's first word ends. */
  verb: string | undefined
}

/** Commands whose expressions have field names in single quotes, which may hold anything. */
const quoting = new Set(['eval', 'where', 'fieldformat', 'stats', 'eventstats', 'streamstats', 'chart', 'timechart'])

/** Quotes, escapes and brackets are what decides which pipes part commands. A bracket without a partner is a character. */
export function structureOf(text: string): Structure {
  const inner = new Map<number, Inner>()
  const closers = matched(text)
  const stack: Open[] = [{ at: -1, commands: [], start: 0, verb: undefined }]
  const [whole] = stack as [Open]
  const last = (): Open => stack.at(-1) as Open
  scan(text, (char, at) => {
    const level = last()
    switch (char) {
      case '|':
        close(level, text, at)
        return
      case '[':
        if (closers.has(at)) stack.push({ at, commands: [], start: at + 1, verb: undefined })
        return
      case ']':
        if (closers.get(level.at) !== at) return
        close(level, text, at)
        inner.set(level.at, { commands: level.commands, to: at })
        stack.pop()
    }
  })
  close(whole, text, text.length)
  return { commands: whole.commands, inner }
}

function close(level: Open, text: string, end: number): void {
  let from = level.start
  let to = end
  while (from < to && isBlank(text.charCodeAt(from))) from++
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--
  // Nothing stands before the first pipe of `| tstats …`; between others something is missing.
  if (from < to || level.commands.length > 0 || end === text.length || text[end] === ']')
    level.commands.push({ from, to })
  level.start = end + 1
}

export const isBlank = (code: number): boolean => code <= 32 || code === 0xa0 || code === 0xfeff

/** Which closing bracket belongs to which opening one. */
function matched(text: string): ReadonlyMap<number, number> {
  const closers = new Map<number, number>()
  const opened: number[] = []
  scan(text, (char, at) => {
    if (char === '[') opened.push(at)
    else if (char === ']') {
      const open = opened.pop()
      if (open !== undefined) closers.set(open, at)
    }
  })
  return closers
}

/** Calls `visit` for every pipe and square bracket outside quotes. */
function scan(text: string, visit: (char: string, at: number) => void): void {
  let verb = ''
  const around: string[] = []
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string
    switch (char) {
      case '\\':
        at++
        break
      case '"':
        at = quoteEnd(text, at, '"')
        break
      case "'":
        if (quoting.has(verb)) at = quoteEnd(text, at, "'")
        break
      case '|':
        visit(char, at)
        verb = ''
        break
      case '[':
        visit(char, at)
        around.push(verb)
        verb = ''
        break
      case ']':
        visit(char, at)
        verb = around.pop() ?? verb
        break
      default:
        if (verb === '' && !isBlank(char.charCodeAt(0))) {
          verb = wordAt(text, at) || '?'
          at += verb.length - 1
        }
    }
  }
}

const word = /[A-Za-z_][\w]*/y

export function wordAt(text: string, at: number): string {
  word.lastIndex = at
  return word.exec(text)?.[0].toLowerCase() ?? ''
}

/** Where the quote closes; the end of the text when it does not. */
export function quoteEnd(text: string, open: number, quote: string): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++
    else if (text[at] === quote) return at
  }
  return text.length
}
