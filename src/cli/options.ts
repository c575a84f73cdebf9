/** Options that several commands take. */
export const cache = {
  type: 'string',
  value: 'DIR',
  about: 'where fetched repositories are kept (default: $XDG_CACHE_HOME/detectionary or ~/.cache/detectionary)',
} as const

export const json = { type: 'boolean', about: 'print it as JSON' } as const
