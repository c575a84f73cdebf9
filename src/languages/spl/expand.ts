/**
 * A search with its comments taken out and its macros put in, which Splunk does before anything else: a macro may hold
 * half a condition or several commands. Calls that cannot be put in stay as they are written, backticks and all.
 */
import { diagnose } from '../../model/diagnostics.js'
import type { Diagnostic, Insert } from '../../model/rule.js'
import type { Fragment } from '../../text/fragment.js'
import type { Macro, MacroLibrary } from './macros.js'
import { isFilterMacro, ownMacro } from './macros.js'
import { type Frame, MappedText } from './mapped.js'

/** What a macro became: a part of the whole text, and its name. */
export interface Expansion {
  readonly from: number
  readonly to: number
  readonly name: string
}

export interface Expanded {
  readonly source: Fragment
  readonly inserts: readonly Insert[]
  readonly expansions: readonly Expansion[]
  readonly diagnostics: readonly Diagnostic[]
}

/** `work` bounds the text of all definitions together, `length` what comes out. */
const limits = { depth: 50, calls: 5_000, length: 1_000_000, work: 4_000_000 }

export function expand(source: Fragment, library: MacroLibrary): Expanded {
  if (!source.text.includes('`')) return { source, inserts: [], expansions: [], diagnostics: [] }
  return new Expander(source, library).run()
}

/** A call as it is written: `` `name` ``, `` `name(a, "b, c")` ``. */
export interface Call {
  readonly name: string
  readonly args: readonly string[]
  /** Where each argument begins, counted from the opening backtick. */
  readonly starts: readonly number[]
  readonly length: number
}

const head = /`\s*([\w.:@-]+)\s*(`|\()/y

export function callAt(text: string, at: number): Call | undefined {
  head.lastIndex = at
  const found = head.exec(text)
  const [all = '', name = '', after] = found ?? []
  if (!found) return undefined
  if (after === '`') return { name, args: [], starts: [], length: all.length }
  return argumentsOf(text, name, at, at + all.length)
}

