/** Addresses of the pages of events and of their providers, below the site's root. */
import { valueSlug } from '../catalog/values.js'

/** The page of an event by its key: `events/sysmon/1/`, a whole log's `events/sysmon/log/`. Two keys never share one. */
export function eventHref(key: string): string {
  const [, ...parts] = key.split('/')
  const [only] = parts
  if (only === undefined) return `${providerHref(key)}log/`
  const below = only === 'log' && parts.length === 1 ? 'log~' : parts.map(folder).join('/')
  return `${providerHref(key)}${below}/`
}

/** The page of the provider to whose table an event's key belongs: `events/sysmon/`. */
export const providerHref = (key: string): string => `events/${folder(key.split('/')[0] ?? '')}/`

/** Longer names of folders are cut; file systems allow some 255 bytes. */
const longestFolder = 200

/**
 * A part of a key as the name of a folder on any system: what is not a small letter, digit, hyphen, low line or dot is
 * spelled by its number, and so is a dot at the end.
 */
function folder(part: string): string {
  const spelled = part.replace(/[^a-z0-9._-]|\.+$/g, (some) =>
    [...Array(some.length).keys()].map((i) => `~${some.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  )
  return spelled.length > longestFolder ? `${spelled.slice(0, 160)}~~${valueSlug(part)}` : spelled || '~'
}
