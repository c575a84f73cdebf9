/** In the order of UTF-16 units, which is the same in every locale. */
export const byUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
