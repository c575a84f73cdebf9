import { expect, test } from 'vitest'
import { eventNames, eventTells, eventWords, fieldRows } from '../fields/index.js'
import { eventKinds, happenings, shapes } from './index.js'

const byKey = new Map(eventKinds.map((event) => [event.key, event]))
const hasField = (key: string, name: string): boolean => {
  const event = byKey.get(key)
  return event !== undefined && (event.open || event.fields.some((field) => field.name === name))
}

test('happenings are told by known events, each by more than one product', () => {
  for (const { name, events } of happenings) {
    expect(events.filter((key) => !byKey.has(key))).toEqual([])
    expect(new Set(events.map((key) => byKey.get(key)?.product)).size, name).toBeGreaterThan(1)
  }
})

test('shapes are of known logs, and each can be met by a record that no row before it takes', () => {
  for (const [i, { all, any, log }] of shapes.entries()) {
    expect(byKey.get(log)?.id).toBeNull()
    const others = shapes.slice(0, i)
    const met = (any.length > 0 ? any : ['']).some((one) => {
      const names = new Set([...all, one])
      const takes = (shape: (typeof shapes)[number]): boolean =>
        shape.all.every((name) => names.has(name)) &&
        (shape.any.length === 0 || shape.any.some((name) => names.has(name)))
      return !others.some(takes)
    })
    expect(met, all.join(' ')).toBe(true)
  }
})

test('what events call fields are fields of theirs, for fields that the tables know', () => {
  const fields = new Set(fieldRows.map(({ name }) => name))
  for (const { events, field, own } of eventNames) {
    expect(fields.has(field), field).toBe(true)
    const keys = events
      .split(' ')
      .flatMap((key) =>
        key.endsWith('/*') ? [...byKey.keys()].filter((one) => one.startsWith(key.slice(0, -1))) : [key],
      )
    expect(
      keys.every((key) => byKey.has(key)),
      events,
    ).toBe(true)
    expect(
      keys.some((key) => hasField(key, own)),
      `${events} ${own}`,
    ).toBe(true)
  }
  for (const [key, names] of Object.entries(eventWords))
    for (const name of Object.keys(names)) expect(hasField(key, name), `${key} ${name}`).toBe(true)
  for (const { event, own } of eventTells) expect(hasField(event, own), `${event} ${own}`).toBe(true)
})
