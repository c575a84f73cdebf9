import type { Enabling } from './enabling-types.js'

/** The element of Sysmon's configuration that asks for an event: id, element, what else is known. */
const elements: readonly (readonly [id: number, element: string, more?: string])[] = [
  [1, 'ProcessCreate'],
  [2, 'FileCreateTime'],
  [3, 'NetworkConnect'],
  [5, 'ProcessTerminate'],
  [6, 'DriverLoad'],
  [7, 'ImageLoad', 'It is many records, so it wants narrow rules.'],
  [8, 'CreateRemoteThread'],
  [9, 'RawAccessRead'],
  [10, 'ProcessAccess', 'It is many records, so it wants narrow rules.'],
  [11, 'FileCreate'],
  [12, 'RegistryEvent'],
  [13, 'RegistryEvent'],
  [14, 'RegistryEvent'],
  [15, 'FileCreateStreamHash'],
  [17, 'PipeEvent'],
  [18, 'PipeEvent'],
  [19, 'WmiEvent'],
  [20, 'WmiEvent'],
  [21, 'WmiEvent'],
  [22, 'DnsQuery'],
  [23, 'FileDelete', 'Deleted files are kept in the folder that `ArchiveDirectory` names.'],
  [24, 'ClipboardChange'],
  [25, 'ProcessTampering'],
  [26, 'FileDeleteDetected'],
  [29, 'FileExecutableDetected'],
]

/** Not written by a Sysmon without a configuration. */
const off: ReadonlySet<string> = new Set(['NetworkConnect', 'ImageLoad'])

const always: Enabling = { byDefault: 'on', how: 'Sysmon writes it whatever its configuration says.' }

/** The same rules block: an example that matches everything would do harm. */
const blocked = (element: string): Enabling => ({
  byDefault: 'off',
  how: `Sysmon's configuration: the rules of \`${element}\` say what is blocked, which is then written.`,
})

const asked = (element: string, more: string | undefined): Enabling => ({
  ...(off.has(element) && { byDefault: 'off' as const }),
  how: `Sysmon's configuration: the rules of \`${element}\` say which records are written. An exclusion list without rules writes all of them.${more === undefined ? '' : ` ${more}`}`,
  lines: [`<${element} onmatch="exclude"/>`],
})

/** Events that Sysmon for Linux has too. */
const onLinux = new Set([1, 3, 5, 9, 11, 23])

export const sysmonSettings: Readonly<Record<string, Enabling>> = Object.fromEntries([
  ...elements.map(([id, element, more]) => [`sysmon/${id}`, asked(element, more)]),
  ...elements
    .filter(([id]) => onLinux.has(id))
    .map(([id, element]) => [`linux-sysmon/${id}`, asked(element, undefined)]),
  ['sysmon/27', blocked('FileBlockExecutable')],
  ['sysmon/28', blocked('FileBlockShredding')],
  ...[4, 16, 255].map((id) => [`sysmon/${id}`, always]),
  ['sysmon', { how: 'Install Sysmon with a configuration.', lines: ['sysmon64 -accepteula -i config.xml'] }],
  [
    'linux-sysmon',
    { how: 'Install Sysmon for Linux with a configuration.', lines: ['sysmon -accepteula -i config.xml'] },
  ],
])
