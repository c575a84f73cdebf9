/** One value of a log entry. */
export type Scalar = string | number | boolean

/**
 * One log entry as rules see it: field names to values, whatever the log's own nesting. Every field has at least one value;
 * a field that is null or empty in the log is not there.
 */
export type FlatRecord = ReadonlyMap<string, readonly Scalar[]>
