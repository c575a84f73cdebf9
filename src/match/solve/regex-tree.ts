/**
 * The common part of the syntax of regular expressions as a tree: enough to make texts that fit. What fits is always asked
 * of the engine afterwards, so flags and the finer points may be left out here.
 */

export type Tree =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'class'; readonly has: (char: string) => boolean; readonly some: readonly string[] }
  | { readonly kind: 'row'; readonly of: readonly Tree[] }
  | { readonly kind: 'either'; readonly of: readonly Tree[] }
  | { readonly kind: 'times'; readonly of: Tree; readonly least: number; readonly most: number }
  | { readonly kind: 'start' | 'end' }

/** Deeper groups are not read: real rules have less than ten. */
const deepest = 100

/** Undefined when something is not understood. */
export function parseRegex(source: string): Tree | undefined {
  try {
    return new Parser(source).all()
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined
    throw error
  }
}

class NotUnderstood extends Error {}

type Has = (char: string) => boolean

const digit: Has = (char) => char >= '0' && char <= '9'
const word: Has = (char) => /^\w$/.test(char)
const space: Has = (char) => /^[\t\n\f\r ]$/.test(char)
const classes: Readonly<Record<string, Has>> = {
  d: digit,
  w: word,
  s: space,
  D: (char) => !digit(char),
  W: (char) => !word(char),
  S: (char) => !space(char),
  h: (char) => char === ' ' || char === '\t',
}
const posix: Readonly<Record<string, Has>> = {
  alpha: (char) => /^[A-Za-z]$/.test(char),
  digit,
  alnum: (char) => /^[0-9A-Za-z]$/.test(char),
  upper: (char) => /^[A-Z]$/.test(char),
  lower: (char) => /^[a-z]$/.test(char),
  space,
  blank: (char) => char === ' ' || char === '\t',
  punct: (char) => /^[!-/:-@[-`{-~]$/.test(char),
  xdigit: (char) => /^[0-9A-Fa-f]$/.test(char),
  word,
  print: (char) => char >= ' ' && char <= '~',
  graph: (char) => char > ' ' && char <= '~',
  cntrl: (char) => char < ' ',
  ascii: (char) => char < '\u0080',
}
const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v', a: '\x07', e: '\x1b' }
const nothing: Tree = { kind: 'text', text: '' }

class Parser {
  private at = 0
  private depth = 0

  constructor(private readonly source: string) {}

  all(): Tree {
    const tree = this.either()
    if (this.at < this.source.length) throw new NotUnderstood()
    return tree
  }

  private get next(): string {
    return this.source.charAt(this.at)
  }

  private skip(text: string): boolean {
    const found = this.source.startsWith(text, this.at)
    if (found) this.at += text.length
    return found
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.source)
    if (!found) return undefined
    this.at += found[0].length
    return found
  }

  private either(): Tree {
    const of = [this.row()]
    while (this.skip('|')) of.push(this.row())
    return of.length === 1 && of[0] ? of[0] : { kind: 'either', of }
  }

  private row(): Tree {
    const of: Tree[] = []
    while (this.at < this.source.length && this.next !== '|' && this.next !== ')') of.push(this.repeated(this.one()))
    return of.length === 1 && of[0] ? of[0] : { kind: 'row', of }
  }

  private repeated(one: Tree): Tree {
    let of = one
    for (;;) {
      const found = this.take(/[*+?]|\{(\d+)(,)?(\d*)\}|\{,(\d+)\}/y)
      if (!found) return of
      const [sign, from, comma, to, upTo] = found
      const least = sign === '+' ? 1 : Number(from ?? 0)
      const most =
        sign === '?' ? 1 : upTo ? Number(upTo) : !from || (comma && !to) ? Number.POSITIVE_INFINITY : Number(to || from)
      of = { kind: 'times', of, least, most }
      // Lazy or possessive: the same texts fit.
      this.take(/[?+]/y)
    }
  }

  private one(): Tree {
    const char = this.next
    if (char === '(') return this.group()
    if (char === '[') return this.set()
    if (char === '\\') return this.escape()
    this.at++
    if (char === '.') return classOf((one) => one !== '\n')
    if (char === '^') return { kind: 'start' }
    if (char === '$') return { kind: 'end' }
    const low = this.source.codePointAt(this.at - 1) ?? 0
    if (low > 0xffff) this.at++
    return { kind: 'text', text: String.fromCodePoint(low) }
  }

  private group(): Tree {
    if (++this.depth > deepest) throw new NotUnderstood()
    this.at++
    if (this.next === '?') {
      // Flags for all that follows change nothing here.
      if (this.take(/\?[a-zA-Z-]+\)/y)) {
        this.depth--
        return nothing
      }
      if (!this.take(/\?(?:[a-zA-Z-]*:|P?<\w+>|'\w+'|>)/y)) throw new NotUnderstood()
    }
    const of = this.either()
    if (!this.skip(')')) throw new NotUnderstood()
    this.depth--
    return of
  }

  private escape(): Tree {
    this.at++
    const quoted = this.take(/Q([\s\S]*?)(?:\\E|$)/y)
    if (quoted) return { kind: 'text', text: quoted[1] ?? '' }
    const place = this.take(/[bBAzZGK]/y)
    if (place) return place[0] === 'A' ? { kind: 'start' } : /[zZ]/.test(place[0]) ? { kind: 'end' } : nothing
    const known = this.classEscape()
    if (known) return classOf(known)
    return { kind: 'text', text: this.charEscape() }
  }

  private classEscape(): Has | undefined {
    const property = this.take(/[pP](?:\{(\^?)([\w=]+)\}|([A-Z]))/y)
    if (property)
      return propertyOf(property[2] ?? property[3] ?? '', property[0].startsWith('P') !== (property[1] === '^'))
    const found = this.take(/[dwsDWSh]/y)
    return found ? classes[found[0]] : undefined
  }

  private charEscape(): string {
    const code = this.take(/x([0-9a-fA-F]{2})|x\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]+)\}|0([0-7]{0,2})/y)
    if (code) return fromCode(Number.parseInt(code[1] ?? code[2] ?? code[3] ?? code[4] ?? '0', 16))
    const char = this.next
    // A reference to a group, or something that is not known.
    if (/[0-9A-Za-z]/.test(char) && !controls[char]) throw new NotUnderstood()
    this.at++
    return controls[char] ?? char
  }

  private set(): Tree {
    this.at++
    const isNegated = this.skip('^')
    const parts: Has[] = []
    const some: string[] = []
    for (let first = true; first || this.next !== ']'; first = false) {
      if (this.at >= this.source.length) throw new NotUnderstood()
      const named = this.take(/\[:(\^?)(\w+):\]/y)
      if (named) {
        const has = posix[named[2] ?? '']
        if (!has) throw new NotUnderstood()
        parts.push(named[1] ? (char) => !has(char) : has)
        continue
      }
      const known = this.next === '\\' && this.classInSet()
      if (known) parts.push(known)
      else this.range(parts, some)
    }
    this.at++
    const has: Has = (char) => parts.some((part) => part(char)) !== isNegated
    return classOf(has, isNegated ? [] : some)
  }

  private classInSet(): Has | undefined {
    this.at++
    const found = this.classEscape()
    if (!found) this.at--
    return found
  }

  private range(parts: Has[], some: string[]): void {
    const low = this.inSet()
    const isRange = this.next === '-' && this.source.charAt(this.at + 1) !== ']' && this.at + 1 < this.source.length
    if (isRange) this.at++
    const high = isRange ? this.inSet() : low
    const [from, to] = [low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0]
    some.push(low)
    parts.push((char) => {
      const code = char.codePointAt(0) ?? 0
      return code >= from && code <= to
    })
  }

  private inSet(): string {
    if (this.skip('\\')) {
      if (this.skip('b')) return '\b'
      return this.charEscape()
    }
    const char = String.fromCodePoint(this.source.codePointAt(this.at) ?? 0)
    this.at += char.length
    return char
  }
}

const fromCode = (code: number): string => {
  if (code > 0x10_ffff) throw new NotUnderstood()
  return String.fromCodePoint(code)
}

function propertyOf(name: string, isNegated: boolean): Has {
  try {
    const one = new RegExp(`^\\p{${/^[A-Z][a-z]{2,}/.test(name) ? `Script=${name}` : name}}$`, 'u')
    return (char) => one.test(char) !== isNegated
  } catch {
    throw new NotUnderstood()
  }
}

/** Characters that read well, the plainest first. */
const plain = [...'axeb0127KZ_-.,:;/\\ "\'=+@()[]{}<>|&%$#!?*~^`\t\n', 'ä', 'д', '中']

/** A class with the characters that texts are made of. */
function classOf(has: Has, own: readonly string[] = []): Tree {
  const some = [...new Set([...plain, ...own].filter(has))]
  if (some.length === 0) throw new NotUnderstood()
  return { kind: 'class', has, some: some.slice(0, 6) }
}
