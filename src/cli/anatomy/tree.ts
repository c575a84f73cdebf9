import type { And, Indicator, Or, Predicate, Rule, Value } from '../../model/rule.js'
import { comparisonText } from '../../model/show.js'
import { fieldText, operatorText, quantity } from '../../site/indicator-text.js'
import { safeLine, width } from '../terminal.js'
import type { Style } from './style.js'

/** A line of the tree with the lines below it. */
interface Node {
  readonly text: string
  /** Where it was written, and how many rules hold it. */
  readonly aside?: string
  readonly children?: readonly Node[]
}

/** Longer lists of values show their head and how many more there are. */
const shownValues = 12

/** A predicate as a tree: what must all hold, what is one of several, what must not hold; each value with its line. */
export function drawTree(predicate: Predicate, rule: Rule, style: Style): string[] {
  return layOut(draw(nodeOf(predicate, rule, style), style), style)
}

function nodeOf(predicate: Predicate, rule: Rule, style: Style): Node {
  const { paint } = style
  const children = (of: readonly Predicate[]): Node[] => of.map((part) => nodeOf(part, rule, style))
  switch (predicate.kind) {
    case 'and':
      return { text: groupText('all', predicate, style), children: children(predicate.of) }
    case 'or':
      return { text: groupText('any', predicate, style), children: children(predicate.of) }
    case 'not': {
      const inner = nodeOf(predicate.of, rule, style)
      return { ...inner, text: `${paint.magenta('not')} ${inner.text}` }
    }
    case 'use':
      return {
        text: paint.bold(safeLine(rule.definitions[predicate.of]?.name ?? '?')),
        aside: style.place(predicate.span),
      }
    case 'indicator':
      return indicatorNode(predicate, style)
    case 'compare':
      return { text: safeLine(comparisonText(predicate)), aside: style.place(predicate.span) }
    case 'opaque':
      return { text: paint.red('could not be read'), aside: style.place(predicate.span) }
    default:
      return predicate satisfies never
  }
}

/** `any of 3`, and what the author wrote for it: `1 of filter_*`. */
const groupText = (which: 'all' | 'any', { of, label }: And | Or, { paint }: Style): string =>
  `${paint.dim(`${which} of ${of.length}`)}${label === undefined ? '' : `  ${paint.bold(safeLine(label))}`}`

function indicatorNode(indicator: Indicator, style: Style): Node {
  const { paint } = style
  const subject = `${paint.cyan(safeLine(fieldText(indicator)))} ${operatorText(indicator)}`
  const [first] = indicator.values
  if (!first) return { text: subject, aside: style.place(indicator.span) }
  if (indicator.values.length === 1) return { text: `${subject} ${written(first, style)}`, aside: aside(first, style) }
  const shown = style.all ? indicator.values : indicator.values.slice(0, shownValues)
  const more = indicator.values.length - shown.length
  return {
    text: `${subject} ${paint.dim(quantity(indicator))}`,
    aside: style.place(indicator.span),
    children: [
      ...shown.map((value): Node => ({ text: written(value, style), aside: aside(value, style) })),
      ...(more > 0 ? [{ text: paint.dim(`and ${more} more; --all shows them`) }] : []),
    ],
  }
}

/** Only text is quoted: numbers and words like `true` hide no blanks. */
const written = ({ kind, written }: Value, style: Style): string =>
  kind === 'number' || kind === 'boolean' ? style.paint.green(safeLine(written)) : style.value(written)

const aside = ({ span }: Value, style: Style): string =>
  [style.place(span), style.held(span)].filter(Boolean).join(' · ')

interface Line {
  readonly text: string
  readonly aside?: string | undefined
}

function draw(node: Node, style: Style, first = '', rest = ''): Line[] {
  const children = node.children ?? []
  return [
    { text: style.paint.dim(first) + node.text, aside: node.aside },
    ...children.flatMap((child, i) => {
      const last = i === children.length - 1
      return draw(child, style, `${rest}${last ? '└ ' : '├ '}`, `${rest}${last ? '  ' : '│ '}`)
    }),
  ]
}

/** What stands beside the tree begins in one column, unless a value is long. */
const widest = 72

function layOut(lines: readonly Line[], { paint }: Style): string[] {
  const column = Math.min(widest, Math.max(0, ...lines.map(({ text }) => width(text))))
  return lines.map(({ text, aside }) =>
    aside ? `${text}${' '.repeat(Math.max(0, column - width(text)))}  ${paint.dim(aside)}` : text,
  )
}
