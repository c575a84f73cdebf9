/** What tells a query from other text, without parsing it. */

/**
 * The text with comments and the content of strings blanked, line breaks and length kept. Knows the four ways of
 * writing a string: with escapes, `@` verbatim, and between three backticks or tildes over several lines.
 */
function maskKql(text: string): string {
  const hidden =
    /\/\/[^\n]*|```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|@"(?:[^"\n]|"")*"?|@'(?:[^'\n]|'')*'?|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?/g
  return text.replace(hidden, (found) =>
    found.startsWith('//') ? blank(found) : `"${blank(found.slice(1, -1))}${found.length > 1 ? '"' : ''}`,
  )
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ')

const operator =
  'as|consume|count|distinct|evaluate|extend|facet|filter|fork|getschema|graph-match|invoke|join|limit|lookup|make-graph|make-series|mv-apply|mv-expand|order|parse|parse-kv|parse-where|partition|project|project-away|project-keep|project-rename|project-reorder|reduce|render|sample|sample-distinct|scan|search|serialize|sort|summarize|take|top|top-hitters|top-nested|union|where'

const piped = new RegExp(`\\|\\s*(?:${operator})\\b`)

const head =
  /^(?:let\s+\w+\s*=|declare\s+\w+|set\s+\w+|(?:union|search|find|print|range|evaluate)\b(?!\s*=)|(?:datatable|externaldata|external_data|materialize|table|cluster|database|workspace|app|view|arg)\s*\(|[A-Za-z_][\w.]*\s*(?:\(|\||$|[\r\n]))|^\[["']|^\(/

/** Whether a text of unknown language is a query: it begins as one and goes on through one of its operators. */
export function looksLikeKql(text: string): boolean {
  const code = maskKql(text).trim()
  return head.test(code) && piped.test(code)
}

/** Whether a text that is meant to be a query begins as one; prose does not. */
export const beginsAsKql = (text: string): boolean => head.test(maskKql(text).trim())

/** Whether a text asks for anything: comments, variables and functions alone do not, nor does a piece of a pipeline. */
export function asksSomething(text: string): boolean {
  const last = statements(maskKql(text)).at(-1) ?? ''
  if (/^let\b/.test(last)) return unfinished.test(last)
  return last !== '' && !/^(?:set|declare|alias|restrict|pattern)\b/.test(last) && !/^[|)\]}.]/.test(last)
}

/** A variable without its semicolon, and a query behind it. */
const unfinished =
  /^let\s+\w+\s*=\s*(?:[\w.]+|"[^"\n]*"|dynamic\s*\([^()]*\)|\w+\s*\([^()\n]*\))[ \t]*\r?\n\s*[A-Za-z_(]/

/** Statements that are not empty, of text without strings and comments. */
function statements(code: string): string[] {
  const found: string[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i <= code.length; i++) {
    const c = code[i]
    if (c === '(' || c === '{' || c === '[') depth++
    else if (c === ')' || c === '}' || c === ']') depth = Math.max(0, depth - 1)
    else if (c === undefined || (c === ';' && depth === 0)) {
      found.push(code.slice(from, i).trim())
      from = i + 1
    }
  }
  // A bracket that is never closed must not hide what comes after it.
  return (depth === 0 ? found : code.split(/;[^\S\n]*(?:\n|$)/).map((one) => one.trim())).filter(Boolean)
}
