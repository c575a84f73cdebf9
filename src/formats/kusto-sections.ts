/** What the headings and lines of a page of queries say about them. */
import type { Metadata, Span, Tag } from '../model/rule.js'
import type { Heading } from './kusto-blocks.js'
import { plainWords } from './kusto-blocks.js'
import { levelOf, linksIn, type Piece, tacticIdsIn, tacticTag, techniquesIn, techniqueTag } from './kusto-prose.js'

/** A heading with the prose up to the next one. */
export interface Section {
  readonly heading: Heading | undefined
  /** Trimmed; empty where there is none. */
  readonly prose: readonly Piece[]
}

export interface Page {
  readonly id: Piece | undefined
  readonly meta: Metadata
}

const isMitre = /att\s*&?\s*ck|mitre|\btechniques?\b|\btactics?\b/i
const isDescription = /^(?:detection |technical |query |rule |hunt )?(?:description|summary|overview|objective|goal)\b/i
const isReference = /^(?:references?|links?|sources?|blogs?|further reading|resources)\b/i
const isAuthor = /^(?:authors?|credits?|contributors?|created by)\b/i
const isFalsePositive = /^(?:known )?false[- ]positives?\b/i
const isHistory = /^(?:version history|change ?log|history)\b/i

/** Sections around a query that are no name of it. */
const general =
  /^(?:query information|quer(?:y|ies)|kql(?: quer(?:y|ies))?|detections?|hunt(?:ing)?(?: quer(?:y|ies)| details)?|hunt tags|metadata|rule|code|example|results?|notes?|risk.*|impact|explanation|considerations|permission required.*|description of the attack|technical description.*|suggested response.*|response.*|detection blind spots|utili[sz]ed data sources?|data sources?|tables?|disclaimer|introduction|requirements?|prerequisites|mitigations?|remediation|tags|[\d.]+)$/i

const platforms =
  /^(?:for |in |using |the )*(?:(?:microsoft|ms|azure|m365|365|office)\s+)*(?:(?:(?:365|m365|office)\s+)?defender(?:\s+(?:xdr|for\s+.+|365|atp|advanced hunting))?|(?:unified\s+)?xdr|sentinel|log analytics|data explorer|adx|mde|mdi|mdo|mdca|mtp|m365d|atp|advanced hunting|resource graph(?: explorer)?|(?:365\s+)?security|azure monitor)(?:\s*(?:&|and|\/|,|\+|-|\(|\))\s*.*)?(?:\s+(?:quer(?:y|ies)|kql|version|tables?|analytics rule))?\s*$/i

export const isPlatform = (name: string): boolean => name.length < 80 && platforms.test(name)

/** Whether a heading names what stands below it, and not what part of any page it is. */
export const namesQuery = (name: string): boolean =>
  name !== '' &&
  name.length <= 80 &&
  ![general, isMitre, isDescription, isReference, isAuthor, isFalsePositive, isHistory].some((one) => one.test(name))

interface Line {
  readonly key: string
  readonly value: string
  /** The whole line. */
  readonly span: Span
  /** The value. */
  readonly at: Span
}

/** `**Key:** value`, `- **Key:** value`, `**Key: value**`. */
function keyLines({ text, span }: Piece): Line[] {
  const lines: Line[] = []
  let from = span.from
  for (const line of text.split('\n')) {
    const [, before = '', key = '', value = ''] =
      /^([ \t>*+-]*\*\*[ \t]*)([\w /&-]{2,40}?)[ \t]*:(.*)$/.exec(line.trimEnd()) ?? []
    if (key) {
      const words = plainWords(value.replaceAll('**', ' '))
      const at = { from: from + before.length + key.length + 1, to: from + line.trimEnd().length }
      if (words)
        lines.push({
          key: key.trim(),
          value: words,
          span: { from: from + (line.length - line.trimStart().length), to: at.to },
          at,
        })
    }
    from += line.length + 1
  }
  return lines
}

export function readPage(sections: readonly Section[]): Page {
  const lines = sections.flatMap(({ prose }) => prose.flatMap(keyLines))
  const value = (key: RegExp): Line | undefined => lines.find((line) => key.test(line.key))
  const under = (name: RegExp): Piece[] =>
    sections.flatMap(({ heading, prose }) => (heading && name.test(heading.text) ? prose : []))
  const described = descriptionOf(sections)
  const linked = [
    ...under(isReference).map(({ text }) => text),
    ...lines.flatMap((line) => (isReference.test(line.key) ? textAt(sections, line.at) : [])),
  ]
  const references = linksIn(linked.join('\n'))
  const guides = sections.flatMap((section) => guideOf(section, described))
  const level = levelOf(value(/^severity$|^level$/i)?.value ?? '')
  const id = value(/^id$|^guid$|^rule id$/i)
  const dates = datesOf(under(isHistory))
  const modified = isoDate(value(/^(?:last )?(?:modified|updated|update)$/i)?.value) ?? dates.at(-1)
  const date = isoDate(value(/^(?:created|date|creation date)$/i)?.value) ?? dates[0]
  const status = value(/^status$/i)?.value.toLowerCase()
  const license = value(/^licen[sc]e$/i)?.value
  return {
    id: id && { text: id.value, span: id.at },
    meta: {
      ...(status && { status }),
      ...(level && { level }),
      ...(described && { description: described.text }),
      ...(date && { date }),
      ...(modified && modified !== date && { modified }),
      ...(license && { license }),
      ...(guides.length > 0 && { guides }),
      authors: authorsOf(lines, under(isAuthor)),
      references: references.length > 0 ? references : linksIn(described?.text ?? ''),
      falsepositives: under(isFalsePositive).map(({ text }) => text),
      tags: tagsOf(sections, lines),
      related: [],
      fields: [],
      scope: [],
      other: lines.filter(({ key }) => !hasPlace.test(key)).map(({ key, value: text, span }) => ({ key, text, span })),
    },
  }
}

