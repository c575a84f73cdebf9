/** The text of one section of a page: tags are blanks, of which one is as good as many. */
export function sectionText(page: string | undefined, id: string): string {
  const [, body = ''] = new RegExp(`id="${id}"[^>]*>(.*?)(?=<section class="sec"|</main>)`, 's').exec(page ?? '') ?? []
  return proseOf(body)
}

const proseOf = (markup: string): string =>
  textOf(markup.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()

/** What a reader sees of markup, and copies: the text, with tags and entities undone. */
export const textOf = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
