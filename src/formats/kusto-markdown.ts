/**
 * A page of hunting queries in Markdown to its queries. The first heading names the page; each fence that holds KQL is
 * a query; the headings above it tell for which platform it is or what it looks for.
 */
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Metadata, Span } from '../model/rule.js'
import { blocksOf, type Fence, type Heading } from './kusto-blocks.js'
import type { Piece } from './kusto-prose.js'
import { titleOfPath } from './kusto-prose.js'
import { isPlatform, namesQuery, type Page, readPage, type Section } from './kusto-sections.js'
import { asksSomething, looksLikeKql } from './kusto-shape.js'

export interface MarkdownQuery {
  readonly page: MarkdownPage
  /** The query in the file. */
  readonly body: Span
  /** From the heading that is its own, or its fence, to the end of the fence. */
  readonly span: Span
  /** What tells it from others of its page, shortest first: its platform, or what it looks for and its platform. */
  readonly names: readonly string[]
  readonly platform: Heading | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** What is below one main heading. */
interface MarkdownPage {
  readonly title: string
  readonly id: Piece | undefined
  readonly meta: Metadata
}

/** The queries in order; none where the file holds no KQL. Never throws. */
export function readMarkdown(path: string, text: string): readonly MarkdownQuery[] {
  const blocks = blocksOf(text)
  const main = mainLevel(blocks.filter((block) => block.kind === 'heading'))
  const isReadme = /(?:^|\/)readme\.md$/i.test(path)
  const chapters: Chapter[] = [new Chapter(undefined)]
  for (const block of blocks) {
    if (block.kind === 'heading' && startsChapter(block, main)) chapters.push(new Chapter(block))
    else if (block.kind === 'heading') chapters.at(-1)?.addHeading(block)
    else if (block.kind === 'prose') chapters.at(-1)?.addProse(piece(text, block.span))
    else chapters.at(-1)?.addFence(block, text, isReadme)
  }
  const whole = readPage(chapters.slice(0, 2).flatMap(({ sections }) => sections))
  return chapters.flatMap((chapter, i) => {
    if (chapter.found.length === 0) return []
    const own = i <= 1 ? whole : beside(readPage(chapter.sections), whole)
    const page: MarkdownPage = { title: chapter.heading?.text || titleOfPath(path), ...own }
    return chapter.found.map((one) => ({ page, ...one }))
  })
}

/** What a later part of a page does not say for itself holds from the page's beginning. */
function beside({ id, meta }: Page, first: Page): Page {
  return {
    id,
    meta: {
      ...first.meta,
      ...meta,
      authors: meta.authors.length > 0 ? meta.authors : first.meta.authors,
      references: meta.references.length > 0 ? meta.references : first.meta.references,
      tags: meta.tags.length > 0 ? meta.tags : first.meta.tags,
    },
  }
}

const piece = (text: string, { from, to }: Span): Piece => {
  const written = text.slice(from, to)
  const start = from + written.length - written.trimStart().length
  const content = written.trim()
  return { text: content, span: { from: start, to: start + content.length } }
}

/** The level of the first heading that is no platform. */
const mainLevel = (headings: readonly Heading[]): number =>
  headings.find(({ text }) => !isPlatform(text) && namesQuery(text))?.level ?? 1

const startsChapter = ({ level, text }: Heading, main: number): boolean =>
  level <= main && main < 3 && !isPlatform(text) && namesQuery(text)

type Found = Omit<MarkdownQuery, 'page'>

class Chapter {
  readonly sections: Section[]
  readonly found: Found[] = []
  private readonly prose: Piece[][] = [[]]
  /** Headings that are open where the text is, outermost first. */
  private stack: Heading[] = []
  private platform: Heading | undefined
  /** The heading that came last, until a query takes it. */
  private last: Heading | undefined

  constructor(readonly heading: Heading | undefined) {
    this.sections = [{ heading, prose: this.prose[0] ?? [] }]
    this.last = heading
  }

  addHeading(heading: Heading): void {
    const prose: Piece[] = []
    this.sections.push({ heading, prose })
    this.prose.push(prose)
    this.last = heading
    if (isPlatform(heading.text)) {
      // A platform may stand beside what it is a platform of.
      this.stack = this.stack.filter(({ level }) => level <= heading.level)
      this.platform = heading
    } else {
      this.stack = [...this.stack.filter(({ level }) => level < heading.level), heading]
      if (!this.platform || heading.level <= this.platform.level) this.platform = undefined
    }
  }

  addProse(prose: Piece): void {
    if (prose.text) this.prose.at(-1)?.push(prose)
  }

  addFence(fence: Fence, text: string, labelled: boolean): void {
    const found = queryIn(fence, text, labelled)
    if (!found) return
    const heading = this.last
    this.last = undefined
    const platform = this.platform
    const named = this.stack.filter((one) => namesQuery(one.text)).at(-1)?.text
    const joined = [named, platform?.text].filter((name) => name !== undefined)
    const names = [platform?.text ?? named, joined.join(', ')].filter((name): name is string => !!name)
    this.found.push({ ...found, span: { from: (heading ?? fence).span.from, to: fence.span.to }, names, platform })
  }
}

const labels = /^(?:kql|kusto|csl|adx|kusto-?query-?language|kql-?query|azure-?data-?explorer|log-?analytics)$/i
/** Labels that stand over KQL for want of a better one. */
const borrowed = /^(?:|c#|cs|csharp|sql|text|txt|plain|plaintext|query|code|sentinel|defender|mde|none)$/i

/** The query of a fence; undefined when it holds something else. */
function queryIn(fence: Fence, text: string, labelled: boolean): Pick<Found, 'body' | 'diagnostics'> | undefined {
  const label = fence.label.split(/[\s,{]/)[0] ?? ''
  const joined = labels.test(label) ? undefined : joinedTable(fence)
  const body = { from: joined?.from ?? fence.body.from, to: fence.body.to }
  const query = text.slice(body.from, body.to)
  const meant = labels.test(label) || joined !== undefined || (!labelled && borrowed.test(label) && looksLikeKql(query))
  if (!meant || !asksSomething(query)) return undefined
  return {
    body,
    diagnostics: [
      ...(fence.closed ? [] : [diagnose('kusto/open-fence', fence.labelSpan)]),
      ...(joined ? [diagnose('kusto/joined-label', joined, text.slice(joined.from, joined.to))] : []),
    ],
  }
}

/** The query's first line without a break behind the label: `KQLSigninLogs`. */
function joinedTable({ label, labelSpan }: Fence): Span | undefined {
  const [, before = ''] = /^(kql|kusto)[ \t]*(?=[A-Z]\w+[ \t]*$)/i.exec(label) ?? []
  const from = labelSpan.from + before.length
  return before && from < labelSpan.to ? { from, to: labelSpan.to } : undefined
}
