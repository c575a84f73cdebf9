/** What the comments around a query say about it. */
import type { Metadata, Span, Tag } from '../model/rule.js'
import { levelOf, linksIn, tacticIdsIn, tacticTag, techniquesIn } from './kusto-prose.js'

export interface CommentHead {
  /** Empty when no comment names the query. */
  readonly title: string
  readonly meta: Metadata
}

interface Comment {
  /** Without slashes, trimmed. */
  readonly text: string
  /** Without slashes. */
  readonly span: Span
}

/** Lines that are nothing but a comment, in `from` to `to`. */
function commentsIn(text: string, { from, to }: Span): Comment[] {
  return [...text.slice(from, to).matchAll(/^[ \t\uFEFF]*\/\/+([^\r\n]*)/gm)].map(
    ({ 0: line, 1: content = '', index }) => {
      const end = from + index + line.length
      const start = end - content.length + (content.length - content.trimStart().length)
      const words = content.trim()
      return { text: words, span: { from: start, to: start + words.length } }
    },
  )
}

const titled = /^(?:title|name|query name|rule name|rule|query)\s*:\s*/i
const described = /^(?:description|summary|details?)\s*:\s*/i
const keyed =
  /^(author|authors|credits?|created by|severity|date|created|modified|updated|last modified|references?|links?|source|tactics?|techniques?|mitre(?: att&ck)?(?: techniques?| mapping)?|license|version|platform|id|data source|tables?)\s*:\s*(\S.*)$/i

/** `head` is what stands before the query, `all` also what stands in and after it, where authors list techniques. */
export function readComments(text: string, head: Span, all: Span): CommentHead {
  const comments = commentsIn(text, head).filter(({ text: words }) => /[\p{L}\p{N}]/u.test(words))
  const keys = new Map(
    comments.flatMap(({ text: words }) => {
      const [, key = '', value = ''] = keyed.exec(words) ?? []
      return key ? [[key.toLowerCase(), value.trim()] as const] : []
    }),
  )
  const prose = comments.filter(({ text: words }) => !keyed.test(words) && !isLink(words))
  const [first] = prose
  const named = first && isTitle(first.text) ? first : undefined
  const description = prose
    .filter((one) => one !== named)
    .map(({ text: words }) => words.replace(described, ''))
    .join('\n')
  const level = levelOf(keys.get('severity') ?? '')
  const authors = ['author', 'authors', 'credit', 'credits', 'created by'].flatMap(
    (key) => keys.get(key)?.split(/,\s*/) ?? [],
  )
  const license = keys.get('license')
  return {
    title: named?.text.replace(titled, '') ?? '',
    meta: {
      ...(level && { level }),
      ...(description && { description }),
      ...(license && { license }),
      authors: authors.filter(Boolean),
      references: linksIn(comments.map(({ text: words }) => words).join('\n')),
      falsepositives: [],
      tags: tagsOf(commentsIn(text, all)),
      related: [],
      fields: [],
      scope: [],
      other: comments.flatMap(({ text: words, span }) => {
        const [, key = '', value = ''] = keyed.exec(words) ?? []
        return /^(?:version|platform|id|data source|tables?|date|created|modified|updated|last modified)$/i.test(key)
          ? [{ key: key.toLowerCase(), text: value.trim(), span }]
          : []
      }),
    },
  }
}

const isLink = (words: string): boolean => /^\S{0,40}?[\w ]{0,40}:?\s*https?:\/\/\S+$/i.test(words)

/** A sentence is a description; so is what is too long for a name. */
const isTitle = (words: string): boolean =>
  titled.test(words) ||
  (words.length <= 120 && !described.test(words) && !/[.;:,]$/.test(words) && !/[.!?] \p{Lu}/u.test(words))

function tagsOf(comments: readonly Comment[]): Tag[] {
  const found = comments.flatMap(({ text, span }) => {
    const [, tactics] = /^tactics?\s*:\s*(.*)$/i.exec(text) ?? []
    return [
      ...tacticIdsIn(text, span.from),
      ...(tactics && !/TA\d{4}/.test(tactics) ? tactics.split(/[,;]/).map((name) => tacticTag(name, span)) : []),
      ...techniquesIn(text, span.from),
    ]
  })
  const seen = new Set<string>()
  return found.filter(({ name }) => name !== '' && !seen.has(name) && seen.add(name))
}
