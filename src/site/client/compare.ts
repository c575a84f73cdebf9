import { align, type Twin } from '../compare-align.js'
import { comparison } from '../compare-draw.js'
import { picker, type Titles } from './compare/picker.js'
import { fetchJson } from './shared/fetch-json.js'
import { part } from './shared/part.js'

/** Compares the two rules of the address; choosing another writes the address. */

const said = part<HTMLElement>('#said')
const result = part<HTMLElement>('#result')
const sides = ['a', 'b'] as const
type SideName = (typeof sides)[number]

/** A rule's address below the site's root, and nothing that leads elsewhere. */
const ruleAddress = /^rules\/(?:[\w.~%-]+\/)+$/

let chosen = fromAddress()

function fromAddress(): Record<SideName, string> {
  const asked = new URLSearchParams(location.search)
  const of = (side: SideName): string => {
    const href = asked.get(side) ?? ''
    return ruleAddress.test(href) && !href.includes('/../') ? href : ''
  }
  return { a: of('a'), b: of('b') }
}

let titles: Promise<Titles> | undefined
const loadTitles = (): Promise<Titles> => {
  titles ??= fetchJson<{ title: readonly string[]; href: readonly string[] }>('../rules/index.json').then(
    ({ title, href }) => title.map((text, i) => ({ text, href: belowRoot(href[i] ?? '') })),
  )
  titles.catch(() => {
    titles = undefined
  })
  return titles
}

/** The index has addresses below `rules/`. */
const belowRoot = (href: string): string => (href.startsWith('../') ? href.slice(3) : `rules/${href}`)

const pickers = { a: pickerOf('a'), b: pickerOf('b') }

function pickerOf(side: SideName) {
  return picker(part<HTMLInputElement>(`#${side}`), part<HTMLElement>(`#${side}-list`), {
    titles: loadTitles,
    choose(href) {
      chosen = { ...chosen, [side]: href }
      write()
    },
    fail(reason) {
      said.textContent = `The list of rules could not be loaded: ${reason}`
    },
  })
}

function write(): void {
  const asked = new URLSearchParams()
  for (const side of sides) if (chosen[side]) asked.set(side, chosen[side])
  history.pushState(null, '', `?${asked}`)
  void show()
}

async function show(): Promise<void> {
  const asked = chosen
  const twins = await Promise.all(sides.map((side) => twinOf(asked[side])))
  if (asked !== chosen) return
  const [a, b] = twins
  for (const [i, side] of sides.entries()) pickers[side].set(twins[i]?.title ?? '')
  const missing = sides.filter((side, i) => asked[side] !== '' && !twins[i])
  said.textContent =
    missing.length > 0 ? `No rule is at ${missing.map((side) => asked[side]).join(' or ')}.` : status(a, b)
  result.innerHTML = a && b ? comparison(a, b, align(a, b)).markup : ''
}

function status(a: Twin | undefined, b: Twin | undefined): string {
  if (a && b) return ''
  return a || b ? 'Choose the other rule.' : 'Choose two rules.'
}

async function twinOf(href: string): Promise<Twin | undefined> {
  if (href === '') return undefined
  try {
    return await fetchJson<Twin>(`../${href}rule.json`)
  } catch {
    return undefined
  }
}

part<HTMLElement>('#swap').addEventListener('click', () => {
  chosen = { a: chosen.b, b: chosen.a }
  write()
})
part<HTMLFormElement>('#choose').addEventListener('submit', (event) => event.preventDefault())
addEventListener('popstate', () => {
  chosen = fromAddress()
  void show()
})
void show()
