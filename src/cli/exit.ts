/** What the program ends with: 0 all is well, 1 findings or a failure, 2 it was asked in a way it does not understand. */
export type ExitCode = 0 | 1 | 2

/** Asked in a way we do not understand. The message says what to do instead. Ends with 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Asked well, and yet not to be done: a folder that is not ours, a port in use. Ends with 1. */
export class Failure extends Error {
  override name = 'Failure'
}
