/** What one entry of a log may be long. Longer ones are reported and skipped. */
export const maxEntryBytes = 64 * 1024 * 1024

/** Entries nested deeper are left out: no real one is, and a parser's memory grows with depth. */
export const maxDepth = 1000

export const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024)
