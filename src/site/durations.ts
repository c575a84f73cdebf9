const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const

/** `5 m`, `1 h 30 m`: milliseconds in at most two units. */
export function duration(millis: number): string {
  const parts: string[] = []
  let left = Math.round(millis)
  for (const [name, size] of units) {
    const n = Math.floor(left / size)
    if (n > 0) parts.push(`${n} ${name}`)
    left -= n * size
    if (parts.length === 2) break
  }
  return parts.join(' ') || '0 s'
}
