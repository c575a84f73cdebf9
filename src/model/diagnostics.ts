import type { Diagnostic, Severity, Span } from './rule.js'

/** Every diagnostic there is: its code, how bad it is, and its words. Codes are stable; words may change. */
const words = {
  'file/unreadable': ['error', (why: string) => `The file cannot be read: ${why}.`],
  'file/too-large': [
    'error',
    (size: string, limit: string) => `The file has ${size}; files over ${limit} are not read.`,
  ],
  'file/binary': ['error', () => 'This is a binary file, not a rule.'],
  'file/encoding': ['error', () => 'The file is not valid UTF-8 from here on.'],
  'file/link-loop': ['warning', (target: string) => `The link leads back to ${target}; it is not followed.`],
  'file/too-deep': ['warning', (limit: number) => `Folders more than ${limit} deep are not entered.`],

  'yaml/outdented': ['warning', () => 'The lines of a quoted text have to be indented; read as if they were.'],
  'yaml/syntax': ['error', (detail: string) => `Broken YAML: ${detail}.`],
  'yaml/duplicate-key': ['error', (key: string) => `The key "${key}" occurs twice; YAML allows it once.`],
  'yaml/unknown-alias': ['error', (name: string) => `The alias *${name} has no anchor before it.`],
  'yaml/alias-bomb': [
    'error',
    (limit: number) => `Aliases expand to more than ${limit} values; this one is not followed.`,
  ],
  'yaml/key-not-text': ['error', () => 'A list or map cannot be a key here.'],
  'yaml/empty': ['note', () => 'The file holds no document.'],

  'toml/syntax': ['error', (detail: string) => `Broken TOML: ${detail}.`],
  'toml/duplicate-key': ['error', (key: string) => `The key "${key}" occurs twice; TOML allows it once.`],
  'toml/too-large': [
    'error',
    (size: number, limit: number) => `The file has ${size} characters; TOML of more than ${limit} is not read.`,
  ],
  'toml/value-too-large': [
    'error',
    (size: number) => `A value of ${size} characters is too large or too deep to be read.`,
  ],
  'toml/too-nested': ['error', (limit: number) => `Nested more than ${limit} deep; not read further.`],

  'sigma/not-a-rule': ['note', () => 'Not a Sigma rule: it has no title, log source or detection.'],
  'sigma/not-a-map': ['error', (what: string) => `"${what}" must be a map of names to values.`],
  'sigma/no-detection': ['error', () => 'The rule has no detection, correlation or filter.'],
  'sigma/no-title': ['warning', () => 'The rule has no title.'],
  'sigma/no-id': ['note', () => 'The rule has no id; nothing can refer to it.'],
  'sigma/no-logsource': ['warning', () => 'The rule has no log source; no telemetry can be told from it.'],
  'sigma/no-condition': ['error', () => 'The detection has no condition.'],
  'sigma/no-identifier': ['error', () => 'The detection has no search identifier.'],
  'sigma/bad-value': ['warning', (key: string, found: string) => `"${found}" is not a known ${key}.`],
  'sigma/bad-date': ['warning', (found: string) => `"${found}" is not a date of the form YYYY-MM-DD.`],
  'sigma/empty-identifier': ['error', (name: string) => `"${name}" is empty: it holds nothing to look for.`],
  'sigma/empty-list': ['error', (key: string) => `"${key}" has an empty list: it can never be true.`],
  'sigma/nested-value': ['error', (key: string) => `"${key}" holds a map or a list of lists; a value must be plain.`],
  'sigma/too-nested': ['error', (limit: number) => `Nested more than ${limit} deep; not read further.`],
  'sigma/unknown-modifier': [
    'error',
    (name: string, near?: string) => `Unknown modifier "${name}"${near ? `; did you mean "${near}"?` : '.'}`,
  ],
  'sigma/modifier-conflict': ['error', (a: string, b: string) => `The modifiers "${a}" and "${b}" exclude each other.`],
  'sigma/modifier-order': ['error', (name: string, after: string) => `"${name}" only makes sense after "${after}".`],
  'sigma/not-a-number': ['error', (name: string, found: string) => `"${name}" compares numbers; "${found}" is none.`],
  'sigma/not-a-boolean': ['error', (found: string) => `"exists" takes true or false, not "${found}".`],
  'sigma/bad-cidr': ['error', (found: string) => `"${found}" is not a network such as 10.0.0.0/8 or fe80::/10.`],
  'sigma/bad-regex': ['error', (detail: string) => `The regular expression cannot be used: ${detail}.`],
  'sigma/wildcard-encoded': ['error', (name: string) => `A value with wildcards cannot be encoded with "${name}".`],
  'sigma/null-with-modifier': ['error', (name: string) => `null cannot be combined with "${name}".`],
  'sigma/leading-wildcard-only': ['note', () => 'The value is only a wildcard: it asks whether the field is there.'],
  'sigma/unknown-identifier': [
    'error',
    (name: string, near?: string) =>
      `The condition names "${name}", which the detection does not have${near ? `; did you mean "${near}"?` : '.'}`,
  ],
  'sigma/unmatched-pattern': ['error', (pattern: string) => `No search identifier fits "${pattern}".`],
  'sigma/unused-identifier': ['warning', (name: string) => `"${name}" is never used by the condition.`],
  'sigma/condition-syntax': ['error', (detail: string) => `The condition cannot be read: ${detail}.`],
  'sigma/too-many-combinations': ['error', (text: string) => `"${text}" has too many combinations to be spelled out.`],
  'sigma/legacy-aggregation': [
    'warning',
    () => 'Aggregation after "|" is deprecated; a correlation rule says the same.',
  ],
  'sigma/unread-aggregation': ['error', (text: string) => `The aggregation "${text}" is not understood.`],
  'sigma/bad-timespan': ['error', (found: string) => `"${found}" is not a time span such as 30s, 5m, 1h or 7d.`],
  'sigma/bad-action': ['error', (found: string) => `Unknown action "${found}"; known are global, reset and repeat.`],
  'sigma/bad-correlation': ['error', (detail: string) => `The correlation cannot be read: ${detail}.`],
  'sigma/bad-filter': ['error', (detail: string) => `The filter cannot be read: ${detail}.`],

  'elastic/not-a-rule': ['note', () => 'Not an Elastic rule: it has no rule table with a name, a type or a query.'],
  'elastic/no-title': ['warning', () => 'The rule has no name.'],
  'elastic/no-id': ['note', () => 'The rule has no rule_id; nothing can refer to it.'],
  'elastic/no-type': ['error', () => 'The rule has no type; what it looks for cannot be told.'],
  'elastic/unknown-type': [
    'error',
    (name: string, near?: string) => `Unknown rule type "${name}"${near ? `; did you mean "${near}"?` : '.'}`,
  ],
  'elastic/unknown-language': ['error', (name: string) => `Queries in "${name}" are not read.`],
  'elastic/no-query': ['error', (key: string) => `A rule of this type needs "${key}".`],
  'elastic/no-index': ['note', () => 'The rule names no index; it reads the default indices of its space.'],
  'elastic/empty-query': ['note', () => 'The query is empty: every event satisfies it.'],
  'elastic/bad-value': ['warning', (key: string, found: string) => `"${found}" is not a known ${key}.`],
  'elastic/bad-date': ['warning', (found: string) => `"${found}" is not a date of the form YYYY/MM/DD.`],
  'elastic/bad-time': ['error', (key: string, found: string) => `"${key}" is not a time such as now-9m: "${found}".`],
  'elastic/not-a-number': ['error', (key: string) => `"${key}" needs a number.`],
  'elastic/no-fields': ['error', (key: string) => `"${key}" names no field.`],
  'elastic/no-jobs': ['error', () => 'The rule names no anomaly detection job.'],
  'elastic/no-mapping': ['error', () => 'The rule pairs no field of its events with one of the indicators.'],
  'elastic/bad-mapping': ['error', () => 'An entry of the mapping lacks its field or value.'],
  'elastic/mixed-mapping': ['error', () => 'Entries that must and must not match are mixed in one list.'],
  'elastic/bad-threat': ['warning', () => 'The threat names no tactic by its id.'],
  'elastic/saved-query': ['note', () => 'The query is saved in Kibana; only what stands here is read.'],
  'elastic/exceptions': ['note', () => 'Exceptions are kept in lists elsewhere; they are not part of what is shown.'],
  'elastic/unplaced-filters': ['error', () => 'Filters of a query that does not begin with a test are not read.'],

  'kibana/unread': ['error', (what: string) => `The filter cannot be read: ${what}.`],
  'kibana/disabled': ['note', () => 'The filter is switched off.'],
  'kibana/too-nested': ['error', (limit: number) => `Nested more than ${limit} deep; not read further.`],

  'eql/empty': ['error', () => 'The query is empty.'],
  'eql/syntax': ['error', (detail: string) => `The query cannot be read: ${detail}.`],
  'eql/too-nested': ['error', (limit: number) => `Nested more than ${limit} deep; not read further.`],
  'eql/not-a-test': ['error', (what: string) => `A condition must be true or false; ${what} is neither.`],
  'eql/unknown-function': [
    'error',
    (name: string, near?: string) => `Unknown function "${name}"${near ? `; did you mean "${near}"?` : '.'}`,
  ],
  'eql/wrong-arguments': ['error', (name: string, takes: string) => `"${name}" takes ${takes}.`],
  'eql/bad-escape': ['error', (found: string) => `"${found}" is no escape sequence; it is kept as it stands.`],
  'eql/bad-cidr': ['error', (found: string) => `"${found}" is not a network such as 10.0.0.0/8 or fe80::/10.`],
  'eql/null-in-test': ['warning', () => 'Only == and != can be used with null; anything else is never true.'],
  'eql/not-elasticsearch': [
    'warning',
    (what: string, instead?: string) => `Elasticsearch does not take ${what}${instead ? `; it takes ${instead}` : ''}.`,
  ],
  'eql/kinship': ['error', (what: string) => `"${what}" asks about related processes; Elasticsearch has no such test.`],
  'eql/bad-sequence': ['error', (detail: string) => `The sequence cannot run: ${detail}.`],
  'eql/unknown-pipe': [
    'error',
    (name: string, near?: string) => `Unknown pipe "${name}"${near ? `; did you mean "${near}"?` : '.'}`,
  ],
  'eql/bad-pipe': ['error', (name: string, takes: string) => `The pipe "${name}" takes ${takes}.`],

  'esql/syntax': ['error', (detail: string) => `The query cannot be read: ${detail}.`],
  'esql/too-nested': ['error', (limit: number) => `Nested more than ${limit} deep; not read further.`],
  'esql/empty': ['error', () => 'The query is empty.'],
  'esql/no-source': ['error', (command: string) => `"${command}" reads no events; a query begins with FROM.`],
  'esql/late-source': ['error', (command: string) => `"${command}" can only begin a query.`],
  'esql/unread-command': [
    'warning',
    (command: string) => `What "${command}" does is not followed; what comes after it is read as if it did nothing.`,
  ],
  'esql/unread-query': ['warning', (fn: string) => `The query text of "${fn}" is not read.`],
  'esql/unread-join': ['warning', () => 'Only fields that must be equal are understood in a join.'],
  'esql/no-match-field': [
    'note',
    (policy: string) => `The fields that "${policy}" is matched on are not in the query.`,
  ],
  'esql/null-comparison': ['warning', () => 'Nothing is equal to null; "is null" asks whether a field is missing.'],
  'esql/case-never': [
    'warning',
    (value: string, fn: string) => `"${value}" never equals what "${fn}" yields: its case differs.`,
  ],
  'esql/unknown-column': [
    'warning',
    (name: string, near?: string) =>
      `No command before this one makes a column "${name}"${near ? `; did you mean "${near}"?` : '.'}`,
  ],

  'kuery/syntax': ['error', (detail: string) => `The query cannot be read: ${detail}.`],
  'kuery/too-nested': ['error', (limit: number) => `Nested more than ${limit} deep; not read further.`],
  'kuery/tolerated': ['warning', (what: string) => `Kibana does not accept ${what}.`],
  'kuery/null': ['warning', () => 'Elasticsearch refuses to compare with null; read as "the field is missing".'],
  'kuery/free-text': ['note', () => 'A value without a field: it is looked for in every field that can be searched.'],
  'kuery/nested': [
    'note',
    (path: string) => `That one element of "${path}" has to satisfy all of this is not kept; its elements may share.`,
  ],

  'splunk/no-title': ['warning', () => 'The detection has no name.'],
  'splunk/no-id': ['note', () => 'The detection has no id; nothing can refer to it.'],
  'splunk/no-search': ['error', () => 'The detection has no search.'],
  'splunk/search-not-text': ['error', () => 'The search must be text; a list or a map cannot be run.'],
  'splunk/ill-typed': ['warning', (key: string, shape: string) => `"${key}" must be ${shape}.`],
  'splunk/bad-value': ['warning', (key: string, found: string) => `"${found}" is not a known ${key}.`],
  'splunk/bad-date': ['warning', (found: string) => `"${found}" is not a date of the form YYYY-MM-DD.`],
  'splunk/bad-score': ['warning', (key: string) => `"${key}" must be a number from 0 to 100.`],
  'splunk/bad-macro': ['error', (key: string) => `The macro cannot be used: its ${key} must be text.`],

  'spl/empty': ['error', () => 'The search is empty.'],
  'spl/syntax': ['error', (detail: string) => `The search cannot be read: ${detail}.`],
  'spl/too-nested': ['error', (limit: number) => `Nested more than ${limit} deep; not read further.`],
  'spl/unknown-macro': [
    'warning',
    (name: string) => `The macro "${name}" is not among the files; what it stands for is not read.`,
  ],
  'spl/recursive-macro': ['error', (name: string) => `The macro "${name}" uses itself.`],
  'spl/too-many-macros': ['error', (name: string) => `Macros make the search too long; "${name}" is not put in.`],
  'spl/unread-command': [
    'warning',
    (name: string) => `What "${name}" does is not followed; what comes after it is read as if it did nothing.`,
  ],
  'spl/no-source': ['warning', (verb: string) => `"${verb}" comes first, and yields no records by itself.`],
  'spl/unread-subsearch': ['warning', (why: string) => `What the search in brackets adds is not read: ${why}.`],
  'spl/unread-option': ['note', (command: string, name: string) => `"${name}" of "${command}" is not shown.`],
  'spl/no-join-field': ['note', () => 'No field is named; records go together by all fields that both have.'],
  'spl/dotted-name': [
    'warning',
    (name: string) => `"." joins two texts here; a field of that name is written '${name}', in single quotes.`,
  ],
  'spl/lower-case-operator': [
    'note',
    (word: string) => `"${word}" is a word to look for; only in capital letters it combines conditions.`,
  ],
  'spl/null-comparison': ['warning', () => 'Nothing is equal to null(); isnull() asks whether a field is missing.'],
  'spl/case-never': [
    'warning',
    (value: string, fn: string) => `"${value}" never equals what "${fn}" yields: its case differs.`,
  ],
  'spl/bad-cidr': ['error', (found: string) => `"${found}" is not a network such as 10.0.0.0/8 or fe80::/10.`],

  'kql/empty': ['error', () => 'The query is empty.'],
  'kql/syntax': ['error', (detail: string) => `The query cannot be read: ${detail}.`],
  'kql/too-nested': ['error', (limit: number) => `Nested more than ${limit} deep; not read further.`],
  'kql/too-large': ['error', () => 'The query is too large when its names are put in; not read further.'],
  'kql/command': ['error', () => 'This is a command for the service and no query.'],
  'kql/no-source': ['error', () => 'This operator comes first; nothing says which rows it works on.'],
  'kql/no-result': ['warning', () => 'The query only gives names; none of its statements asks for rows.'],
  'kql/unused-let': ['note', (name: string) => `"${name}" is never used.`],
  'kql/unread-statement': ['warning', (what: string) => `What "${what}" declares is not read.`],
  'kql/unread-operator': [
    'warning',
    (name: string) => `What "${name}" does is not followed; what comes after it is read as if it did nothing.`,
  ],
  'kql/unread-table': ['warning', (what: string) => `Where the rows of "${what}" come from is not understood.`],
  'kql/unread-arguments': ['warning', (name: string) => `What the arguments of "${name}" select is not read.`],
  'kql/unread-call': [
    'warning',
    (name: string) => `The body of "${name}" cannot be put in here; its result is not read.`,
  ],
  'kql/unread-join': ['warning', () => 'Only columns that must be equal are understood in a join.'],
  'kql/unread-membership': [
    'warning',
    (what: string) => `Rows of "${what}" decide this; as a join they are only read where the test must hold by itself.`,
  ],
  'kql/unread-value': [
    'note',
    (name: string) => `The value that "${name}" takes from rows of a table is not followed.`,
  ],
  'kql/all-rows': ['warning', (table: string) => `That every row of "${table}" has to fit is not followed.`],
  'kql/no-column': ['warning', (table: string) => `Which column of "${table}" is compared is not in the query.`],
  'kql/caseless-join': ['note', () => 'Case does not matter here; in the join that stands for it, it does.'],
  'kql/word-join': [
    'warning',
    () => 'A word of the text is enough here; in the join that stands for it, all must be equal.',
  ],
  'kql/each-part': ['note', (name: string) => `That "${name}" looks at each part by itself is not kept.`],
  'kql/not-a-test': ['error', (what: string) => `A condition must be true or false; ${what} is neither.`],
  'kql/null-comparison': ['warning', () => 'Nothing is equal to null; isnull() asks whether a field is missing.'],
  'kql/case-never': [
    'warning',
    (value: string, fn: string) => `"${value}" never equals what "${fn}" yields: its case differs.`,
  ],
  'kql/bad-regex': ['error', (detail: string) => `The regular expression cannot be used: ${detail}.`],
  'kql/bad-cidr': ['error', (found: string) => `"${found}" is not a network such as 10.0.0.0/8 or fe80::/10.`],

  'kusto/no-title': ['warning', () => 'The rule has no name.'],
  'kusto/no-id': ['note', () => 'The rule has no id; nothing can refer to it.'],
  'kusto/no-query': ['error', () => 'The rule has no query.'],
  'kusto/query-not-text': ['error', () => 'The query must be text; a list or a map cannot be run.'],
  'kusto/moved': ['note', () => 'The rule was moved elsewhere; only this notice is left of it.'],
  'kusto/built-in': ['note', (kind: string) => `A rule of the kind "${kind}" has no query; Microsoft keeps its logic.`],
  'kusto/not-a-rule': ['note', () => 'The file holds no query in KQL.'],
  'kusto/no-parser': ['error', () => 'The query is not read: this program has no parser for KQL.'],
  'kusto/bad-value': ['warning', (key: string, found: string) => `"${found}" is not a known ${key}.`],
  'kusto/bad-time': [
    'warning',
    (key: string, found: string) => `"${key}" is not a time such as 5m, 1d or PT1H: "${found}".`,
  ],
  'kusto/bad-trigger': ['error', (detail: string) => `When the rule raises an alert cannot be told: ${detail}.`],
  'kusto/never-fires': ['warning', () => 'No number of results is less than this; the rule never raises an alert.'],
  'kusto/not-a-query': ['note', () => 'This text begins like no query; it is not read.'],
  'kusto/open-fence': ['warning', () => 'The fence of this query is never closed; it ends with the file.'],
  'kusto/joined-label': [
    'warning',
    (name: string) => `"${name}" stands in the label of the fence; it is read as part of the query.`,
  ],

  'catalog/duplicate-id': ['warning', (path: string) => `The id is also used by ${path}.`],
  'catalog/unknown-reference': ['warning', (ref: string) => `No rule of the catalog has the id or name "${ref}".`],
  'catalog/reader-failed': ['error', (detail: string) => `The reader gave up: ${detail}.`],

  'attack/unknown-technique': ['warning', (id: string) => `ATT&CK has no technique ${id}.`],
  'attack/revoked': ['note', (old: string, now: string) => `ATT&CK has revoked ${old} in favour of ${now}.`],
  'attack/deprecated': ['note', (id: string) => `ATT&CK has deprecated ${id} and names no successor.`],
  'attack/unknown-tactic': ['warning', (name: string) => `ATT&CK has no tactic "${name}".`],
} as const satisfies Record<string, readonly [Severity, (...words: never[]) => string]>

export type Code = keyof typeof words

/** The words that a code needs, in order. */
type Words<C extends Code> = Parameters<(typeof words)[C][1]>

export function diagnose<C extends Code>(code: C, span: Span, ...details: Words<C>): Diagnostic {
  const [severity, say] = words[code]
  return { code, severity, message: (say as (...details: Words<C>) => string)(...details), span }
}

const rank: Record<Severity, number> = { error: 0, warning: 1, note: 2 }

export const bySeverity = (a: Diagnostic, b: Diagnostic): number =>
  rank[a.severity] - rank[b.severity] || a.span.from - b.span.from
