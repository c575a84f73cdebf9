import { expect, test } from 'vitest'
import { enablingKeys, enablingOf } from './enabling.js'
import { eventKinds } from './index.js'

const keys = new Set(eventKinds.map(({ key }) => key))
const sources = new Set(eventKinds.map(({ key }) => key.split('/')[0]))

test('every row is for an event or a log of the tables, or for an operation of a log that has no table of its own', () => {
  const astray = [...enablingKeys()].filter((key) => !keys.has(key) && !sources.has(key.split('/')[0]))
  expect(astray).toEqual([])
  // On Windows an event is known by its number, so there a row without an event is a slip.
  const numbered = [...enablingKeys()].filter((key) => /\/\d+$/.test(key) && !keys.has(key))
  expect(numbered).toEqual([])
})

test('the closest row counts', () => {
  expect(enablingOf('defender/1121')?.byDefault).toBe('off')
  expect(enablingOf('defender/1116')?.byDefault).toBe('on')
  expect(enablingOf('defender-xdr/deviceprocessevents/something')).toBe(enablingOf('defender-xdr/deviceprocessevents'))
  expect(enablingOf('defender-xdr/deviceprocessevents')).toBeDefined()
  expect(enablingOf('nobody/knows')).toBeUndefined()
  expect(enablingOf('')).toBeUndefined()
})

test('an event of the Security log is written by its subcategory, for the outcomes that it reports', () => {
  expect(enablingOf('security/4688')?.lines).toEqual(['auditpol /set /subcategory:"Process Creation" /success:enable'])
  expect(enablingOf('security/4688')?.how).toContain('Include command line in process creation events')
  expect(enablingOf('security/4625')?.lines).toEqual(['auditpol /set /subcategory:"Logon" /failure:enable'])
  expect(enablingOf('security/4769')?.lines?.[0]).toMatch(/\/success:enable \/failure:enable$/)
  // Several subcategories decide about it, by the kind of the object.
  expect(enablingOf('security/4663')?.lines?.length).toBeGreaterThan(1)
})

test('every event of Sysmon has a row of its own', () => {
  const events = eventKinds.filter(({ key, id }) => key.startsWith('sysmon/') && id !== null)
  const whole = enablingOf('sysmon')
  expect(events.filter(({ key }) => enablingOf(key) === whole)).toEqual([])
  // A list without rules would block everything.
  expect(enablingOf('sysmon/27')?.lines).toBeUndefined()
})

test('words in backquotes come in pairs', () => {
  for (const key of enablingKeys())
    expect(enablingOf(key)?.how.split('`').length ?? 1, key).toSatisfy((n: number) => n % 2 === 1)
})
