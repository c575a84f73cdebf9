/**
 * The texts that have to stand in whatever a regular expression fits: the runs of plain characters that are on every way
 * through it, longest first. Reads only what it is sure of; where it is not, there are none.
 */
export function requiredTexts(source: string): readonly string[] {
  const runs = new Runs()
  let at = 0
  while (at < source.length) {
    const char = source.charAt(at)
    if (char === '|') return []
    if (char === '(' || char === '[') {
      const end = char === '(' ? groupEnd(source, at) : classEnd(source, at)
      if (end === undefined) return []
      runs.cut()
      at = pastQuantifier(source, end)
      continue
    }
    const [text, next] = char === '\\' ? escaped(source, at) : [meta.has(char) ? undefined : char, at + 1]
    const after = pastQuantifier(source, next)
    if (text === undefined) runs.cut()
    else if (after === next) runs.add(text)
    else {
      // At least once, but what follows may be the character again.
      if (source.charAt(next) === '+') runs.add(text)
      runs.cut()
    }
    at = after
  }
  return runs.longestFirst()
}

const meta = new Set('.^$*+?{}')

class Runs {
  private readonly all: string[] = []
  private run = ''

  add(text: string): void {
    this.run += text
  }

  cut(): void {
    if (this.run) this.all.push(this.run)
    this.run = ''
  }

  longestFirst(): readonly string[] {
    this.cut()
    return [...new Set(this.all)].sort((a, b) => b.length - a.length)
  }
}

/** The plain character that an escape stands for, if it is one, and where the escape ends. */
function escaped(source: string, at: number): [string | undefined, number] {
  const char = source.charAt(at + 1)
  // What follows is quoted up to an end that need not come: none of it is looked at.
  if (char === 'Q') return [undefined, source.length]
  const long = /^\\(?:x[0-9a-fA-F]{2}|x\{[^}]*\}|u[0-9a-fA-F]{4}|[pP](?:\{[^}]*\}|.))/.exec(source.slice(at, at + 40))
  if (long) return [undefined, at + long[0].length]
  return [/[^\w\s]/.test(char) ? char : undefined, at + 2]
}

/** Past a quantifier, lazy or not, that stands at a place. */
function pastQuantifier(source: string, at: number): number {
  const found = /^(?:[*+?]|\{\d*,?\d*\})[?+]?/.exec(source.slice(at, at + 24))
  return found ? at + found[0].length : at
}

function classEnd(source: string, at: number): number | undefined {
  let end = at + 1
  if (source.charAt(end) === '^') end++
  if (source.charAt(end) === ']') end++
  for (; end < source.length; end++) {
    const char = source.charAt(end)
    if (char === '\\') end++
    else if (char === '[') return undefined
    else if (char === ']') return end + 1
  }
  return undefined
}

function groupEnd(source: string, at: number): number | undefined {
  // Flags inside a group could change what the characters after it mean.
  if (/^\(\?[a-zA-Z-]+\)/.test(source.slice(at, at + 12)) && !/^\(\?i\)/.test(source.slice(at))) return undefined
  let depth = 0
  for (let end = at; end < source.length; end++) {
    const char = source.charAt(end)
    if (char === '\\') end++
    else if (char === '[') {
      const past = classEnd(source, end)
      if (past === undefined) return undefined
      end = past - 1
    } else if (char === '(') depth++
    else if (char === ')' && --depth === 0) return end + 1
  }
  return undefined
}
