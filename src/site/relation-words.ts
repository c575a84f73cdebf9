import type { WrittenName } from '../catalog/field-survey.js'

/** What stands in a written field, seen from the canonical one. */
export const relationWords: Readonly<Record<WrittenName['relation'], string>> = {
  exact: 'the same',
  basename: 'the last part of the path',
  dirname: 'the path without its last part',
  ext: 'the ending of the path’s last part',
  leaf: 'the last element',
  key: 'the registry path without its value',
  subkey: 'the registry path without hive and value',
  domain: 'the domain of the account',
  token: 'a list of the arguments',
  word: 'the words of the text',
  map: 'the same in other values',
  sid: 'the account’s security identifier',
  upn: 'the account’s principal name',
  url: 'a URL or host',
  acting: 'the same of the process that acts',
  old: 'what it was before',
  json: 'the text of a structure',
  approx: 'mostly the same',
}
