/** What authors of queries write in plain words: links, techniques and tactics of ATT&CK, names of files. */
import type { Level, Span, Tag } from '../model/rule.js'
import { levels } from '../model/rule.js'

/** A stretch of a text, with what it says. */
export interface Piece {
  readonly text: string
  readonly span: Span
}

/** The links in a text, each once, in order; punctuation of the sentence around them left out. */
export function linksIn(text: string): string[] {
  const found = [...text.matchAll(/https?:\/\/[^\s<>"'`|\]]+/gi)].map(([link]) => unpunctuated(link))
  return [...new Set(found)].filter((link) => /^https?:\/\/[^/]/i.test(link))
}

/** A closing bracket is the link's own when it has the opening one too. */
function unpunctuated(link: string): string {
  const open = link.split('(').length
  const parts = link.split(')')
  const balanced = parts.slice(0, Math.max(open, 1)).join(')')
  let end = balanced.length
  while (end > 0 && '.,;:!?*_~'.includes(balanced[end - 1] ?? '')) end--
  return balanced.slice(0, end)
}

/** Techniques by their ids, each once: `T1059.001`, also written as `T1059/001`. `base` is where the text begins. */
export function techniquesIn(text: string, base: number): Tag[] {
  const tags = new Map<string, Tag>()
  for (const { 0: written, 1: id = '', 2: sub, index } of text.matchAll(/\b(T\d{4})(?:[./](\d{3}))?(?![\w-])/g)) {
    const span = { from: base + index, to: base + index + written.length }
    const tag = techniqueTag(sub ? `${id}.${sub}` : id, span)
    if (!tags.has(tag.name)) tags.set(tag.name, tag)
  }
  return withoutParents([...tags.values()])
}

/** A link to a technique names it twice: `T1059` of `T1059.001` says nothing when both stand at one place. */
const withoutParents = (tags: readonly Tag[]): Tag[] =>
  tags.filter((tag, i) => !tags.some((other, at) => at !== i && covers(other.span, tag.span)))

const covers = (outer: Span, inner: Span): boolean =>
  outer.from <= inner.from && outer.to >= inner.to && outer.to - outer.from > inner.to - inner.from

/** Techniques of the matrix for industrial control systems have numbers of their own. */
export const techniqueTag = (id: string, span: Span): Tag => ({
  namespace: /^t0/i.test(id) ? 'attack-ics' : 'attack',
  name: id.trim().toLowerCase(),
  span,
})

/** Tactics by their ids, as `TA0005`. */
export function tacticIdsIn(text: string, base: number): Tag[] {
  return [...text.matchAll(/\bTA0\d{3}\b/g)].map(({ 0: id, index }) => ({
    namespace: 'attack',
    name: id.toLowerCase(),
    span: { from: base + index, to: base + index + id.length },
  }))
}

/** What Microsoft's products file under tactics though ATT&CK has no such tactic. */
const categories = new Set([
  'exploit',
  'general',
  'malware',
  'malware-component',
  'misconfiguration',
  'none',
  'pre-attack',
  'ransomware',
  'suspicious-activity',
  'unwanted-software',
  'vulnerability',
])

const industrial = new Set(['impair-process-control', 'inhibit-response-function'])

/** `CommandAndControl`, `Command and Control`, `commandandcontrol`: a tactic, or a category of Microsoft's own. */
export function tacticTag(written: string, span: Span): Tag {
  const name = written
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  const known = joinedTactics.get(name.replaceAll('-', ''))
  if (known) return { namespace: 'attack', name: known, span }
  const namespace = categories.has(name) ? 'category' : industrial.has(name) ? 'attack-ics' : 'attack'
  return { namespace, name, span }
}

/** Names of several words, however they are joined. */
const joinedTactics: ReadonlyMap<string, string> = new Map(
  [
    'command-and-control',
    'credential-access',
    'defense-evasion',
    'defense-impairment',
    'initial-access',
    'lateral-movement',
    'privilege-escalation',
    'resource-development',
  ].map((name) => [name.replaceAll('-', ''), name]),
)

/** `High`, in any case; undefined for what is no severity. */
export function levelOf(written: string): Level | undefined {
  const name = written.trim().toLowerCase()
  return name === 'info' || name === 'information' ? 'informational' : levels.find((level) => level === name)
}

/** A file's name as a title: words apart, without its ending and the folders before it. */
export function titleOfPath(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
  const apart = /\s/.test(name.trim())
    ? name
    : name
        .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
        .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
        .replace(/[_+]+|-(?=\D)|(?<=\D)-/g, ' ')
  return apart.replace(/\s+/g, ' ').trim() || 'Untitled rule'
}
