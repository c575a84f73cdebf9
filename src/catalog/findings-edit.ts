/** Texts that are one edit from each other: a character put in, left out, changed, or changed places with the next one. */

export interface Edit {
  /** How many characters both texts have in common before it, and after it. */
  readonly before: number
  readonly after: number
  /** What one text has there, and what the other has. */
  readonly here: string
  readonly there: string
}

/** The edit that makes `there` of `here`; undefined when they are equal or further apart. */
export function editBetween(here: string, there: string): Edit | undefined {
  const shorter = Math.min(here.length, there.length)
  let before = 0
  while (before < shorter && here[before] === there[before]) before++
  let after = 0
  while (after < shorter - before && here.at(-1 - after) === there.at(-1 - after)) after++
  const [a, b] = [here.slice(before, here.length - after), there.slice(before, there.length - after)]
  const swapped = a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0]
  if (a === b || (!swapped && (a.length > 1 || b.length > 1))) return undefined
  return { before, after, here: a, there: b }
}

/** Longer texts have no neighbourhood: what one character does to them says little, and all deletions cost their square. */
const longest = 200

/**
 * Texts by themselves and by what is left of them without one character. Two texts that are one edit apart share one of
 * those, so that finding all that are near a text takes time in proportion to its length and not to how many there are.
 */
export class Neighbourhood {
  private readonly byRest = new Map<string, string | string[]>()

  constructor(texts: Iterable<string>) {
    for (const text of texts) for (const rest of rests(text)) this.put(rest, text)
  }

  private put(rest: string, text: string): void {
    const known = this.byRest.get(rest)
    if (known === undefined) this.byRest.set(rest, text)
    else if (typeof known === 'string') this.byRest.set(rest, [known, text])
    else known.push(text)
  }

  /** Every text one edit from `text`, with what `editBetween` says of the two. */
  near(text: string): { readonly text: string; readonly edit: Edit }[] {
    let found: Map<string, Edit> | undefined
    for (const rest of rests(text)) {
      const others = this.byRest.get(rest)
      if (others === undefined) continue
      for (const other of typeof others === 'string' ? [others] : others) {
        const edit = found?.has(other) ? undefined : editBetween(text, other)
        if (!edit) continue
        found ??= new Map()
        found.set(other, edit)
      }
    }
    return found ? Array.from(found, ([other, edit]) => ({ text: other, edit })) : []
  }
}

/** The text, and what is left of it without one of its characters, each once. */
function rests(text: string): string[] {
  if (text.length > longest) return []
  const all = [text]
  for (let i = 0; i < text.length; i++) if (text[i] !== text[i - 1]) all.push(text.slice(0, i) + text.slice(i + 1))
  return all
}