function argumentsOf(text: string, name: string, at: number, open: number): Call | undefined {
  const args: string[] = []
  const starts: number[] = []
  let start = open
  let depth = 0
  for (let i = open; i < text.length; i++) {
    const char = text[i]
    if (char === '`') return undefined
    if (char === '"') i = quoteEnd(text, i)
    else if (char === '(') depth++
    else if (depth > 0 && char === ')') depth--
    else if (depth === 0 && (char === ',' || char === ')')) {
      pushArgument(text, start, i, at, args, starts)
      start = i + 1
      if (char === ')') {
        const close = /\s*`/y
        close.lastIndex = i + 1
        const tail = close.exec(text)?.[0]
        if (tail === undefined) return undefined
        const none = args.length === 1 && args[0] === ''
        return { name, args: none ? [] : args, starts: none ? [] : starts, length: i + 1 + tail.length - at }
      }
    }
  }
  return undefined
}

/** Blanks and quotes around an argument do not belong to it. */
function pushArgument(text: string, from: number, to: number, at: number, args: string[], starts: number[]): void {
  const raw = text.slice(from, to)
  let inner = raw.trim()
  let start = from + (raw.length - raw.trimStart().length)
  if (/^"[^"]*"$/s.test(inner)) {
    inner = inner.slice(1, -1)
    start++
  }
  args.push(inner)
  starts.push(start - at)
}

/** The closing quote, or the opening one when there is none. */
function quoteEnd(text: string, open: number): number {
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === '"') return i
  }
  return open
}

class Expander {
  private readonly out = new MappedText()
  private readonly inserts: Insert[] = []
  private readonly byMacro = new Map<Macro, number>()
  private readonly expansions: Expansion[] = []
  private readonly diagnostics: Diagnostic[] = []
  private readonly open: string[] = []
  private calls = 0
  private work = 0
  private full = false

  constructor(
    private readonly source: Fragment,
    private readonly library: MacroLibrary,
  ) {}

  run(): Expanded {
    const { text, place } = this.source
    const frame: Frame = { place, call: undefined, depth: 0 }
    const whole = new MappedText()
    whole.add(text, frame, 0)
    this.write(text, whole)
    const { out } = this
    return {
      source: { text: out.text, place: (from, to) => out.place(from, to) },
      inserts: this.inserts,
      expansions: this.expansions,
      diagnostics: this.diagnostics,
    }
  }

  /** Puts a text out, without its comments and with its macros. */
  private write(text: string, mapped: MappedText): void {
    let done = 0
    let quoted = false
    for (let at = 0; at < text.length; at++) {
      const char = text[at]
      if (char === '\\') at++
      else if (char === '"') quoted = !quoted
      else if (char === '`') {
        const length = !quoted && text.startsWith('```', at) ? this.comment(text, at, mapped) : 0
        const call = length > 0 ? undefined : callAt(text, at)
        const next = at + (length || (call?.length ?? 1))
        if (length > 0 || call) {
          this.out.addPart(text, mapped, done, at)
          if (call) this.put(call, text, at, mapped)
          else this.out.addPart(' ', mapped, at, at + 1)
          done = next
        }
        at = next - 1
      }
    }
    this.out.addPart(text, mapped, done, text.length)
  }

  /** How long the comment is; one without an end reaches to the end. */
  private comment(text: string, at: number, mapped: MappedText): number {
    const end = text.indexOf('```', at + 3)
    if (end >= 0) return end + 3 - at
    this.diagnostics.push(diagnose('spl/syntax', mapped.place(at, at + 3), 'the comment is never closed'))
    return text.length - at
  }

  private put(call: Call, text: string, at: number, mapped: MappedText): void {
    const { name, args } = call
    const from = this.out.length
    const end = at + call.length
    const found = this.library(name, args.length) ?? ownMacro(name, args.length)
    const key = `${name}(${args.length})`
    const problem = found ? this.obstacle(key) : isFilterMacro(name, args.length) ? undefined : 'unknown'
    if (problem) this.report(problem, name, mapped, at, end)
    if (!found || problem) return this.out.addPart(text, mapped, at, end)
    const frame: Frame = {
      place: isDefined(found) ? this.insert(found) : undefined,
      call: mapped.stretch(at, end),
      depth: (mapped.stretch(at, end)?.frame.depth ?? 0) + 1,
    }
    const filled = fill(found, call, at, text, mapped, frame, enclosed(text, at, end))
    this.calls++
    this.work += filled.length
    this.open.push(key)
    this.write(filled.text, filled)
    this.open.pop()
    if (this.out.length > from) this.expansions.push({ from, to: this.out.length, name })
  }

  private obstacle(key: string): 'recursive' | 'large' | undefined {
    if (this.open.includes(key)) return 'recursive'
    this.full ||= this.calls >= limits.calls || this.out.length > limits.length || this.work > limits.work
    return this.full || this.open.length >= limits.depth ? 'large' : undefined
  }

  private report(
    problem: 'unknown' | 'recursive' | 'large',
    name: string,
    mapped: MappedText,
    from: number,
    to: number,
  ): void {
    const span = mapped.place(from, to)
    if (problem === 'unknown') this.diagnostics.push(diagnose('spl/unknown-macro', span, name))
    else if (problem === 'recursive') this.diagnostics.push(diagnose('spl/recursive-macro', span, name))
    else if (!this.diagnostics.some(({ code }) => code === 'spl/too-many-macros'))
      this.diagnostics.push(diagnose('spl/too-many-macros', span, name))
  }

  private insert(macro: Macro): Frame['place'] {
    let index = this.byMacro.get(macro)
    if (index === undefined) {
      const { name, path, definition } = macro
      index = this.inserts.push({ kind: 'macro', name, path, text: definition }) - 1
      this.byMacro.set(macro, index)
    }
    const into = index
    return (from, to) => ({ from, to, in: into })
  }
}

/** Whether a file of the user's defines it, as against one that Splunk brings along. */
const isDefined = (macro: Omit<Macro, 'path'>): macro is Macro => 'path' in macro

/** Whether a call stands alone between two quotes. */
const enclosed = (text: string, from: number, to: number): boolean => text[from - 1] === '"' && text[to] === '"'

/** A definition with the arguments put in for `$name$`. Between quotes, a definition that has quotes loses them. */
function fill(
  { args, definition }: Pick<Macro, 'args' | 'definition'>,
  call: Call,
  at: number,
  text: string,
  mapped: MappedText,
  frame: Frame,
  quoted: boolean,
): MappedText {
  const bare = quoted && /^"[^"]*"$/s.test(definition)
  const end = definition.length - (bare ? 1 : 0)
  const filled = new MappedText()
  let done = bare ? 1 : 0
  if (args.length > 0)
    for (const match of definition.matchAll(/\$([\w.-]+)\$/g)) {
      const index = args.indexOf(match[1] ?? '')
      const value = call.args[index]
      if (value === undefined || filled.length > limits.length) continue
      filled.add(definition.slice(done, match.index), frame, done)
      const start = at + (call.starts[index] ?? 0)
      filled.addPart(text, mapped, start, start + value.length)
      done = match.index + match[0].length
    }
  filled.add(definition.slice(done, end), frame, done)
  return filled
}
