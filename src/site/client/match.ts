/** The page where records are matched: takes them, has the worker run the rules, and shows what fired. */

import { html, join } from '../html.js'
import { figure, plural } from '../marks.js'
import { faultList, nearItem } from '../match-draw.js'
import { byLevel, fits, isSure } from '../match-order.js'
import {
  type Ask,
  type Fired,
  fewRecords,
  type Input,
  type NearMatch,
  type Outcome,
  type ShownFault,
  type Told,
} from '../match-protocol.js'
import { inputOf, takeDrops } from './match/dropping.js'
import { RuleList } from './match/rule-list.js'
import { outcomeText, progressText } from './match/words.js'
import { part } from './shared/part.js'

const root = new URL('../', location.href).href
/** Milliseconds between two redrawings, and between two sentences that are read aloud. */
const drawEvery = 700
const hearEvery = 8000

const area = part<HTMLTextAreaElement>('#text')
const files = part<HTMLInputElement>('#files')
const outcomeOf = part<HTMLElement>('#outcome')
const said = part<HTMLElement>('#said')
const heard = part<HTMLElement>('#heard')
const share = part<HTMLProgressElement>('#share')
const stop = part<HTMLButtonElement>('#stop')
const save = part<HTMLButtonElement>('#save')
const sums = part<HTMLElement>('#sums')
const bys = {
  family: part<HTMLSelectElement>('#by-family'),
  level: part<HTMLSelectElement>('#by-level'),
  status: part<HTMLSelectElement>('#by-status'),
}

let worker: Worker | undefined
let run = 0
/** `loading`: there are no rules yet, so there is no run that could be told to stop. */
let phase: 'idle' | 'loading' | 'reading' = 'idle'
let fired = new Map<number, Fired>()
let near: readonly NearMatch[] = []
let faults: readonly ShownFault[] = []
let last: Outcome | undefined
let drawn = 0
let spoken = 0
/** Records so far. */
let records = 0
let later: ReturnType<typeof setTimeout> | undefined

const ask = (what: Ask): void => workerOf().postMessage(what)
const openHits = (rule: number, from: number): void => ask({ kind: 'open', rule, from })
const lists = {
  full: new RuleList(part('#full'), { title: 'Full matches' }, openHits),
  unsure: new RuleList(
    part('#unsure'),
    { title: 'Unsure matches', note: 'These may fire: it hangs on a part of the rule that could not be evaluated.' },
    openHits,
  ),
}

function workerOf(): Worker {
  if (worker) return worker
  const made = new Worker(new URL('match-worker.js', import.meta.url), { type: 'module' })
  made.addEventListener('message', ({ data }: MessageEvent<Told>) => hear(data))
  made.addEventListener('error', ({ message }) => fail(message || 'its script could not be loaded'))
  worker = made
  return made
}

function hear(told: Told): void {
  if ('run' in told && told.run !== run) return
  switch (told.kind) {
    case 'loading':
      if (phase === 'loading')
        say(`Loading rules: ${figure(told.done)} of ${figure(told.of)}`, told.done / Math.max(1, told.of))
      return
    case 'loaded':
      if (phase === 'loading') say(`Preparing ${plural(told.rules, 'rule')}`, 0)
      return
    case 'progress':
      phase = 'reading'
      records = told.progress.records
      say(progressText(told.progress), told.progress.bytes / Math.max(1, told.progress.of))
      return
    case 'fired':
      for (const one of told.rules) fired.set(one.rule, one)
      drawSoon()
      return
    case 'faults':
      faults = [...faults, ...told.faults]
      return
    case 'near':
      near = told.near
      return
    case 'done':
      last = told.outcome
      finish()
      return
    case 'opened':
      if (!lists.full.opened(told.rule, told.hits)) lists.unsure.opened(told.rule, told.hits)
      return
    case 'lines':
      download(told.blob)
      return
    case 'failed':
      fail(told.message)
      return
    default:
      told satisfies never
  }
}

function start(inputs: readonly Input[]): void {
  if (inputs.length === 0) return
  if (phase !== 'idle') ask({ kind: 'stop' })
  run++
  phase = 'loading'
  fired = new Map()
  near = []
  faults = []
  last = undefined
  records = 0
  spoken = 0
  for (const list of Object.values(lists)) list.clear()
  outcomeOf.hidden = false
  stop.hidden = false
  share.hidden = false
  say('Loading rules', 0)
  draw()
  ask({ kind: 'run', root, run, inputs })
}

function finish(): void {
  phase = 'idle'
  stop.hidden = true
  share.hidden = true
  draw()
  for (const { rule, hits } of last?.open ?? []) lists.full.opened(rule, hits)
  say(last ? outcomeText(last) : 'Stopped', 1)
  heard.textContent = `${sums.textContent}. ${said.textContent}`
}

