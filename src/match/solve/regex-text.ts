/** Texts that a regular expression fits, made of its tree. The caller asks the engine whether they do. */
import { parseRegex, type Tree } from './regex-tree.js'

export interface RegexText {
  readonly text: string
  /** The text has to begin, or to end, the value. */
  readonly start: boolean
  readonly end: boolean
}

const mostTexts = 80
const longest = 5000

/**
 * A text of the first choices everywhere, then texts in which one choice after the other is made differently. Empty when
 * the expression is beyond what is read here.
 */
export function textsFor(source: string): readonly RegexText[] {
  const tree = parseRegex(source)
  if (!tree) return []
  const found = new Map<string, RegexText>()
  const add = (maker: Maker): void => {
    const made = maker.make(tree)
    if (made) found.set(JSON.stringify(made), made)
  }
  const first = new Maker(() => 0)
  add(first)
  const choices = [...first.choices]
  choices.forEach((count, point) => {
    for (let choice = 1; choice < count && found.size < mostTexts; choice++)
      add(new Maker((at) => (at === point ? choice : 0)))
  })
  // Every optional part present, every choice the second.
  for (let choice = 1; choice < 3; choice++) add(new Maker(() => choice))
  return [...found.values()]
}

class Maker {
  /** How many ways each choice had, in the order in which they were made. */
  readonly choices: number[] = []
  private text = ''
  private start = false
  private end = false
  private failed = false

  constructor(private readonly choose: (point: number, count: number) => number) {}

  make(tree: Tree): RegexText | undefined {
    this.add(tree)
    return this.failed ? undefined : { text: this.text, start: this.start, end: this.end }
  }

  private pick(count: number): number {
    const point = this.choices.length
    this.choices.push(count)
    return Math.min(this.choose(point, count), count - 1)
  }

  private add(tree: Tree): void {
    if (this.text.length > longest || this.choices.length > longest) this.failed = true
    if (this.failed) return
    switch (tree.kind) {
      case 'text':
        this.put(tree.text)
        return
      case 'class':
        this.put(tree.some[this.pick(tree.some.length)] ?? '')
        return
      case 'row':
        for (const part of tree.of) this.add(part)
        return
      case 'either': {
        const part = tree.of[this.pick(tree.of.length)]
        if (part) this.add(part)
        return
      }
      case 'times':
        this.repeat(tree)
        return
      case 'start':
        if (this.text === '') this.start = true
        return
      case 'end':
        this.end = true
        return
      default:
        tree satisfies never
    }
  }

  private put(text: string): void {
    // What stands after an end can only follow in another line.
    if (text !== '' && this.end) this.text += '\n'
    if (text !== '') this.end = false
    this.text += text
  }

  private repeat({ of, least, most }: Extract<Tree, { kind: 'times' }>): void {
    const times = least + (most > least ? this.pick(2) : 0)
    if (times > longest) this.failed = true
    for (let i = 0; i < times && !this.failed; i++) this.add(of)
  }
}
