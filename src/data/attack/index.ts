import { v18_1 } from './v18.1.js'
import { v19_1 } from './v19.1.js'

/** The versions of ATT&CK that rules are placed in, newest first. */
export const attackTables = [v19_1, v18_1] as const

export type AttackVersion = (typeof attackTables)[number]['version']
