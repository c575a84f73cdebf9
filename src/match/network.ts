import type { Text } from '../model/rule.js'
import { parseAddress, parseCidr } from '../text/cidr.js'
import { type Lists, literal } from './text.js'
import { or, type Verdict, verdict } from './verdict.js'

/**
 * Whether a text is an address of a network, or of one of the networks in the list that the value names. An address is
 * only ever in a network of its own version; a zone (`fe80::1%eth0`) is left out. What is no network is unsure.
 */
export function inNetwork(found: string, value: Text, lists: Lists): Verdict {
  const address = parseAddress(found.trim().replace(/%.*$/, ''))
  if (!address) return 'false'
  const networks = networksOf(value, lists)?.map(parseCidr)
  if (!networks) return 'unsure'
  return or(
    networks.map((network) => {
      if (!network) return 'unsure'
      const { bytes, bits } = network
      const agrees = bytes.every((byte, i) => sameBits(byte, address[i], bits - i * 8))
      return verdict(agrees && bytes.length === address.length)
    }),
  )
}

function networksOf(value: Text, lists: Lists): readonly string[] | undefined {
  const written = literal(value)
  if (written !== undefined) return [written]
  const [part, ...others] = value.parts
  return typeof part === 'object' && 'placeholder' in part && others.length === 0
    ? lists.get(part.placeholder)
    : undefined
}

/** Whether two bytes agree in their first bits; `count` may be less than 0 or more than 8. */
function sameBits(a: number, b: number | undefined, count: number): boolean {
  const mask = (0xff << (8 - Math.min(8, Math.max(0, count)))) & 0xff
  return b !== undefined && (a & mask) === (b & mask)
}
