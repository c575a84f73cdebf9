import { type Compiler, token, withoutMore } from './compile.js'
import { Damage } from './damage.js'
import { add, type Json, type JsonObject, joined, set } from './json.js'
import type { AttributePlan, ElementPlan, Item } from './plan.js'
import type { Values } from './values.js'

/** Where the values of one template instance are. */
interface Frame {
  readonly count: number
  /** Offset of the descriptors: size (2 bytes), type, a byte of nothing. */
  readonly descriptors: number
  /** Index in `starts` of the first value's offset. */
  readonly base: number
}

const nullType = 0x00
const xmlType = 0x21
const headerSize = 24
/** Templates in values of templates. Real events have two. */
const deepest = 16
/** A value that its descriptor puts past the end. */
const missing = -1
const noValues: Frame = { count: 0, descriptors: 0, base: 0 }

/**
 * Makes the JSON value of a record's binary XML. What can be made of a record of some size is bounded, however its templates
 * and values refer to each other.
 */
export class Builder {
  #view: DataView = new DataView(new ArrayBuffer(0))
  /** By the offset of the definition, also those that cannot be read. */
  readonly #templates = new Map<number, ElementPlan | Damage>()
  readonly #starts = new Int32Array(0x8000)
  #used = 0
  #depth = 0
  /** How much more may be made of this record, in elements, values and 8 bytes of value. Events have at most 128 fields. */
  #left = 0
  /** How many more bytes of definitions may be read in this chunk. Honest ones do not overlap. */
  #definitionBytes = 0

  constructor(
    private readonly compiler: Compiler,
    private readonly values: Values,
    /** What of a record could not be read although the record could. */
    private readonly note: (damage: Damage) => void,
  ) {}

  startChunk(view: DataView): void {
    this.#view = view
    this.#templates.clear()
    this.#definitionBytes = 8 * view.byteLength
    this.compiler.startChunk(view)
    this.values.startChunk(view)
  }

  /** The value of the binary XML from `start` to `end`. Throws Damage when there is no element that can be read. */
  record(start: number, end: number): JsonObject {
    this.#used = 0
    this.#depth = 0
    this.#left = 2048 + 4 * (end - start)
    const event: JsonObject = {}
    if (!this.#fragment(start, end, event)) throw new Damage('evtx-record', start, 'no event in the record')
    return event
  }

  /** Adds the elements from `start` to `end` to an object; whether there are any. */
  #fragment(start: number, end: number, target: JsonObject): boolean {
    let found = false
    for (let at = start; at < end; ) {
      this.#charge(1, at)
      switch (withoutMore(this.#view.getUint8(at))) {
        case token.fragment:
          at += 4
          break
        case token.template:
          at = this.#instance(at, end, target)
          found = true
          break
        case token.openElement: {
          const element = this.compiler.element(at, end, this.#depth === 0 || !this.#fitsWithoutDependency(at, end))
          this.#charge(element.plan.size, at)
          this.#addElement(target, element.plan, noValues)
          at = element.end
          found = true
          break
        }
        case token.instructionTarget:
        case token.instructionData:
          at = this.compiler.afterInstruction(at, end)
          break
        default:
          return found
      }
    }
    return found
  }

  /** In a substitution's value, the size of an element comes right after its token. */
  #fitsWithoutDependency(at: number, end: number): boolean {
    return at + 5 <= end && at + 5 + this.#view.getUint32(at + 1, true) <= end
  }

  /** Adds the element of the template instance at `at`. Returns where it ends. */
  #instance(at: number, end: number, target: JsonObject): number {
    if (at + 14 > end) throw new Damage('evtx-record', at, 'a template instance that is cut')
    const definition = this.#view.getUint32(at + 6, true)
    const plan = this.#template(definition)
    const isHere = definition === at + 10
    const countAt = isHere ? definition + headerSize + this.#view.getUint32(definition + 20, true) : at + 10
    if (countAt + 4 > end) throw new Damage('evtx-record', countAt, 'a template instance that is cut')
    const frame = this.#frame(countAt, end)
    this.#addElement(target, plan, frame)
    this.#used = frame.base
    const valuesEnd = this.#starts[frame.base + frame.count] ?? missing
    return valuesEnd === missing ? end : valuesEnd
  }

