/** Ascending numbers, as of rules, as the first and the distances between them: small numbers make small files. */
export const distances = (ascending: readonly number[]): number[] =>
  ascending.map((number, i) => number - (ascending[i - 1] ?? 0))

/** The numbers again. */
export function undistanced(list: readonly number[]): readonly number[] {
  if (list.length < 2) return list
  let at = 0
  return list.map((distance) => {
    at += distance
    return at
  })
}
