/** A Windows event's XML to the form that its JSON has everywhere: `{Event: {System, EventData | UserData}}`. */
import { type Element, readElement } from './xml-element.js'

/** Throws `XmlError`. Values stay text. An element without anything in it is null, but named data are then empty text. */
export function windowsEvent(xml: string): object {
  const event = readElement(xml)
  return { Event: members(event, (child) => (child.name === 'EventData' ? eventData(child) : generic(child))) }
}

/** `<Data Name="Image">x</Data>` is the member Image; without a Name it is one of the list Data. */
function eventData(element: Element): unknown {
  if (element.children.length === 0) return generic(element)
  return members(
    element,
    (child) => (named(child) === undefined ? generic(child) : child.text),
    (child) => named(child) ?? child.name,
  )
}

const named = ({ name, attributes, children }: Element): string | undefined =>
  name === 'Data' && children.length === 0 ? attributes.find(([key]) => key === 'Name')?.[1] : undefined

/** Elements nest no deeper than their reader lets them. */
function generic(element: Element): unknown {
  const { attributes, children, text } = element
  if (children.length > 0 || attributes.length > 0) return members(element, generic)
  return text === '' ? null : text
}

/** An element as an object. Children of one name become a list. */
function members(
  { attributes, children, text }: Element,
  value: (child: Element) => unknown,
  nameOf = ({ name }: Element): string => name,
): object {
  const found: Record<string, unknown> = {}
  if (attributes.length > 0) found['#attributes'] = Object.fromEntries(attributes)
  for (const child of children) {
    const name = nameOf(child)
    if (name in found) again(found, name, value(child))
    else found[name] = value(child)
  }
  if (text !== '') found['#text'] = text
  return found
}

/** A name that is there already, or one that every object has. No single value is a list. */
function again(found: Record<string, unknown>, name: string, value: unknown): void {
  const known = Object.hasOwn(found, name) ? found[name] : undefined
  if (Array.isArray(known)) known.push(value)
  else {
    const all = known === undefined ? value : [known, value]
    Object.defineProperty(found, name, { value: all, enumerable: true, configurable: true, writable: true })
  }
}
