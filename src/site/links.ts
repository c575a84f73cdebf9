/** Addresses of other pages, below the site's root. */

/** The rules index with one facet set. */
export const filtered = (facet: string, value: string): string => narrowed({ [facet]: value })

/** The rules index with several facets set; `q` is what to look for. */
export const narrowed = (choice: Readonly<Record<string, string>>): string =>
  `rules/?${Object.entries(choice)
    .map(([name, value]) => `${name}=${encode(value)}`)
    .join('&')}`

/** Only addresses of the web become links; `javascript:` and the like stay text. */
export const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s/]/i.test(text)

// A lone surrogate has no bytes to encode.
const encode = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(/%20/g, '+')
