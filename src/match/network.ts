import type { Text } from '../model/rule.js'
import { holds, parseAddress, parseCidr } from '../text/cidr.js'
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
  return or(networks.map((network) => (network ? verdict(holds(network, address)) : 'unsure')))
}

function networksOf(value: Text, lists: Lists): readonly string[] | undefined {
  const written = literal(value)
  if (written !== undefined) return [written]
  const [part, ...others] = value.parts
  return typeof part === 'object' && 'placeholder' in part && others.length === 0
    ? lists.get(part.placeholder)
    : undefined
}
