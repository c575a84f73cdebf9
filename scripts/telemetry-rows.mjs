/**
 * Prints the rows of an event table, as src/data/telemetry keeps them, from a dictionary of events.
 *
 *   node scripts/telemetry-rows.mjs FIELDS.json PROVIDER [TITLES.yaml] > rows.ts
 *
 * FIELDS.json: [{provider, event, version, title, fields: [{name, type}]}], the shape of OSSEM's data dictionaries;
 * the newest version of an event counts. TITLES.yaml: a map `security_event_titles` of event id to title; these are
 * taken as the vendor's. An event without a title is marked as not verified.
 */
import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'

const [fieldsPath, provider, titlesPath] = process.argv.slice(2)
if (!fieldsPath || !provider) {
  console.error('usage: node scripts/telemetry-rows.mjs FIELDS.json PROVIDER [TITLES.yaml]')
  process.exit(2)
}

const types = {
  GUID: 'guid',
  SID: 'sid',
  FILETIME: 'date',
  SYSTEMTIME: 'date',
  date: 'date',
  Boolean: 'boolean',
  boolean: 'boolean',
  Pointer: 'hex',
  Binary: 'hex',
  HexInt32: 'hex',
  HexInt64: 'hex',
  Float: 'float',
  Double: 'float',
  ip: 'ip',
}

/** Runs of fields that many events share: the constant that the module gives each. */
const runs = [
  ['who', 'SubjectUserSid:sid SubjectUserName SubjectDomainName SubjectLogonId:hex'],
  ['target', 'TargetUserName TargetDomainName TargetSid:sid'],
  ['filter', 'FilterRTID:integer LayerName LayerRTID:integer'],
  ['caller', 'ProcessId:hex ProcessName:path'],
]

function typeOf({ name, type }) {
  if (types[type]) return types[type]
  if (/^U?Int/.test(type) || type === 'integer') return 'integer'
  if (/Guid$/.test(name)) return 'guid'
  if (
    /^(ProcessName|NewProcessName|ParentProcessName|CallerProcessName|Application|.*(FilePath|FileName|ImagePath|Path))$/.test(
      name,
    )
  )
    return 'path'
  if (/^(Ip|Source|Dest|Client|Local|Remote)Address$/.test(name)) return 'ip'
  return 'string'
}

const tidy = (title) =>
  title
    .replace(/^Event(?: ID)? \d+\s*-?:?\s*/, '')
    .replace(/[.:\s]+$/, '')
    .replace(/%\d+/g, '…')

const titles = new Map()
const newest = new Map()
for (const event of JSON.parse(readFileSync(fieldsPath, 'utf8'))) {
  if (event.provider !== provider) continue
  const other = newest.get(event.event)
  if (!other || Number(event.version) > Number(other.version)) newest.set(event.event, event)
  const title = tidy(event.title)
  if (title !== '' && !/^task_\d+$/.test(title)) titles.set(event.event, title)
}
if (titlesPath)
  for (const [id, title] of Object.entries(load(readFileSync(titlesPath, 'utf8')).security_event_titles))
    titles.set(id, tidy(title))

function row(id) {
  const found = newest.get(id)
  const title = titles.get(id)
  let fields = (found?.fields ?? [])
    .map((field) => {
      const type = typeOf(field)
      return type === 'string' ? field.name : `${field.name}:${type}`
    })
    .join(' ')
  for (const [name, run] of runs) fields = fields.replace(run, `\${${name}}`)
  return `  ${title ? id : `${id}?`} | ${title ?? `Event ${id}`} | ${fields}`.trimEnd()
}

const ids = [...new Set([...newest.keys(), ...titles.keys()])].sort((a, b) => Number(a) - Number(b))
const used = ids.map(row)
console.log(`// Begun with scripts/telemetry-rows.mjs from a public dictionary of ${provider}, then corrected by hand.`)
for (const [name, run] of runs)
  if (used.some((line) => line.includes(`\${${name}}`))) console.log(`const ${name} = '${run}'`)
console.log(`\nexport const rows = \`\n${used.join('\n')}\n\``)
