/** Networks in CIDR notation, v4 and v6. */

export interface Network {
  /** 4 or 16 numbers of 0 to 255. */
  readonly bytes: readonly number[]
  readonly bits: number
}

/** Undefined when it is no network. An address without `/` is a network of itself. */
export function parseCidr(text: string): Network | undefined {
  const [address = '', prefix, ...rest] = text.trim().split('/')
  const bytes = parseAddress(address)
  if (!bytes || rest.length > 0) return undefined
  const most = bytes.length * 8
  const bits = prefix === undefined ? most : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN
  return bits >= 0 && bits <= most ? { bytes, bits } : undefined
}

/** 4 or 16 bytes, or undefined when it is no address. */
export function parseAddress(text: string): number[] | undefined {
  return text.includes(':') ? parse6(text) : parse4(text)
}

/** Whether an address lies in a network, or a network of `bits` all in another; only ever of its own version. */
export const holds = (network: Network, bytes: readonly number[], bits = bytes.length * 8): boolean =>
  network.bytes.length === bytes.length &&
  network.bits <= bits &&
  network.bytes.every((byte, i) => sameBits(byte, bytes[i] ?? 0, network.bits - i * 8))

/** Whether two bytes agree in their first bits; `count` may be less than 0 or more than 8. */
function sameBits(a: number, b: number, count: number): boolean {
  const mask = (0xff << (8 - Math.min(8, Math.max(0, count)))) & 0xff
  return (a & mask) === (b & mask)
}

export const cidrProblem = (text: string): boolean => parseCidr(text) === undefined

function parse4(text: string): number[] | undefined {
  const groups = text.split('.')
  if (groups.length !== 4 || !groups.every((group) => /^\d{1,3}$/.test(group))) return undefined
  const bytes = groups.map(Number)
  return bytes.every((byte) => byte < 256) ? bytes : undefined
}

function parse6(text: string): number[] | undefined {
  const halves = text.toLowerCase().split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map(groups6)
  if (!head || (halves.length === 2 && !tail)) return undefined
  const gap = 16 - head.length - (tail?.length ?? 0)
  if (tail ? gap < 0 : gap !== 0) return undefined
  return [...head, ...Array<number>(gap).fill(0), ...(tail ?? [])]
}

/** The bytes of a run of groups; the last may be a dotted IPv4 address. */
function groups6(text: string): number[] | undefined {
  if (text === '') return []
  const bytes: number[] = []
  const groups = text.split(':')
  for (const [index, group] of groups.entries()) {
    if (group.includes('.')) {
      const quad = index === groups.length - 1 ? parse4(group) : undefined
      if (!quad) return undefined
      bytes.push(...quad)
    } else if (/^[0-9a-f]{1,4}$/.test(group)) {
      const value = Number.parseInt(group, 16)
      bytes.push(value >> 8, value & 0xff)
    } else return undefined
  }
  return bytes
}
