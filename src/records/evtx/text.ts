/**
 * UTF-16 text out of a chunk.
 *
 * Logs say the same again and again: paths, users, names of fields. Short texts are looked up by their bytes first, which
 * costs less than making the string, and gives the same string each time. Longer ones go through TextDecoder, whose calls
 * are dear and whose characters are cheap.
 */
const slots = 4096
const longestKept = 96

export class Texts {
  readonly #strings: string[] = new Array(slots).fill('')
  /** Length in units of what stands in each slot; the string itself may be shorter. */
  readonly #lengths = new Uint8Array(slots)
  readonly #units = new Uint16Array(slots * longestKept)
  readonly #decoder = new TextDecoder('utf-16le', { ignoreBOM: true })
  readonly #scratch = Array.from({ length: longestKept + 1 }, (_, length) => new Array<number>(length).fill(0))

  /** `length` is in units of two bytes. What follows a NUL is not text; half a surrogate pair becomes U+FFFD. */
  read(view: DataView, start: number, length: number): string {
    if (length === 0) return ''
    if (length > longestKept) return this.#decode(view, start, length)
    const step = 1 + (length >> 5)
    let hash = length
    for (let i = step - 1; i < length; i += step)
      hash = Math.imul(hash ^ view.getUint16(start + 2 * i, true), 0x01000193)
    const slot = (hash ^ (hash >>> 13)) & (slots - 1)
    return this.#isIn(slot, view, start, length) ? (this.#strings[slot] ?? '') : this.#keep(slot, view, start, length)
  }

  #isIn(slot: number, view: DataView, start: number, length: number): boolean {
    if (this.#lengths[slot] !== length) return false
    const units = this.#units
    const from = slot * longestKept
    for (let i = 0; i < length; i++) if (units[from + i] !== view.getUint16(start + 2 * i, true)) return false
    return true
  }

  #keep(slot: number, view: DataView, start: number, length: number): string {
    const from = slot * longestKept
    const codes = this.#scratch[length] ?? []
    let plain = true
    for (let i = 0; i < length; i++) {
      const unit = view.getUint16(start + 2 * i, true)
      codes[i] = unit
      this.#units[from + i] = unit
      if (unit === 0 || (unit & 0xf800) === 0xd800) plain = false
    }
    this.#lengths[slot] = length
    const text = plain ? String.fromCharCode(...codes) : this.#decode(view, start, length)
    this.#strings[slot] = text
    return text
  }

  #decode(view: DataView, start: number, length: number): string {
    const text = this.#decoder.decode(new Uint8Array(view.buffer, view.byteOffset + start, 2 * length))
    const end = text.indexOf('\0')
    return end < 0 ? text : text.slice(0, end)
  }
}
