/** Fields that say which telemetry a rule is about; they become event coverage, not indicators. */
const routing = new Set(['EventID', 'Provider_Name', 'Channel'])

export const isRouting = (field: string): boolean => routing.has(field)
