import { expect, test } from 'vitest'
import { eventHref, providerHref } from './event-address.js'

test('an event has a page below its provider, and a whole log one of its own', () => {
  expect(eventHref('sysmon/1')).toBe('events/sysmon/1/')
  expect(eventHref('sysmon')).toBe('events/sysmon/log/')
  expect(eventHref('cloudtrail/sns.amazonaws.com/createtopic')).toBe('events/cloudtrail/sns.amazonaws.com/createtopic/')
  expect(providerHref('cloudtrail/sns.amazonaws.com/createtopic')).toBe('events/cloudtrail/')
})

test('no key leaves the folder, meets another or needs an escape in an address', () => {
  const keys = [
    ...['a', 'a/log', 'a/log~', 'a/..', 'a/.', 'a/', 'a//', 'a/b.', 'a/b', 'a/B', 'a/b/..', '..', '../x', '', '~'],
    ...['a/b c', 'a/b%20c', 'a/b\\c', 'a/b?c', 'a/b#c', 'a/é', 'a/\ud800', 'a/~002e', 'a/log/log', 'a/x/log'],
    ...['x', 'y'].map((last) => `a/${'long '.repeat(200)}${last}`),
  ]
  const addresses = keys.map(eventHref)
  expect(new Set(addresses).size).toBe(keys.length)
  for (const address of addresses) {
    expect(address).toMatch(/^events\/(?:[a-z0-9._~-]+\/)+$/)
    expect(address.split('/')).not.toContain('..')
    expect(address.split('/')).not.toContain('.')
    expect(Math.max(...address.split('/').map(({ length }) => length))).toBeLessThan(256)
  }
})