const hasPlace =
  /^(?:id|guid|rule id|severity|level|(?:last )?(?:modified|updated|update)|created|date|creation date|status|licen[sc]e|authors?|name|github|twitter|linkedin|website|references?|links?|tactics?|techniques?|sub-?techniques?|query|x)$/i

const textAt = (sections: readonly Section[], { from, to }: Span): string[] =>
  sections.flatMap(({ prose }) =>
    prose.flatMap(({ text, span }) =>
      span.from <= from && to <= span.to ? text.slice(from - span.from, to - span.from) : [],
    ),
  )

/** What stands under a heading that says so, the nearest to that word first; else the first prose of the page. */
function descriptionOf(sections: readonly Section[]): Piece | undefined {
  const named = sections.filter(({ heading }) => heading && isDescription.test(heading.text))
  const best = named.find(({ heading }) => /^(?:detection )?description$/i.test(heading?.text ?? '')) ?? named[0]
  if (best) return best.prose.find(isWorded)
  const [first] = sections
    .flatMap(({ heading, prose }) => (heading && !namesQuery(heading.text) ? [] : prose))
    .filter(isWorded)
  return first && keyLines(first).length === 0 && !first.text.startsWith('|') ? first : undefined
}

/** A line across the page says nothing, and a comment nothing to its readers. */
const isWorded = ({ text }: Piece): boolean =>
  /[\p{L}\p{N}]/u.test(text) && !(text.startsWith('<!--') && text.endsWith('-->'))

/** Sections of prose that have no other place. */
function guideOf({ heading, prose }: Section, described: Piece | undefined): NonNullable<Metadata['guides']> {
  const [first] = prose
  if (!heading || !first || first === described || isPlatform(heading.text)) return []
  if (!general.test(heading.text) && !isDescription.test(heading.text)) return []
  if (keyLines(first).length > 0 || first.text.startsWith('|') || !/\w/.test(first.text)) return []
  return [{ title: heading.text, markdown: first.text, span: first.span }]
}

function authorsOf(lines: readonly Line[], under: readonly Piece[]): string[] {
  const named = lines.filter(({ key }) => isAuthor.test(key)).map(({ value }) => value)
  const listed = under.flatMap((piece) => {
    const names = keyLines(piece).filter(({ key }) => /^name$/i.test(key))
    if (names.length > 0) return names.map(({ value }) => value)
    return /\*\*/.test(piece.text) || piece.text.length > 200
      ? []
      : piece.text.split('\n').map((line) => plainWords(line.replace(/^[\s*+-]+/, '')))
  })
  return [...new Set([...named, ...listed].map((name) => name.trim()).filter(Boolean))]
}

/** Ids and names of ATT&CK, from the sections, tables and lines that are about it. */
function tagsOf(sections: readonly Section[], lines: readonly Line[]): Tag[] {
  const pieces = sections.flatMap(({ heading, prose }) =>
    prose.filter(({ text }) => (heading && isMitre.test(heading.text)) || isTable(text)),
  )
  const tables = pieces.flatMap(({ text, span }) => [
    ...tacticIdsIn(text, span.from),
    ...splitTechniques(text, span.from),
  ])
  const named = lines.flatMap(({ key, value, at }) => {
    if (/^tactics?$/i.test(key))
      return value.split(/[,;]/).map((name) => tacticTag(name.replace(/\(?TA\d{4}\)?/, ''), at))
    return /^(?:sub-?)?techniques?$/i.test(key) ? techniquesIn(value, 0).map((tag) => ({ ...tag, span: at })) : []
  })
  const titles = sections
    .slice(0, 1)
    .flatMap(({ heading }) =>
      heading ? techniquesIn(heading.text, 0).map((tag) => ({ ...tag, span: heading.span })) : [],
    )
  const seen = new Set<string>()
  return [...tables, ...named, ...titles].filter(({ name }) => name !== '' && !seen.has(name) && seen.add(name))
}

const isTable = (text: string): boolean => /^\|[^\n]*\btechniques?\b[^\n]*\|/im.test(text)

/** As one, or in two columns: `| T1562 | 001 |`. */
function splitTechniques(text: string, base: number): Tag[] {
  const split = [...text.matchAll(/\|[ \t]*(T\d{4})[ \t]*\|[ \t]*\.?(\d{3})[ \t]*(?=\|)/g)].map(
    ({ 0: all, 1: id = '', 2: sub = '', index }) =>
      techniqueTag(`${id}.${sub}`, { from: base + index + all.indexOf(id), to: base + index + all.trimEnd().length }),
  )
  const starts = new Set(split.map(({ span }) => span.from))
  return [...split, ...techniquesIn(text, base).filter(({ span }) => !starts.has(span.from))]
}

/** Days in the rows of a table, first to last. */
const datesOf = (pieces: readonly Piece[]): string[] =>
  pieces.flatMap(({ text }) => [...text.matchAll(/\b\d{4}-\d{2}-\d{2}\b/g)].map(([day]) => day)).sort()

/** `2024-03-09`, `09/03/2024` as day, month, year; undefined for anything else. */
function isoDate(written: string | undefined): string | undefined {
  const iso = /\b(\d{4})[-/](\d{2})[-/](\d{2})\b/.exec(written ?? '')
  if (iso) return `${iso[1]}-${iso[2]}-${iso[3]}`
  const [, day = '', month = '', year = ''] = /\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/.exec(written ?? '') ?? []
  if (!year || Number(month) > 12) return undefined
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
