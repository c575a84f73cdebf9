/** Tables for eight bytes at a time: `tables[n * 256 + byte]` is the remainder of that byte with n zero bytes after it. */
const tables = makeTables()

function makeTables(): Int32Array {
  const made = new Int32Array(8 * 256)
  for (let byte = 0; byte < 256; byte++) {
    let rest = byte
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1
    made[byte] = rest
  }
  for (let i = 256; i < made.length; i++) {
    const before = made[i - 256] ?? 0
    made[i] = (before >>> 8) ^ (made[before & 255] ?? 0)
  }
  return made
}

const table = (row: number, byte: number): number => tables[(row << 8) | (byte & 255)] as number

/** CRC-32 as in RFC 1952 of the bytes from `start` to `end`, going on from the CRC of the bytes before them. */
export function crc32(view: DataView, start: number, end: number, before = 0): number {
  let crc = ~before
  let at = start
  for (; at + 8 <= end; at += 8) {
    const low = crc ^ view.getInt32(at, true)
    const high = view.getInt32(at + 4, true)
    crc =
      table(7, low) ^
      table(6, low >>> 8) ^
      table(5, low >>> 16) ^
      table(4, low >>> 24) ^
      table(3, high) ^
      table(2, high >>> 8) ^
      table(1, high >>> 16) ^
      table(0, high >>> 24)
  }
  for (; at < end; at++) crc = (crc >>> 8) ^ table(0, crc ^ view.getUint8(at))
  return ~crc >>> 0
}
