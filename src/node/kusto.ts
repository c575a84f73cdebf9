/**
 * The parser of Microsoft's language service, loaded when the first query is parsed. This is the only file that knows it.
 * The package is generated from C# and keeps what it makes in global names; what is used of it is declared here.
 */
import { createRequire } from 'node:module'
import type { KqlNode, KqlParser, KqlProblem } from '../languages/kql/tree.js'

interface Element {
  readonly Kind: number
  readonly IsToken: boolean
  readonly Text: string
  readonly TextStart: number
  readonly End: number
  readonly NameInParent: string | null
  readonly ChildCount: number
  GetChild(index: number): Element | null
}

interface Problem {
  readonly Message: string
  readonly Start: number
  readonly Length: number
}

interface Globals {
  readonly Kusto?: {
    readonly Language: {
      readonly KustoCode: {
        Parse(text: string): {
          readonly Syntax: Element
          GetSyntaxDiagnostics(): { readonly Count?: number; getItem(index: number): Problem }
        }
      }
      readonly Syntax: { readonly SyntaxKind: unknown }
    }
  }
  readonly System?: { readonly Enum: { getName(type: unknown, value: number): string | null } }
}

/** A tree of more nodes than this is cut off: a query of that size is data. */
const mostNodes = 500_000

/** How many texts are remembered: what was parsed to see whether it is one query is parsed again to read it. */
const mostRemembered = 16
const remembered = new Map<string, ReturnType<KqlParser>>()

export const parseKql: KqlParser = (text) => {
  const known = remembered.get(text)
  if (known) return known
  const parsed = parse(text)
  const [oldest] = remembered.keys()
  if (oldest !== undefined && remembered.size >= mostRemembered) remembered.delete(oldest)
  remembered.set(text, parsed)
  return parsed
}

function parse(text: string): ReturnType<KqlParser> {
  try {
    const { parser, kindName } = service()
    const code = parser(text)
    const found = code.GetSyntaxDiagnostics()
    const problems: KqlProblem[] = []
    for (let i = 0; i < (found.Count ?? 0); i++) problems.push(problemOf(found.getItem(i), text.length))
    const { root, whole } = convert(code.Syntax, kindName)
    if (!whole) problems.push({ message: 'The query is too large', from: 0, to: text.length })
    return { root, problems }
  } catch (error) {
    const root: KqlNode = { kind: 'QueryBlock', role: '', from: 0, to: text.length, children: [] }
    return { root, problems: [{ message: reasonOf(error), from: 0, to: text.length }] }
  }
}

/** In a few words: the package's own errors go on with its whole source. */
function reasonOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
  return `The parser failed: ${line.length > 120 ? `${line.slice(0, 120)}…` : line}`
}

function problemOf({ Message, Start, Length }: Problem, end: number): KqlProblem {
  const from = Math.min(Math.max(Start, 0), end)
  return { message: Message, from, to: Math.min(from + Math.max(Length, 0), end) }
}

interface Service {
  parser(text: string): ReturnType<NonNullable<Globals['Kusto']>['Language']['KustoCode']['Parse']>
  kindName(kind: number): string
}

let loaded: Service | undefined

function service(): Service {
  loaded ??= load()
  return loaded
}

function load(): Service {
  const require = createRequire(import.meta.url)
  require('@kusto/language-service-next/bridge.min.js')
  require('@kusto/language-service-next/Kusto.Language.Bridge.min.js')
  const { Kusto, System } = globalThis as Globals
  if (!Kusto || !System) throw new Error('the language service did not load')
  const { KustoCode, Syntax } = Kusto.Language
  const names = new Map<number, string>()
  return {
    parser: (text) => KustoCode.Parse(text),
    kindName(kind) {
      const known = names.get(kind)
      if (known !== undefined) return known
      const name = System.Enum.getName(Syntax.SyntaxKind, kind) ?? String(kind)
      names.set(kind, name)
      return name
    },
  }
}

interface Open {
  readonly element: Element
  readonly kind: string
  readonly role: string
  readonly children: KqlNode[]
  /** The index of the child that comes next. */
  next: number
}

/** Without recursion: a long chain of `or` is as deep as it is long. */
function convert(root: Element, kindName: (kind: number) => string): { root: KqlNode; whole: boolean } {
  const open = (element: Element, role: string): Open => ({
    element,
    kind: kindName(element.Kind),
    role,
    children: [],
    next: 0,
  })
  const stack = [open(root, '')]
  let count = 0
  for (;;) {
    const top = stack.at(-1) as Open
    const { element, children } = top
    if (top.next < element.ChildCount && count < mostNodes) {
      const child = element.GetChild(top.next++)
      if (!child) continue
      count++
      if (!child.IsToken) stack.push(open(child, child.NameInParent ?? ''))
      else if (top.kind !== 'SeparatedElement') addToken(child, kindName, children)
      continue
    }
    stack.pop()
    const around = stack.at(-1)
    if (!around) return { root: close(top), whole: count < mostNodes }
    if (top.kind === 'SeparatedElement') around.children.push(...children)
    else if (children.length > 0) around.children.push(close(top))
  }
}

const nothing: readonly KqlNode[] = []

function addToken(token: Element, kindName: (kind: number) => string, to: KqlNode[]): void {
  const text = token.Text
  if (text === '') return
  const from = token.TextStart
  const role = token.NameInParent ?? ''
  to.push({ kind: kindName(token.Kind), role, from, to: from + text.length, text, children: nothing })
}

/** What is nothing but one token has that token's text. */
function close({ element, kind, role, children }: Open): KqlNode {
  const [only] = children
  if (!only) return { kind, role, from: element.TextStart, to: element.TextStart, children }
  const { from, to, text } = only
  if (children.length > 1) return { kind, role, from, to: children.at(-1)?.to ?? to, children }
  if (text === undefined || kind === 'List' || !isToken(only)) return { kind, role, from, to, children }
  return { kind, role, from, to, text, children: nothing }
}

const isToken = ({ kind }: KqlNode): boolean =>
  kind === 'TokenName' || kind.endsWith('Token') || kind.endsWith('Keyword')
