const word = /[\p{L}\p{N}_]+(?:[.$-]+[\p{L}\p{N}_]+)*/gu
const longest = 40
const hash = /^[0-9a-f]{17,}$/
const uuid = /^[0-9a-f]{8}-[0-9a-f]{1,4}(-|$)/

/**
 * The words of a text as they are looked for, in lower case. Dots and dashes inside hold a word together, so `T1059.001`,
 * `rundll32.exe` and `trycloudflare.com` are one each; backslashes and blanks part them. Long ones are cut, here as in
 * the query: what tells two UUIDs or hashes apart comes early, and the rest of them no compression makes smaller.
 */
export function words(text: string): string[] {
  return (text.toLowerCase().match(word) ?? []).map(cut)
}

const cut = (found: string): string =>
  found.length < 10
    ? found
    : uuid.test(found)
      ? found.slice(0, 8)
      : hash.test(found)
        ? found.slice(0, 16)
        : found.slice(0, longest)
