/** How often long work says how far it is, and lets messages in. */
export interface Pace {
  isDue(): boolean
  rest(): Promise<void>
}

/** Milliseconds between two rests. */
const between = 100

export function pace(report: () => void): Pace {
  let last = performance.now()
  const channel = new MessageChannel()
  let wake: () => void = () => {}
  channel.port1.onmessage = () => wake()
  return {
    isDue: () => performance.now() - last > between,
    async rest() {
      report()
      // A message to oneself comes after those that wait, and sooner than any timer.
      await new Promise<void>((done) => {
        wake = done
        channel.port2.postMessage(null)
      })
      last = performance.now()
    },
  }
}
