/** Endings of the files that may hold rules, without the dot. families.ts has a reader for each. */
export const extensions = ['yml', 'yaml', 'toml', 'md', 'kql', 'csl'] as const
