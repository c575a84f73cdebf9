/** Where in a value the part stands for which a test of text holds. */
import type { Indicator, Part, Value } from '../../model/rule.js'
import { fold } from '../../text/fold.js'
import { whereMatches } from '../pattern.js'
import type { Lists } from '../text.js'

/** UTF-16 offsets, `to` exclusive. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** In longer texts only plain literals are looked for. */
const longText = 20_000

/** Undefined when the test is of no text, or does not hold. */
export function locate(text: string, indicator: Indicator, value: Value, lists: Lists): Stretch | undefined {
  const { op, cased, via } = indicator
  switch (op) {
    case 'regex':
      return value.kind === 'pattern' ? whereMatches(text, value) : undefined
    case 'eq':
      return { from: 0, to: text.length }
    case 'contains':
    case 'starts_with':
    case 'ends_with': {
      const parts = partsOf(value)
      return (
        parts &&
        locateParts(parts, text, { op, cased: cased && value.kind !== 'boolean', words: via.includes('word') }, lists)
      )
    }
    case 'cidr':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
    case 'exists':
      return undefined
    default:
      return op satisfies never
  }
}

function partsOf(value: Value): readonly Part[] | undefined {
  switch (value.kind) {
    case 'text':
      return value.parts
    case 'number':
      return [value.written]
    case 'boolean':
      return [String(value.value)]
    case 'field':
    case 'pattern':
      return undefined
    default:
      return value satisfies never
  }
}

interface How {
  readonly op: 'contains' | 'starts_with' | 'ends_with'
  readonly cased: boolean
  readonly words: boolean
}

/** The leftmost end, and from there the shortest way back; at the end of the text for what ends it. */
export function locateParts(parts: readonly Part[], text: string, how: How, lists: Lists): Stretch | undefined {
  const seen = how.cased ? text : fold(text)
  const choices = parts.map((part) => choicesOf(part, how.cased, lists))
  const found = seen.length > longText ? plainly(choices, seen, how) : alongParts(choices, seen, how)
  return found && (seen.length === text.length ? found : unfolded(found, text))
}

type Choices = readonly string[] | '*' | '?'

function choicesOf(part: Part, cased: boolean, lists: Lists): Choices {
  const folded = (texts: readonly string[]): readonly string[] => (cased ? texts : texts.map(fold))
  if (typeof part === 'string') return folded([part])
  if ('any' in part) return folded(part.any)
  if ('placeholder' in part) return folded(lists.get(part.placeholder) ?? [])
  return part.wild
}

function plainly(choices: readonly Choices[], text: string, { op, words }: How): Stretch | undefined {
  if (words || !choices.every((one) => typeof one !== 'string' && one.length === 1)) return undefined
  const wanted = choices.map(([one]) => one).join('')
  const from = op === 'contains' ? text.indexOf(wanted) : op === 'starts_with' ? 0 : text.length - wanted.length
  return from >= 0 && text.startsWith(wanted, from) ? { from, to: from + wanted.length } : undefined
}

function alongParts(choices: readonly Choices[], text: string, { op, words }: How): Stretch | undefined {
  const anyStart = words || op !== 'starts_with'
  const starts = anyStart ? Array.from({ length: text.length + 1 }, (_, place) => place) : [0]
  const isEdge = (place: number): boolean => !(inWord(text, place - 1) && inWord(text, place))
  const reached: Set<number>[] = [new Set(words && op !== 'ends_with' ? starts.filter(isEdge) : starts)]
  for (const choice of choices) reached.push(step(reached.at(-1) as Set<number>, choice, text))
  const ends = [...(reached.at(-1) as Set<number>)]
  const wanted = words
    ? ends.filter((place) => op === 'starts_with' || isEdge(place))
    : op === 'ends_with'
      ? ends.filter((place) => place === text.length)
      : ends
  if (wanted.length === 0) return undefined
  const to = least(wanted)
  return { from: back(reached, choices, text, to), to }
}

function back(reached: readonly ReadonlySet<number>[], choices: readonly Choices[], text: string, end: number): number {
  let at = end
  for (let i = choices.length - 1; i >= 0; i--)
    at = before(reached[i] as ReadonlySet<number>, choices[i] as Choices, text, at)
  return at
}

function before(places: ReadonlySet<number>, choice: Choices, text: string, end: number): number {
  if (choice === '*') {
    for (let place = end; place >= 0; place--) if (places.has(place)) return place
    return end
  }
  if (choice === '?')
    return [end - 1, end - 2].find((place) => places.has(place) && place + width(text, place) === end) ?? end
  const fitting = choice
    .map((one) => end - one.length)
    .filter((place, i) => places.has(place) && text.startsWith(choice[i] ?? '', place))
  return fitting.length > 0 ? Math.max(...fitting) : end
}

function step(places: ReadonlySet<number>, choice: Choices, text: string): Set<number> {
  const found = new Set<number>()
  if (choice === '*') {
    for (let place = least(places); place <= text.length; place++) found.add(place)
  } else if (choice === '?') {
    for (const place of places) if (place < text.length) found.add(place + width(text, place))
  } else {
    for (const one of choice) for (const place of places) if (text.startsWith(one, place)) found.add(place + one.length)
  }
  return found
}

function least(places: Iterable<number>): number {
  let found = Number.POSITIVE_INFINITY
  for (const place of places) if (place < found) found = place
  return found
}

const width = (text: string, place: number): number => ((text.codePointAt(place) ?? 0) > 0xffff ? 2 : 1)
const inWord = (text: string, place: number): boolean => /[\p{L}\p{N}]/u.test(text.charAt(place))

/** Offsets in the text as it was: some letters become two when their case is folded. */
function unfolded({ from, to }: Stretch, text: string): Stretch {
  let [seen, at] = [0, 0]
  let start: number | undefined
  for (const char of text) {
    const next = seen + fold(char).length
    if (start === undefined && next > from) start = at
    if (seen >= to) break
    seen = next
    at += char.length
  }
  return { from: start ?? at, to: at }
}
