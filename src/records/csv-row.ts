/** Parts a row into cells, line by line. */

export type RowState = 'whole' | 'open' | 'broken'

export class CsvRow {
  readonly #delimiter: string
  #cells: string[] = []
  /** What stands in the open quotes until now; undefined outside quotes. */
  #quoted: string[] | undefined

  constructor(delimiter: string) {
    this.#delimiter = delimiter
  }

  /** Adds a line without its line feed. `open` asks for the next one. */
  add(line: string): RowState {
    let at = 0
    if (this.#quoted) {
      this.#quoted.push('\n')
      at = this.#inQuotes(this.#quoted, line, 0)
      if (at < 0) return 'open'
      if (at === end(line)) return 'whole'
      if (!line.startsWith(this.#delimiter, at)) return 'broken'
      at += this.#delimiter.length
    }
    for (;;) {
      if (line[at] !== '"') {
        const next = line.indexOf(this.#delimiter, at)
        this.#cells.push(line.slice(at, next < 0 ? end(line) : next))
        if (next < 0) return 'whole'
        at = next + this.#delimiter.length
        continue
      }
      this.#quoted = []
      at = this.#inQuotes(this.#quoted, line, at + 1)
      if (at < 0) return 'open'
      if (at === end(line)) return 'whole'
      if (!line.startsWith(this.#delimiter, at)) return 'broken'
      at += this.#delimiter.length
    }
  }

  /** The cells until now; a new row begins. */
  take(): string[] {
    const cells = this.#cells
    this.#cells = []
    this.#quoted = undefined
    return cells
  }

  /** Where the cell has ended, after its closing quote; negative when it goes on in the next line. */
  #inQuotes(quoted: string[], line: string, from: number): number {
    let at = from
    for (;;) {
      const quote = line.indexOf('"', at)
      if (quote < 0) {
        quoted.push(line.slice(at))
        return -1
      }
      quoted.push(line.slice(at, quote))
      if (line[quote + 1] !== '"') {
        this.#cells.push(quoted.join(''))
        this.#quoted = undefined
        return quote + 1
      }
      quoted.push('"')
      at = quote + 2
    }
  }
}

/** Where a line ends that may have a carriage return. */
const end = (line: string): number => (line.endsWith('\r') ? line.length - 1 : line.length)
