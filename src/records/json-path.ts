import { isEntryList, isListHolder } from './json-envelopes.js'

/** No name of a member that holds entries is longer. */
const longestKey = 16

/**
 * Where we are in the two outermost levels of an object, as far as it takes to see that the object holds a list of
 * entries. Told of each piece of structure; `depth` is that around the piece, 1 inside the outermost object.
 */
export class JsonPath {
  /** False for entries of a list, which hold no lists of entries. */
  #mayHold = false
  /** The last string at depth 1 or 2, its characters until now. */
  #key = ''
  #isKey = false
  /** The key below which we are at depth 2. */
  #outer: string | undefined
  /** Only plain values have been at depth 1. */
  #alone = true
  /** The last piece opened a list that will be one of entries if an object comes next, or its end. */
  #listOpened = false

  begin(mayHold: boolean): void {
    this.#mayHold = mayHold
    this.#key = ''
    this.#isKey = false
    this.#outer = undefined
    this.#alone = true
    this.#listOpened = false
  }

  /** A string begins. */
  string(depth: number): void {
    this.plain()
    this.#isKey = this.#mayHold && (depth === 1 || (depth === 2 && this.#outer !== undefined))
    if (this.#isKey) this.#key = ''
  }

  character(byte: number): void {
    if (this.#isKey && this.#key.length < longestKey) this.#key += String.fromCharCode(byte)
  }

  plain(): void {
    if (!this.#listOpened) return
    this.#listOpened = false
    this.#alone = false
  }

  open(depth: number, isList: boolean, isMember: boolean): void {
    this.plain()
    if (!this.#mayHold || depth > 2) return
    if (isList && isMember) {
      const path = depth === 1 ? [this.#key] : this.#outer === undefined ? [] : [this.#outer, this.#key]
      this.#listOpened = isEntryList(path, this.#alone)
    }
    if (depth !== 1) return
    if (!this.#listOpened) this.#alone = false
    this.#outer = !isList && isListHolder(this.#key) ? this.#key : undefined
  }

  /** The depth after closing. */
  close(depth: number): void {
    this.plain()
    if (depth === 1) this.#outer = undefined
  }

  /** Whether the string that is open may be a key that counts. */
  get isReadingKey(): boolean {
    return this.#isKey
  }

  isListOfEntries(): boolean {
    return this.#listOpened
  }
}
