/**
 * Rows with a header, as in RFC 4180: cells may stand in quotes and then hold line ends. The cells of a record are those
 * that are not empty. After a row that is broken, reading goes on with the line after the one it began in.
 */
import { Gathered } from './batch.js'
import { CsvRow } from './csv-row.js'
import { type FaultCode, fault } from './faults.js'
import { maxEntryBytes, megabytes } from './limits.js'
import { TextLines } from './text-lines.js'
import type { Batch, Reader } from './types.js'

/** Characters that may be read again after broken rows, for each that was read; then such rows are left out whole. */
const againPerCharacter = 4
const againAtFirst = 1 << 20

export class CsvReader implements Reader {
  readonly #delimiter: string
  readonly #limit: number
  readonly #lines: TextLines
  readonly #gathered = new Gathered()
  readonly #row: CsvRow
  #header: Header | undefined
  /** Lines of the row that is open, and where it began. */
  #open: string[] = []
  #openLength = 0
  #line = 0
  #again = againAtFirst

  constructor(delimiter: string, limit = maxEntryBytes) {
    this.#delimiter = delimiter
    this.#limit = limit
    this.#row = new CsvRow(delimiter)
    this.#lines = new TextLines({ text: (text) => this.#text(text), tooLong: () => this.#tooLong() }, limit)
  }

  push(bytes: Uint8Array): Batch {
    this.#lines.push(bytes)
    return this.#gathered.take()
  }

  end(): Batch {
    this.#lines.end()
    while (this.#open.length > 0) this.#readAgain(this.#giveUp('csv/quote'))
    return this.#gathered.take()
  }

  #tooLong(): void {
    if (this.#open.length > 0) this.#readAgain(this.#giveUp('csv/quote'))
    this.#line++
    this.#gathered.fault(fault('log/too-long', { line: this.#line }, megabytes(this.#limit)))
  }

  #text(text: string): void {
    this.#again += text.length * againPerCharacter
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.#readAgain(this.#one(text.slice(from, end)))
      from = end + 1
    }
    if (from < text.length) this.#readAgain(this.#one(text.slice(from)))
  }

  /** Reads lines that a broken row had taken, the last of the list first. */
  #readAgain(left: string[]): void {
    for (let line = left.pop(); line !== undefined; line = left.pop())
      for (const again of this.#one(line)) left.push(again)
  }

  /** Gives what is to be read again, the next line last. */
  #one(line: string): string[] {
    this.#line++
    if (this.#open.length === 0 && !line.includes('"')) {
      const bare = withoutReturn(line)
      if (bare !== '') this.#cells(bare.split(this.#delimiter), this.#line)
      return none
    }
    this.#open.push(line)
    this.#openLength += line.length + 1
    const state = this.#row.add(line)
    if (state === 'broken') return this.#giveUp('csv/quote')
    if (state === 'open') return this.#openLength > this.#limit ? this.#giveUp('log/too-long') : none
    const first = this.#line - this.#open.length + 1
    this.#close()
    this.#cells(this.#row.take(), first)
    return none
  }

  #close(): void {
    this.#open = []
    this.#openLength = 0
  }

  #giveUp(code: FaultCode): string[] {
    const [lines, length] = [this.#open, this.#openLength]
    const first = this.#line - lines.length + 1
    this.#gathered.fault(fault(code, { line: first }, megabytes(this.#limit)))
    this.#close()
    this.#row.take()
    if (length > this.#again) return none
    this.#again -= length
    this.#line = first
    return lines.slice(1).reverse()
  }

  #cells(cells: readonly string[], line: number): void {
    if (!this.#header) {
      // PowerShell's Export-Csv begins with the type of its objects.
      if (!cells[0]?.startsWith('#TYPE ')) this.#header = headerOf(cells)
      return
    }
    const { names } = this.#header
    if (cells.length > names.length && cells.slice(names.length).some((cell) => cell !== ''))
      this.#gathered.fault(fault('csv/width', { line }, cells.length, names.length))
    else this.#gathered.record(recordOf(this.#header, cells), line)
  }
}

const none: string[] = []

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line)

interface Header {
  readonly names: readonly string[]
  /** No name twice, and none that is special to objects. */
  readonly plain: boolean
}

function headerOf(cells: readonly string[]): Header {
  const names = cells.map((cell) => cell.trim())
  return { names, plain: new Set(names).size === names.length && !names.includes('__proto__') }
}

function recordOf({ names, plain }: Header, cells: readonly string[]): object {
  if (!plain) return Object.fromEntries(grouped(names, cells))
  const record: Record<string, string> = {}
  for (let i = 0; i < cells.length; i++) {
    const [name, cell] = [names[i], cells[i]]
    if (cell && name) record[name] = cell
  }
  return record
}

/** A name that stands twice has several values. */
function grouped(names: readonly string[], cells: readonly string[]): Map<string, string | string[]> {
  const values = new Map<string, string | string[]>()
  for (const [i, name] of names.entries()) {
    const [cell, known] = [cells[i], values.get(name)]
    if (cell && name) values.set(name, known === undefined ? cell : [known, cell].flat())
  }
  return values
}