  #template(offset: number): ElementPlan {
    let plan = this.#templates.get(offset)
    if (plan === undefined) {
      plan = this.#compile(offset)
      this.#templates.set(offset, plan)
    }
    if (plan instanceof Damage) throw plan
    return plan
  }

  #compile(offset: number): ElementPlan | Damage {
    const view = this.#view
    let at = offset + headerSize
    if (at > view.byteLength) return new Damage('evtx-record', offset, 'a template outside of its chunk')
    const end = at + view.getUint32(offset + 20, true)
    if (end > view.byteLength) return new Damage('evtx-record', offset, 'a template that goes on after its chunk')
    if (this.#definitionBytes < end - at) return new Damage('evtx-limit', offset, 'too many templates in one chunk')
    this.#definitionBytes -= end - at
    try {
      while (at < end) {
        const found = withoutMore(view.getUint8(at))
        if (found === token.fragment) at += 4
        else if (found === token.openElement) return this.compiler.element(at, end, true).plan
        else at = this.compiler.afterInstruction(at, end)
      }
      return new Damage('evtx-record', offset, 'a template without an element')
    } catch (error) {
      if (error instanceof Damage) return error
      throw error
    }
  }

  /** Finds the values of an instance: their number, their descriptors, then the values themselves. */
  #frame(countAt: number, end: number): Frame {
    const count = this.#view.getUint32(countAt, true)
    const descriptors = countAt + 4
    const base = this.#used
    let start = descriptors + 4 * count
    if (start > end) throw new Damage('evtx-record', countAt, `${count} values in ${end - countAt} bytes`)
    this.#charge(count, countAt)
    if (base + count >= this.#starts.length) throw new Damage('evtx-limit', countAt, 'too many values')
    for (let i = 0; i < count; i++) {
      const next = start === missing ? missing : start + this.#view.getUint16(descriptors + 4 * i, true)
      this.#starts[base + i] = next > end ? missing : start
      if (next > end) this.#noteOrThrow(new Damage('evtx-value', start, 'values that go on after their record'))
      start = next > end ? missing : next
    }
    this.#starts[base + count] = start
    this.#used = base + count + 1
    return { count, descriptors, base }
  }

  #addElement(target: JsonObject, plan: ElementPlan, frame: Frame): void {
    const key = typeof plan.key === 'string' ? plan.key : String(this.#text(plan.key, frame) ?? 'Data')
    add(target, key, this.#element(plan, frame))
  }

  #element(plan: ElementPlan, frame: Frame): Json {
    switch (plan.form) {
      case 'empty':
        return null
      case 'text':
        return plan.text
      case 'value':
        return this.#value(plan.index, frame)
      case 'elements': {
        const children = plan.children
        this.#charge(children.length, frame.descriptors)
        const object: JsonObject = {}
        for (let i = 0; i < children.length; i++) {
          const child = children[i] as (typeof children)[number]
          object[child.key] = this.#element(child, frame)
        }
        return object
      }
      case 'mixed':
        return this.#mixed(plan.attributes, plan.items, frame)
      default:
        return plan satisfies never
    }
  }

  #mixed(attributes: readonly AttributePlan[], items: readonly Item[], frame: Frame): Json {
    this.#charge(attributes.length + items.length, frame.descriptors)
    const object: JsonObject = {}
    let isFilled = this.#addAttributes(object, attributes, frame)
    let text: Json = null
    for (const item of items) {
      if (typeof item === 'object') {
        this.#addElement(object, item, frame)
        isFilled = true
      } else if (typeof item === 'number' && this.#typeOf(item, frame) === xmlType) {
        isFilled = this.#embedded(item, frame, object) || isFilled
      } else text = joined(text, typeof item === 'number' ? this.#value(item, frame) : item)
    }
    if (!isFilled) return text
    if (text !== null && (typeof text !== 'string' || /\S/.test(text))) object['#text'] = text
    return object
  }

  #addAttributes(object: JsonObject, attributes: readonly AttributePlan[], frame: Frame): boolean {
    let made: JsonObject | undefined
    for (const { name, items } of attributes) {
      const value = this.#text(items, frame)
      if (value === null) continue
      made ??= {}
      set(made, name, value)
    }
    if (made) object['#attributes'] = made
    return made !== undefined
  }

  /** Of an attribute: one value keeps its type, several are one text. Elements do not belong here. */
  #text(items: readonly Item[], frame: Frame): Json {
    let text: Json = items.length === 0 ? '' : null
    for (const item of items) {
      if (typeof item === 'string') text = joined(text, item)
      else if (typeof item === 'number' && this.#typeOf(item, frame) !== xmlType)
        text = joined(text, this.#value(item, frame))
    }
    return text
  }

  #typeOf(index: number, frame: Frame): number {
    return index < frame.count ? this.#view.getUint8(frame.descriptors + 4 * index + 2) : nullType
  }

  #value(index: number, frame: Frame): Json {
    if (index >= frame.count) return null
    const descriptor = frame.descriptors + 4 * index
    const size = this.#view.getUint16(descriptor, true)
    const kind = this.#view.getUint8(descriptor + 2)
    const start = this.#starts[frame.base + index] as number
    if (kind === nullType || start === missing) return null
    this.#charge(1 + (size >> 3), start)
    if (kind === xmlType) {
      const object: JsonObject = {}
      return this.#embedded(index, frame, object) ? object : null
    }
    try {
      return this.values.read(kind, start, size)
    } catch (error) {
      this.#noteOrThrow(error)
      return null
    }
  }

  /** Adds the elements that stand in a value. A damaged one costs itself only. */
  #embedded(index: number, frame: Frame, target: JsonObject): boolean {
    const start = this.#starts[frame.base + index] as number
    if (start === missing) return false
    if (this.#depth === deepest) throw new Damage('evtx-limit', start, `templates in templates deeper than ${deepest}`)
    const used = this.#used
    this.#depth++
    try {
      return this.#fragment(start, start + this.#view.getUint16(frame.descriptors + 4 * index, true), target)
    } catch (error) {
      this.#noteOrThrow(error)
      return false
    } finally {
      this.#depth--
      this.#used = used
    }
  }

  #noteOrThrow(error: unknown): void {
    if (!(error instanceof Damage) || error.code === 'evtx-limit') throw error
    this.#charge(64, error.offset)
    this.note(error)
  }

  #charge(amount: number, offset: number): void {
    this.#left -= amount
    if (this.#left < 0)
      throw new Damage('evtx-limit', offset, 'more elements and values than a record of this size can have')
  }
}
