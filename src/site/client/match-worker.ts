/** Runs the rules of the catalog over records, beside the page, so that the page stays quick. */
import type { Ask, Told } from '../match-protocol.js'
import type { PortableRule } from '../match-rules.js'
import { loadRules } from './match/rules.js'
import { Session } from './match/session.js'

const tell = (told: Told): void => postMessage(told)

let rules: Promise<readonly PortableRule[]> | undefined
let session: Session | undefined
/** Of the run of the session. */
let run = 0
/** Of the run that was asked for last; 0 when it was stopped. */
let wanted = 0

addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  answer(data).catch((error: unknown) => {
    tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  })
})

async function answer(ask: Ask): Promise<void> {
  switch (ask.kind) {
    case 'load':
      await load(ask.root)
      return
    case 'run':
      return start(ask)
    case 'stop':
      session?.stop()
      wanted = 0
      return
    case 'open':
      if (session) tell({ kind: 'opened', run, rule: ask.rule, hits: session.open(ask.rule, ask.from) })
      return
    case 'lines':
      if (session) tell({ kind: 'lines', run, blob: session.lines(ask.rules) })
      return
    default:
      ask satisfies never
  }
}

function load(root: string): Promise<readonly PortableRule[]> {
  rules ??= loadRules(root, (done, of) => tell({ kind: 'loading', done, of }))
  rules.catch(() => {
    // Another try may go better.
    rules = undefined
  })
  return rules
}

async function start({ root, inputs, run: number }: Extract<Ask, { kind: 'run' }>): Promise<void> {
  wanted = number
  session?.stop()
  const loaded = await load(root)
  // It was stopped, or another one was asked for meanwhile.
  if (wanted !== number) return
  tell({ kind: 'loaded', rules: loaded.length })
  const mine = new Session(loaded, inputs, {
    progress: (progress) => tell({ kind: 'progress', run: number, progress }),
    fired: (fired) => tell({ kind: 'fired', run: number, rules: fired }),
    faults: (faults) => tell({ kind: 'faults', run: number, faults }),
    near: (near) => tell({ kind: 'near', run: number, near }),
  })
  session = mine
  run = number
  const outcome = await mine.run()
  tell({ kind: 'done', run: number, outcome })
}
