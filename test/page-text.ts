/** A page as a reader sees it, by plain means: sections with what stands in their headings, and rows of tables as texts. */
export interface Section {
  readonly id: string
  /** First number beside the heading. */
  readonly count: number | undefined
  readonly html: string
}

export interface Row {
  readonly html: string
  /** Texts of its cells. */
  readonly cells: readonly string[]
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", shy: '' }

/** Without its tags, blanks as one. */
export const textOf = (html: string): string =>
  html
    .replace(/<svg[\s\S]*?<\/svg>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#?\w+);/g, (whole, name) => entities[name] ?? whole)
    .replace(/\s+/g, ' ')
    .trim()

/** Parts of a page from one section to the next, by id; those without one are not here. */
export function sections(html: string): ReadonlyMap<string, Section> {
  const found = new Map<string, Section>()
  for (const part of html.split(/(?=<section )/).slice(1)) {
    const id = /^<section [^>]*id="([^"]*)"/.exec(part)?.[1]
    const heading = /<h[23][^>]*>[\s\S]*?<span class="n">([\s\S]*?)<\/span>[\s\S]*?<\/h[23]>/.exec(part)?.[1]
    if (id !== undefined)
      found.set(id, { id, count: heading === undefined ? undefined : firstNumber(heading), html: part })
  }
  return found
}

/** Rows of all bodies of tables. */
export const rows = (html: string): Row[] =>
  html
    .split(/(?=<tr[ >])/)
    .slice(1)
    .map((part) => part.replace(/<\/tr>[\s\S]*$/, ''))
    .filter((part) => part.includes('<td'))
    .map((part) => ({
      html: part,
      cells: part
        .split(/(?=<t[dh][ >])/)
        .slice(1)
        .map(textOf),
    }))

/** `1,234 rules`: 1234. */
export function firstNumber(text: string): number | undefined {
  const digits = /\d[\d,]*/.exec(text)?.[0]
  return digits === undefined ? undefined : Number(digits.replaceAll(',', ''))
}

/** Numbers of families that stand as `17 Σ7 E5 S4 K1`; a dash and nothing are none. */
const letters = { sigma: 'Σ', elastic: 'E', splunk: 'S', kusto: 'K' } as const

export const splitText = (split: Readonly<Record<string, number>>): string =>
  Object.entries(letters)
    .flatMap(([family, letter]) => (split[family] ? [`${letter}${figure(split[family])}`] : []))
    .join(' ')

const figure = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ',')
