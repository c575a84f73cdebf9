/** The outline of a text of queries, without parsing it: how deep brackets nest, blank lines, and ends of statements. */

/** A place outside of brackets, texts and comments: after a semicolon, or before a blank line. */
interface Mark {
  readonly at: number
  readonly kind: 'semicolon' | 'blank'
}

export interface Outline {
  readonly nesting: number
  readonly marks: readonly Mark[]
  /** The text with blanks for its comments. */
  readonly code: string
}

/** Comments, texts in each way of quoting, brackets, semicolons, blank lines. */
const piece =
  /\/\/[^\n]*|[hH]?@"(?:[^"]|"")*"?|[hH]?@'(?:[^']|'')*'?|```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|[()[\]{}]|;|\n[ \t\r]*(?=\n)/g

export function outline(text: string): Outline {
  const marks: Mark[] = []
  const code: string[] = []
  let depth = 0
  let nesting = 0
  let end = 0
  for (const { 0: found, index } of text.matchAll(piece)) {
    const first = found.charAt(0)
    if (found.startsWith('//')) {
      code.push(text.slice(end, index), ' '.repeat(found.length))
      end = index + found.length
    } else if ('([{'.includes(first)) nesting = Math.max(nesting, ++depth)
    else if (')]}'.includes(first)) depth = Math.max(0, depth - 1)
    else if (depth === 0 && first === ';') marks.push({ at: index + 1, kind: 'semicolon' })
    else if (depth === 0 && first === '\n') marks.push({ at: index, kind: 'blank' })
  }
  code.push(text.slice(end))
  return { nesting, marks, code: code.join('') }
}
