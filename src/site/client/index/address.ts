import { type Choice, toAddress } from '../../rules-index-address.js'

/** The choice in the address. A run of typing is one step of the browser's history. */

const addressOf = (of: Choice): string => toAddress(of) || location.pathname

let typing = false
/** Browsers count and delay changes of the address, so a run of typing writes it when the fingers rest. */
let resting: { readonly timer: ReturnType<typeof setTimeout>; readonly choice: Choice } | undefined

export function write(choice: Choice, how: 'step' | 'typing'): void {
  if (how === 'typing' && typing) {
    clearTimeout(resting?.timer)
    resting = { timer: setTimeout(writeNow, 200), choice }
  } else {
    writeNow()
    history.pushState(null, '', addressOf(choice))
  }
  typing = how === 'typing'
}

/** The next letter begins a step of its own. */
export function stopTyping(): void {
  typing = false
}

export function writeNow(): void {
  if (!resting) return
  const { choice } = resting
  forget()
  history.replaceState(null, '', addressOf(choice))
}

/** What was not written yet is no longer wanted: the browser went to another address. */
export function forget(): void {
  clearTimeout(resting?.timer)
  resting = undefined
}

/** Coming back from a rule, the list must be as long as it was for the browser to find the place again. */
export interface Left {
  readonly rows: number
  readonly y: number
}

export const isLeft = (state: unknown): state is Left =>
  typeof state === 'object' && state !== null && 'rows' in state && 'y' in state && typeof state.y === 'number'
