import { canonical, type FieldContext } from './fields.js'

/** Whether a field only says which telemetry a rule is about; such fields become event coverage, not indicators. */
export const isRouting = (written: string, context: FieldContext): boolean => canonical(written, context).routing
