/** A command line as the list of its arguments. */

/** More of them than this are not told apart: what is left is one. */
const most = 4096

/**
 * In one pass. Windows: double quotes group, `\"` is a quote. Shells: either quote groups, a backslash takes the next
 * character as it is.
 */
export function tokens(line: string, shell: boolean): readonly string[] {
  const found: string[] = []
  let token = ''
  let open = ''
  let begun = false
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? ''
    const next = line[at + 1]
    if (char === '\\' && next !== undefined && (shell ? open !== "'" : next === '"')) {
      token += next
      begun = true
      at++
    } else if (open === char && open !== '') open = ''
    else if (open === '' && (char === '"' || (shell && char === "'"))) {
      open = char
      begun = true
    } else if (open === '' && (char === ' ' || char === '\t' || char === '\n' || char === '\r')) {
      if (begun) found.push(token)
      token = ''
      begun = false
      if (found.length === most) return [...found, line.slice(at + 1)]
    } else {
      token += char
      begun = true
    }
  }
  return begun ? [...found, token] : found
}
