/** Bytes to text, cut at line ends only. A line that is longer than the limit is not held. */

/** Blocks of about this size are decoded at once: as few calls as can be, and text that stays in a processor's cache. */
const usualBlock = 64 * 1024
const newline = 10

export interface LineSink {
  /** Whole lines, each with its line feed; only the last of a file may lack it. */
  text(lines: string): void
  /** Stands for one line. */
  tooLong(): void
}

export class TextLines {
  readonly #sink: LineSink
  readonly #limit: number
  readonly #block: number
  readonly #decoder = new TextDecoder()
  /** The beginning of a line whose end has not come. */
  #held: Uint8Array[] = []
  #heldBytes = 0
  /** Inside a line that is too long to be held. */
  #skipping = false

  constructor(sink: LineSink, limit: number) {
    this.#sink = sink
    this.#limit = limit
    this.#block = Math.min(limit, usualBlock)
  }

  push(bytes: Uint8Array): void {
    let at = this.#heldBytes > 0 || this.#skipping ? this.#finish(bytes) : 0
    while (at < bytes.length) {
      const end = endOfLines(bytes, at, this.#block)
      if (end === at) {
        this.#hold(bytes.subarray(at))
        return
      }
      this.#give(bytes.subarray(at, end))
      at = end
    }
  }

  end(): void {
    if (this.#heldBytes > 0) this.#giveHeld()
    if (this.#skipping) this.#sink.tooLong()
    this.#skipping = false
  }

  /** Ends the line that is held; gives where the next begins. */
  #finish(bytes: Uint8Array): number {
    const found = bytes.indexOf(newline)
    this.#hold(found < 0 ? bytes : bytes.subarray(0, found + 1))
    if (found < 0) return bytes.length
    this.end()
    return found + 1
  }

  #hold(bytes: Uint8Array): void {
    if (this.#skipping) return
    this.#heldBytes += bytes.length
    if (this.#heldBytes > this.#limit) {
      this.#skipping = true
      this.#held = []
      this.#heldBytes = 0
    } else if (bytes.length > 0) this.#held.push(copied(bytes))
  }

  #giveHeld(): void {
    const whole = joined(this.#held, this.#heldBytes)
    this.#held = []
    this.#heldBytes = 0
    this.#give(whole)
  }

  /** Lines longer than a block come alone, so only then the limit can be passed. */
  #give(lines: Uint8Array): void {
    if (lines.length > this.#limit) this.#sink.tooLong()
    else this.#sink.text(this.#decoder.decode(lines))
  }
}

/** The end of the last line that ends within a block from here, else of the first that ends at all, else `at`. */
function endOfLines(bytes: Uint8Array, at: number, block: number): number {
  if (at + block < bytes.length) {
    const last = bytes.lastIndexOf(newline, at + block - 1)
    if (last >= at) return last + 1
    const next = bytes.indexOf(newline, at + block)
    return next < 0 ? at : next + 1
  }
  const last = bytes.lastIndexOf(newline)
  return last < at ? at : last + 1
}

/** Bytes that stay when those who gave them write over theirs. `slice` of Node's own kind of array copies nothing. */
export const copied = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes)

export function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = parts
  if (first && parts.length === 1) return first
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Calls back for each line of a text, without its end. */
export function eachLine(text: string, line: (line: string) => void): void {
  let from = 0
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
    line(text.slice(from, end > from && text.charCodeAt(end - 1) === 13 ? end - 1 : end))
    from = end + 1
  }
  if (from < text.length) line(text.slice(from))
}
