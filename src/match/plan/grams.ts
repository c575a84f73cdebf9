/** Groups of three or four bytes as one number, the first lowest, with one bit of case dropped. */
export const longGram = 4
export const shortGram = 3

/** Sets the bit that sets the two cases of ASCII letters apart, which joins a few other characters besides. */
const dim = 0x20202020

export const longAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] as number) |
  ((bytes[at + 1] as number) << 8) |
  ((bytes[at + 2] as number) << 16) |
  ((bytes[at + 3] as number) << 24) |
  dim

export const shortAt = (bytes: Uint8Array, at: number): number => longOf3(bytes, at) | (dim & 0xffffff)

const longOf3 = (bytes: Uint8Array, at: number): number =>
  (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16)

/** Two groups as one number. */
export const joined = (a: number, b: number): number => Math.imul(a, 0x05ebca6b) ^ b

/** Whether the machine puts the first of four bytes lowest, as nearly all do. */
const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/**
 * Writes the places of a text at which some literal may have one of its groups to `out`, and answers how many they are: of
 * groups of four every fourth place, of groups of three, given as complements, every second one but for the last bytes.
 */
export function scan(
  words: Int32Array,
  length: number,
  long: Filter,
  short: Filter | undefined,
  out: Int32Array,
): number {
  if (!isLittleEndian) return every(length, short !== undefined, out)
  return short ? scanBoth(words, length >> 2, long, short, out) : scanLong(words, length >> 2, long, out)
}

export interface Filter {
  /** One bit a slot. */
  readonly bits: Int32Array
  /** Brings a hash down to the number of a slot. */
  readonly shift: number
}

/** Spreads a gram over 32 bits: the odd number nearest to 2^32 over the golden ratio. */
export const golden = -1_640_531_535

function scanLong(words: Int32Array, last: number, { bits, shift }: Filter, out: Int32Array): number {
  const spread = golden
  let found = 0
  for (let w = 0; w < last; w++) {
    const slot = Math.imul((words[w] as number) | 0x20202020, spread) >>> shift
    if ((((bits[slot >>> 5] as number) >>> (slot & 31)) & 1) !== 0) out[found++] = w << 2
  }
  return found
}

function scanBoth(words: Int32Array, last: number, long: Filter, short: Filter, out: Int32Array): number {
  const spread = golden
  const longBits = long.bits
  const longShift = long.shift
  const shortBits = short.bits
  const shortShift = short.shift
  let found = 0
  let before = 0
  for (let w = 0; w < last; w++) {
    const gram = (words[w] as number) | 0x20202020
    const slot = Math.imul(gram, spread) >>> longShift
    if ((((longBits[slot >>> 5] as number) >>> (slot & 31)) & 1) !== 0) out[found++] = w << 2
    const one = Math.imul(gram & 0xffffff, spread) >>> shortShift
    if ((((shortBits[one >>> 5] as number) >>> (one & 31)) & 1) !== 0) out[found++] = ~(w << 2)
    const two = Math.imul((before >>> 16) | ((gram & 0xff) << 16), spread) >>> shortShift
    if ((((shortBits[two >>> 5] as number) >>> (two & 31)) & 1) !== 0 && w > 0) out[found++] = ~((w << 2) - 2)
    before = gram
  }
  return found
}

function every(length: number, hasShort: boolean, out: Int32Array): number {
  let found = 0
  for (let p = 0; p + longGram <= length; p += 4) out[found++] = p
  for (let p = 0; hasShort && p + longGram <= length; p += 2) out[found++] = ~p
  return found
}
