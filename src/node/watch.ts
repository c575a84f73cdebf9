import { type FSWatcher, watch } from 'node:fs'
import { errorCode } from './reason.js'

export interface WatchOptions {
  /** Milliseconds of quiet that end a burst of changes. */
  readonly quiet?: number
  /** Look every so many milliseconds instead of being told; used by itself when the system cannot tell. */
  readonly poll?: number | undefined
}

export interface Watcher {
  /** Says anew which folders and files to watch; called after each change, since folders come and go. */
  watch(paths: Iterable<string>): void
  /** False once the system has refused to tell of changes and they are looked for instead. */
  readonly told: boolean
  close(): void
}

/**
 * Calls `onChange` soon after something below the watched folders may have changed, never twice at a time: changes
 * during a call lead to one more call after it. One watch a folder, since Node's recursive one costs one a file on Linux.
 */
export function createWatcher(onChange: () => Promise<void>, options: WatchOptions = {}): Watcher {
  const { quiet = 25, poll } = options
  const watches = new Map<string, FSWatcher>()
  let pending: NodeJS.Timeout | undefined
  let polling: NodeJS.Timeout | undefined
  let running = false
  let again = false
  let closed = false

  async function run(): Promise<void> {
    if (running) {
      again = true
      return
    }
    running = true
    try {
      do {
        again = false
        await onChange()
      } while (again && !closed)
    } finally {
      running = false
    }
  }

  function changed(): void {
    clearTimeout(pending)
    if (!closed) pending = setTimeout(() => void run(), quiet)
  }

  function lookInstead(): void {
    for (const one of watches.values()) one.close()
    watches.clear()
    polling ??= setInterval(changed, poll ?? 1000)
  }

  function add(path: string): void {
    const forget = (): void => {
      watches.get(path)?.close()
      watches.delete(path)
    }
    try {
      const one = watch(path, { persistent: true }, changed)
      // A folder that goes away ends its watch; its parent's tells of the change.
      one.on('error', forget)
      watches.set(path, one)
    } catch (error) {
      // Out of watches. A folder that is gone or closed to us is no reason: nothing of it could be read either.
      if (['ENOSPC', 'EMFILE'].includes(errorCode(error) ?? '')) lookInstead()
    }
  }

  if (poll !== undefined) lookInstead()
  return {
    watch(paths) {
      const wanted = new Set(paths)
      for (const [path, one] of watches)
        if (!wanted.has(path)) {
          one.close()
          watches.delete(path)
        }
      for (const path of wanted) if (!polling && !watches.has(path)) add(path)
    },
    get told() {
      return polling === undefined
    },
    close() {
      closed = true
      clearTimeout(pending)
      clearInterval(polling)
      for (const one of watches.values()) one.close()
      watches.clear()
    },
  }
}