/** The worker is of no more use; the next run has a new one. */
function fail(message: string): void {
  worker?.terminate()
  worker = undefined
  if (phase === 'idle') return
  finish()
  said.textContent = `It could not be matched: ${message}`
  heard.textContent = said.textContent
}

function say(text: string, part: number): void {
  said.textContent = text
  share.value = Math.min(1, part)
  if (phase !== 'idle' && performance.now() - spoken > hearEvery) {
    spoken = performance.now()
    heard.textContent = text
  }
}

function drawSoon(): void {
  // What is there in a moment is drawn once, with its reasons, so that nothing moves after.
  if (records <= fewRecords) return
  later ??= setTimeout(draw, Math.max(0, drawEvery - (performance.now() - drawn)))
}

function draw(): void {
  clearTimeout(later)
  later = undefined
  drawn = performance.now()
  statusChoices()
  const chosen = chosenRules()
  const sure = chosen.filter(isSure)
  const unsure = chosen.filter((one) => !isSure(one))
  lists.full.show(sure)
  lists.unsure.show(unsure)
  const nearby = near.filter(isChosen)
  drawNear(nearby)
  part('#faults').innerHTML = html`${faultList(faults, last?.faults ?? faults.length)}`.markup
  save.disabled = chosen.length === 0
  const hidden = fired.size - chosen.length
  sums.innerHTML = join(
    [
      html`<span class="yes">${plural(sure.length, 'full match', 'full matches')}</span>`,
      unsure.length > 0 && html`<span class="maybe">${figure(unsure.length)} unsure</span>`,
      last?.few && html`<span class="nearly">${plural(nearby.length, 'near match', 'near matches')}</span>`,
      hidden > 0 && html`<span>${plural(hidden, 'rule')} filtered out</span>`,
    ].filter(Boolean),
    html`<span class="vh">, </span>`,
  ).markup
}

function drawNear(shown: readonly NearMatch[]): void {
  const host = part('#near')
  if (!last) host.replaceChildren()
  else if (!last.few)
    host.innerHTML =
      html`<p class="small muted aside">Near matches are looked for where there are ${fewRecords} records or fewer.</p>`.markup
  else
    host.innerHTML =
      html`<section class="sec"><h2>Near matches<span class="n">${shown.length > 0 && `${figure(shown.length)}, each with the one test that stops it`}</span></h2>${
        shown.length > 0
          ? html`<ul class="results">${shown.map((one) => html`<li class="res">${nearItem(one)}</li>`)}</ul>`
          : html`<p>None: no other rule is one test away from firing.</p>`
      }</section>`.markup
}

const isChosen = (rule: Fired | NearMatch): boolean =>
  fits(rule, { family: bys.family.value, level: bys.level.value, status: bys.status.value })

const chosenRules = (): readonly Fired[] => [...fired.values()].filter(isChosen).sort(byLevel)

/** The statuses that there are. */
function statusChoices(): void {
  const known = new Set([...bys.status.options].map(({ value }) => value))
  for (const { status } of [...fired.values(), ...near])
    if (status !== undefined && !known.has(status)) {
      known.add(status)
      bys.status.add(new Option(status, status))
    }
}

function download(blob: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = 'matches.jsonl'
  link.click()
  URL.revokeObjectURL(link.href)
}

function startPasted(): void {
  if (area.value.trim() !== '') start([{ name: 'pasted', blob: new Blob([area.value]) }])
}

/** Whoever reaches for the field will need the rules. */
function loadAhead(): void {
  ask({ kind: 'load', root })
}

takeDrops(part('#target'), start)
files.addEventListener('change', () => {
  start([...(files.files ?? [])].map(inputOf))
  // The same file can be chosen again.
  files.value = ''
})
part<HTMLFormElement>('#give').addEventListener('submit', (event) => {
  event.preventDefault()
  startPasted()
})
area.addEventListener('paste', () => setTimeout(startPasted))
area.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) startPasted()
})
for (const element of [area, files]) element.addEventListener('focus', loadAhead, { once: true })
addEventListener('dragenter', loadAhead, { once: true })
for (const button of document.querySelectorAll<HTMLElement>('[data-record]'))
  button.addEventListener('click', () => {
    area.value = button.dataset.record ?? ''
    startPasted()
  })
stop.addEventListener('click', () => {
  ask({ kind: 'stop' })
  if (phase !== 'loading') return
  run++
  finish()
})
save.addEventListener('click', () => ask({ kind: 'lines', rules: chosenRules().map(({ rule }) => rule) }))
for (const select of Object.values(bys)) select.addEventListener('change', draw)
