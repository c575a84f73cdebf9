/** `[id, shortname, name]`: `['TA0002', 'execution', 'Execution']`. */
type TacticTuple = readonly [id: string, shortname: string, name: string]

/**
 * `[id, name, tactics, platforms, successor?]`: tactics are shortnames between blanks in matrix order, platforms stand
 * between commas. The fifth cell is there when ATT&CK has withdrawn the technique: the id that replaces it, or null when
 * nothing does. A withdrawn technique may name tactics that its version no longer has.
 */
type TechniqueTuple = readonly [
  id: string,
  name: string,
  tactics: string,
  platforms: string,
  successor?: string | null,
]

export interface AttackTable {
  readonly version: string
  /** In matrix order. */
  readonly tactics: readonly TacticTuple[]
  /** By id. */
  readonly techniques: readonly TechniqueTuple[]
}
