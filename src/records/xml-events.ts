/** Windows events as XML, one or many, with or without something around them: what wevtutil and Get-WinEvent give. */
import { Gathered } from './batch.js'
import { fault } from './faults.js'
import { megabytes } from './limits.js'
import type { Batch, Reader } from './types.js'
import { windowsEvent } from './windows-xml.js'
import { XmlError } from './xml-element.js'

/** UTF-16 units of the longest event. Windows itself writes none above 64 kB. */
const maxLength = 4 * 1024 * 1024

/** The longest text that decides whether an event begins or ends, less one. */
const overlap = '</Event>'.length

export class XmlEventsReader implements Reader {
  readonly #gathered = new Gathered()
  readonly #decoder = new TextDecoder()
  readonly #limit: number
  /** From the beginning of the event that is open, or of what may be one. */
  #text = ''
  #line = 1
  /** Of `#text`: before here nothing ends the event that is open. */
  #searched = 0
  #inEvent = false

  constructor(limit = maxLength) {
    this.#limit = limit
  }

  push(bytes: Uint8Array): Batch {
    return this.#read(this.#decoder.decode(bytes, { stream: true }))
  }

  end(): Batch {
    const { records, faults } = this.#read(this.#decoder.decode())
    if (this.#inEvent) this.#giveUp()
    const last = this.#gathered.take()
    return { records: [...records, ...last.records], faults: [...faults, ...last.faults] }
  }

  #read(text: string): Batch {
    this.#text += text
    let from = 0
    for (;;) {
      const next = this.#inEvent ? this.#ending(from) : this.#beginning(from)
      if (next === undefined) break
      from = next
    }
    this.#drop(from)
    return this.#gathered.take()
  }

  /** Where the next event begins, or undefined when it has not come; then all but the last characters are done with. */
  #beginning(from: number): number | undefined {
    const found = beginningAt(this.#text, Math.max(from, this.#searched))
    if (found < 0) {
      this.#searched = Math.max(from, this.#text.length - overlap)
      return undefined
    }
    this.#line += lineFeeds(this.#text, from, found)
    this.#inEvent = true
    this.#searched = found + 1
    return found
  }

  /** Reads the event that begins at `from`; gives where to go on, or undefined when its end has not come. */
  #ending(from: number): number | undefined {
    // The next event first: what lies before it is looked through once, however many events do not end.
    const other = beginningAt(this.#text, this.#searched)
    const end = endingAt(this.#text, this.#searched, other)
    const stop = end >= 0 ? end : other
    const length = (stop < 0 ? this.#text.length : stop) - from
    if (stop < 0 && length <= this.#limit) {
      this.#searched = Math.max(from + 1, this.#text.length - overlap)
      return undefined
    }
    const next = stop < 0 ? this.#text.length - overlap : stop
    if (length > this.#limit) this.#gathered.fault(fault('log/too-long', { line: this.#line }, megabytes(this.#limit)))
    else if (end < 0) this.#gathered.fault(fault('xml/cut', { line: this.#line }))
    else this.#event(this.#text.slice(from, end))
    this.#line += lineFeeds(this.#text, from, next)
    this.#inEvent = false
    this.#searched = next
    return next
  }

  #event(xml: string): void {
    try {
      this.#gathered.record(windowsEvent(xml))
    } catch (error) {
      if (!(error instanceof XmlError)) throw error
      this.#gathered.fault(fault('xml/event', { line: this.#line }, error.message))
    }
  }

  #giveUp(): void {
    this.#gathered.fault(fault('xml/cut', { line: this.#line }))
  }

  /** Forgets what is done with. */
  #drop(from: number): void {
    const until = this.#inEvent ? from : this.#searched
    if (!this.#inEvent) this.#line += lineFeeds(this.#text, from, until)
    this.#text = this.#text.slice(until)
    this.#searched -= until
  }
}

/** Where `<Event>` or `<Event xmlns=...>` begins; negative when it does not. */
function beginningAt(text: string, from: number): number {
  for (let at = text.indexOf('<Event', from); at >= 0; at = text.indexOf('<Event', at + 1))
    if (/[\s>/]/.test(text[at + '<Event'.length] ?? '')) return at
  return -1
}

/** The offset after the tag that ends an event, if that is before `until`; negative when it is not. */
function endingAt(text: string, from: number, until: number): number {
  const at = until < 0 ? text.indexOf('</Event>', from) : text.slice(from, until).indexOf('</Event>')
  if (at < 0) return -1
  return (until < 0 ? at : from + at) + '</Event>'.length
}

function lineFeeds(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}
