import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from './reason.js'

/** A sentence of each licence that no other has, most particular first, and its SPDX name. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/detection rule license \(DRL\) 1\.1/i, 'DRL-1.1'],
  [/detection rule license/i, 'DRL-1.0'],
  [/elastic license 2\.0/i, 'Elastic-2.0'],
  [/apache license\s+version 2\.0/i, 'Apache-2.0'],
  [/gnu affero general public license\s+version 3/i, 'AGPL-3.0'],
  [/gnu lesser general public license\s+version 3/i, 'LGPL-3.0'],
  [/gnu lesser general public license\s+version 2\.1/i, 'LGPL-2.1'],
  [/gnu general public license\s+version 3/i, 'GPL-3.0'],
  [/gnu general public license\s+version 2/i, 'GPL-2.0'],
  [/mozilla public license,? version 2\.0/i, 'MPL-2.0'],
  [/attribution-noncommercial-sharealike 4\.0/i, 'CC-BY-NC-SA-4.0'],
  [/attribution-noncommercial 4\.0/i, 'CC-BY-NC-4.0'],
  [/attribution-sharealike 4\.0/i, 'CC-BY-SA-4.0'],
  [/attribution 4\.0 international/i, 'CC-BY-4.0'],
  [/cc0 1\.0 universal/i, 'CC0-1.0'],
  [/this is free and unencumbered software released into the public domain/i, 'Unlicense'],
  [/permission to use, copy, modify, and(?:\/or)? distribute this software for any\s+purpose/i, 'ISC'],
  [/neither the name of .{1,200} nor the names of its\s+contributors/is, 'BSD-3-Clause'],
  [/redistribution and use in source and binary forms/i, 'BSD-2-Clause'],
  [/permission is hereby granted, free of charge, to any person obtaining a copy/i, 'MIT'],
]

/** The SPDX name of a licence, by its text; undefined when it is none that we know. */
export function recognizeLicense(text: string): string | undefined {
  return sentences.find(([sentence]) => sentence.test(text))?.[1]
}

const fileNames = /^(licen[cs]e|copying)([._-].*)?$/i

/** The licence that a folder holds as a file: its SPDX name, or `see LICENSE.txt` when it is none that we know. */
export function findLicense(folder: string): string | undefined {
  try {
    const name = readdirSync(folder)
      .filter((entry) => fileNames.test(entry))
      .sort((a, b) => a.length - b.length)[0]
    if (name === undefined) return undefined
    return recognizeLicense(readFileSync(join(folder, name), 'utf8')) ?? `see ${name}`
  } catch (error) {
    // A licence that cannot be read is a licence that is not known.
    if (errorCode(error) === undefined) throw error
    return undefined
  }
}
