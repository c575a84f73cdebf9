import { type Completion, complete, type Names } from '../../../search/complete.js'
import { Options } from './options.js'

/** Offers ways to go on with the query that is being written in a field. */
export function completing(field: HTMLInputElement, list: HTMLElement, load: () => Promise<Names>): void {
  let range = { from: 0, to: 0 }
  const options = new Options<Completion>(field, list, ({ insert }) => {
    field.setRangeText(insert, range.from, range.to, 'end')
    options.show([])
    // As if typed: the query is asked, and a key leads to its values.
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  })

  async function offer(): Promise<void> {
    const { value } = field
    // Only what is written needs help; a list that opens with every word would be in the way.
    if (!/[a-z_]{2}$|[:,]\S*$|:"[^"]*$/i.test(value.slice(0, field.selectionStart ?? 0))) return options.show([])
    const names = await load().catch(() => undefined)
    if (!names || field.value !== value || document.activeElement !== field) return
    const found = complete(value, field.selectionStart ?? value.length, names)
    if (found) range = found
    options.show(found?.all ?? [])
  }

  field.addEventListener('input', () => void offer())
  field.addEventListener('blur', () => options.show([]))
  field.addEventListener('keydown', (event) => {
    if (!options.key(event)) return
    event.preventDefault()
    event.stopPropagation()
  })
}
