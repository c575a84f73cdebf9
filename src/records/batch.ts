import type { Batch, Fault, LogRecord } from './types.js'

/** Gathers what one push gives; `take` hands it over. */
export class Gathered {
  #records: LogRecord[] = []
  #faults: Fault[] = []
  #number = 0

  record(value: unknown, line?: number): void {
    this.#number++
    this.#records.push(line === undefined ? { number: this.#number, value } : { number: this.#number, line, value })
  }

  fault(fault: Fault): void {
    this.#faults.push(fault)
  }

  take(): Batch {
    const batch = { records: this.#records, faults: this.#faults }
    this.#records = []
    this.#faults = []
    return batch
  }
}
