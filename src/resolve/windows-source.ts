/** Sources of records that have the header of a Windows event, under Windows' own names. */
import type { Scalar } from '../model/record.js'
import type { Names, Told } from './record-source.js'
import { sigmaLogs, sourceOf } from './source-of.js'
import { placeWindows } from './windows-events.js'

interface Header {
  readonly id: Scalar
  readonly channel: Scalar | undefined
  readonly provider: Scalar | undefined
}

export function windowsSource(header: Header, names: Names): Told {
  const { event, others, always } = placeWindows(textOf(header), names)
  const product = event?.product ?? others[0]?.product
  const logs = sigmaLogs(event ? [event, ...others] : others)
  return { source: sourceOf({ names: 'sigma', event, others, logs, product }), always }
}

export const textOf = ({ id, channel, provider }: Header) => ({
  id: String(id),
  channel: channel === undefined ? undefined : String(channel),
  provider: provider === undefined ? undefined : String(provider),
})
