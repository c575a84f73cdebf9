/** Fields that a rule says nothing of, made to agree with those that it does. */
import type { FlatRecord, Scalar } from '../record.js'

type Change = readonly [name: string, values: readonly Scalar[]]

/** What a version resource and hashes say of a file; they are left out when the file is another. */
const ofFile = [
  'FileVersion',
  'Description',
  'Product',
  'Company',
  'OriginalFileName',
  'Hashes',
  'Signature',
  'SignatureStatus',
]

/** What would make a record agree with itself: each change by itself, to be taken where the rule still says the same. */
export function* agreeing(record: FlatRecord, base: FlatRecord, asked: ReadonlySet<string>): Generator<Change> {
  const isNew = (name: string): boolean => record.has(name) && record.get(name)?.[0] !== base.get(name)?.[0]
  const isFree = (name: string): boolean => record.has(name) && !asked.has(name)
  for (const prefix of ['', 'Parent']) {
    const image = record.get(`${prefix}Image`)?.[0]
    const command = `${prefix}CommandLine`
    if (image !== undefined && isNew(`${prefix}Image`) && isFree(command)) yield [command, [quoted(String(image))]]
  }
  const file = ['Image', 'ImageLoaded', 'TargetFilename'].find((name) => base.has(name) && isNew(name))
  if (file) for (const name of ofFile) if (isFree(name)) yield [name, []]
}

const quoted = (path: string): string => (path.includes(' ') ? `"${path}"` : path)
