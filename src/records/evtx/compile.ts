import { Damage } from './damage.js'
import { type AttributePlan, type ElementPlan, type Item, planElement } from './plan.js'
import type { Texts } from './text.js'

/** Tokens of binary XML, without the bit 0x40, which says that there is more of the kind or a list of attributes. */
export const token = {
  end: 0x00,
  openElement: 0x01,
  closeStart: 0x02,
  closeEmpty: 0x03,
  endElement: 0x04,
  value: 0x05,
  attribute: 0x06,
  cdata: 0x07,
  character: 0x08,
  entity: 0x09,
  instructionTarget: 0x0a,
  instructionData: 0x0b,
  template: 0x0c,
  substitution: 0x0d,
  optionalSubstitution: 0x0e,
  fragment: 0x0f,
} as const

const more = 0x40
export const withoutMore = (byte: number): number => byte & ~more

const deepest = 64
/** In UTF-16 units. Names of real elements have at most some sixty. */
const longestName = 1000
const textType = 0x01

/** Reads elements of binary XML to plans. One reader serves one chunk after the other. */
export class Compiler {
  #view: DataView = new DataView(new ArrayBuffer(0))
  #at = 0
  #end = 0
  #dependencies = true
  readonly #names = new Map<number, string>()

  constructor(private readonly texts: Texts) {}

  startChunk(view: DataView): void {
    this.#view = view
    this.#names.clear()
  }

  /**
   * Reads the element that begins at `start`; `end` is where its template or record ends. Only elements that stand in a
   * substitution's value have no dependency ids. Throws Damage.
   */
  element(start: number, end: number, dependencies: boolean): { readonly plan: ElementPlan; readonly end: number } {
    this.#at = start
    this.#end = end
    this.#dependencies = dependencies
    return { plan: this.#element(0), end: this.#at }
  }

  /** Where what follows a processing instruction's target and data begins. */
  afterInstruction(start: number, end: number): number {
    this.#at = start
    this.#end = end
    this.#instruction()
    return this.#at
  }

  #element(depth: number): ElementPlan {
    if (depth > deepest) throw new Damage('evtx-limit', this.#at, `elements deeper than ${deepest}`)
    const hasAttributes = (this.#byte() & more) !== 0
    if (this.#dependencies) this.#skip(2)
    this.#skip(4)
    const name = this.#name()
    const attributes = hasAttributes ? this.#attributes() : []
    const close = this.#byte()
    if (close === token.closeEmpty) return planElement(name, attributes, [])
    if (close !== token.closeStart) throw this.#unexpected(close, 'the end of a start tag')
    return planElement(name, attributes, this.#content(depth))
  }

  #attributes(): AttributePlan[] {
    this.#skip(4)
    const attributes: AttributePlan[] = []
    while (withoutMore(this.#peek()) === token.attribute) {
      this.#skip(1)
      const name = this.#name()
      const items: Item[] = []
      while (this.#text(items));
      attributes.push({ name, items })
    }
    return attributes
  }

  /** Up to the end tag. */
  #content(depth: number): Item[] {
    const items: Item[] = []
    for (;;) {
      if (this.#text(items)) continue
      const found = withoutMore(this.#peek())
      if (found === token.openElement) items.push(this.#element(depth + 1))
      else if (found === token.instructionTarget || found === token.instructionData) this.#instruction()
      else if (found === token.fragment) this.#skip(4)
      else if (found === token.endElement) {
        this.#skip(1)
        return items
      } else throw this.#unexpected(found, 'content')
    }
  }

  /** One piece of text or one substitution, if there is one here. Neighbouring texts become one. */
  #text(items: Item[]): boolean {
    switch (withoutMore(this.#peek())) {
      case token.value:
        this.#skip(1)
        if (this.#byte() !== textType) throw new Damage('evtx-record', this.#at - 1, 'a literal value that is not text')
        addText(items, this.#counted())
        return true
      case token.cdata:
        this.#skip(1)
        addText(items, this.#counted())
        return true
      case token.character:
        this.#skip(1)
        addText(items, String.fromCharCode(this.#word()))
        return true
      case token.entity: {
        this.#skip(1)
        const name = this.#name()
        addText(items, entities.get(name) ?? `&${name};`)
        return true
      }
      case token.substitution:
      case token.optionalSubstitution:
        this.#skip(1)
        items.push(this.#word())
        this.#skip(1)
        return true
      default:
        return false
    }
  }

  #instruction(): void {
    const found = withoutMore(this.#byte())
    if (found === token.instructionTarget) this.#name()
    else this.#counted()
  }

  /** A name is a reference into the chunk; the first reference to it is followed by the name itself. */
  #name(): string {
    const offset = this.#long()
    const known = this.#names.get(offset)
    if (known !== undefined && offset !== this.#at) return known
    if (offset + 8 > this.#view.byteLength) throw new Damage('evtx-record', this.#at - 4, 'a name outside of its chunk')
    const length = this.#view.getUint16(offset + 6, true)
    if (length > longestName || offset + 8 + 2 * length > this.#view.byteLength)
      throw new Damage('evtx-record', offset, 'a name that is too long')
    if (offset === this.#at) this.#skip(10 + 2 * length)
    const name = known ?? asKey(this.texts.read(this.#view, offset + 8, length))
    this.#names.set(offset, name)
    return name
  }

  #counted(): string {
    const length = this.#word()
    const start = this.#at
    this.#skip(2 * length)
    return this.texts.read(this.#view, start, length)
  }

  #unexpected(found: number, where: string): Damage {
    return new Damage(
      'evtx-record',
      this.#at,
      `token 0x${found.toString(16).padStart(2, '0')} where ${where} should be`,
    )
  }

  #skip(bytes: number): void {
    this.#at += bytes
    if (this.#at > this.#end) throw new Damage('evtx-record', this.#end, 'binary XML goes on after its end')
  }

  #peek(): number {
    if (this.#at >= this.#end) throw new Damage('evtx-record', this.#end, 'binary XML goes on after its end')
    return this.#view.getUint8(this.#at)
  }

  #byte(): number {
    this.#skip(1)
    return this.#view.getUint8(this.#at - 1)
  }

  #word(): number {
    this.#skip(2)
    return this.#view.getUint16(this.#at - 2, true)
  }

  #long(): number {
    this.#skip(4)
    return this.#view.getUint32(this.#at - 4, true)
  }
}

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

function addText(items: Item[], text: string): void {
  const last = items.at(-1)
  if (typeof last === 'string') items[items.length - 1] = last + text
  else if (text !== '') items.push(text)
}

/** The same text as engines keep keys of objects; setting a property by it is twice as fast. */
const asKey = (name: string): string => Object.keys({ [name]: 0 })[0] ?? name
