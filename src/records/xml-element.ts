/** A small reader of XML without DTDs: one element, its attributes, children and text. No recursion. */

export interface Element {
  readonly name: string
  readonly attributes: readonly (readonly [name: string, value: string])[]
  readonly children: readonly Element[]
  /** All text directly in the element, entities resolved; of an element with children, without what is only blank. */
  readonly text: string
}

interface Open extends Element {
  readonly children: Element[]
  text: string
}

/** What is wrong with a text that is no element. */
export class XmlError extends Error {}

const maxDepth = 100

/** Reads the element that a text begins with. Throws `XmlError`. */
export function readElement(text: string): Element {
  const open: Open[] = []
  let at = 0
  for (;;) {
    const tag = text.indexOf('<', at)
    const inner = open.at(-1)
    if (tag < 0) throw new XmlError(inner ? `<${inner.name}> does not end` : 'there is no element')
    if (inner) inner.text += unescaped(text.slice(at, tag))
    if (text.startsWith('<!--', tag)) at = after(text, '-->', tag + 4)
    else if (text.startsWith('<![CDATA[', tag)) {
      at = after(text, ']]>', tag + 9)
      if (inner) inner.text += text.slice(tag + 9, at - 3)
    } else if (text[tag + 1] === '?') at = after(text, '?>', tag + 2)
    else if (text[tag + 1] === '!') throw new XmlError('it has a declaration')
    else if (text[tag + 1] === '/') {
      at = after(text, '>', tag)
      const name = text.slice(tag + 2, at - 1).trim()
      if (inner?.name !== name) throw new XmlError(`</${name.slice(0, 50)}> ends what did not begin`)
      open.pop()
      finish(inner)
      if (open.length === 0) return inner
    } else {
      const start = readTag(text, tag)
      open.at(-1)?.children.push(start.element)
      if (!start.closed) open.push(start.element)
      else if (open.length === 0) return start.element
      if (open.length > maxDepth) throw new XmlError(`it is nested deeper than ${maxDepth} levels`)
      at = start.end
    }
  }
}

function finish(element: Open): void {
  if (element.children.length > 0 && element.text.trim() === '') element.text = ''
}

function after(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from)
  if (found < 0) throw new XmlError(`${what} is missing`)
  return found + what.length
}

const nameAt = /[^\s/>="'<]+/y
const attributeAt = /\s+([^\s/>="'<]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
const tagEnd = /\s*\/?>/y

function readTag(text: string, from: number): { element: Open; closed: boolean; end: number } {
  nameAt.lastIndex = from + 1
  if (!nameAt.test(text)) throw new XmlError('a tag has no name')
  let at = nameAt.lastIndex
  const name = text.slice(from + 1, at)
  const attributes: [string, string][] = []
  // Most tags have none.
  while (text[at] !== '>') {
    attributeAt.lastIndex = at
    const found = attributeAt.exec(text)
    if (!found) break
    attributes.push([found[1] ?? '', unescaped(found[2] ?? found[3] ?? '')])
    at = attributeAt.lastIndex
  }
  tagEnd.lastIndex = at
  if (!tagEnd.test(text)) throw new XmlError(`the tag <${name.slice(0, 50)}> is broken`)
  const end = tagEnd.lastIndex
  return { element: { name, attributes, children: [], text: '' }, closed: text[end - 2] === '/', end }
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
