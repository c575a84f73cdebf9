const word = /[\p{L}\p{N}_]+(?:[.$-]+[\p{L}\p{N}_]+)*/gu
const longest = 48

/**
 * The words of a text as they are looked for: lower case, cut to 48 characters. Dots and dashes inside hold a word
 * together, so `T1059.001`, `rundll32.exe` and `trycloudflare.com` are one each; backslashes and blanks part them.
 */
export function words(text: string): string[] {
  return (text.toLowerCase().match(word) ?? []).map((found) => found.slice(0, longest))
}
