/**
 * Lower case, one character independent of its neighbours: `toLowerCase` writes a capital sigma in two ways by what
 * follows it, which would make a part of a text unequal to the same part of a longer one.
 */
export const fold = (text: string): string => text.toLowerCase().replaceAll('ς', 'σ')
