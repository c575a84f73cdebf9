import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)))
const entry = join(projectRoot, 'dist', 'cli', 'index.js')

/** Compiles what these tests run, unless that was done. */
export const compile = (): void => {
  execFileSync(process.execPath, [join(projectRoot, 'scripts', 'setup.mjs'), '--build'], { stdio: 'pipe' })
}

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Starts the built program as a user would. */
export const start = (args: readonly string[], cwd?: string): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [entry, ...args], { cwd, env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '' } })

/** Runs it to its end. */
export async function run(args: readonly string[], cwd?: string): Promise<Ended> {
  const child = start(args, cwd)
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  child.stdin.end()
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, out, err }
}

export const temporaryFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'detectionary-')))

export function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

/** A rule that reads whole, with what is said of it. */
export const rule = ({ title = 'Odd tool seen', id = '', value = '\\odd.exe' } = {}): string => `title: ${title}
id: ${id || '0d5f7f3e-1111-4222-8333-0123456789ab'}
status: test
description: Sees an odd tool being started.
author: A. Tester
date: 2026-01-02
level: high
tags:
    - attack.execution
    - attack.t1059.001
logsource:
    product: windows
    category: process_creation
detection:
    selection:
        Image|endswith: '${value}'
        CommandLine|contains:
            - ' -enc '
            - ' -e '
    filter_main_parent:
        ParentImage: 'C:\\Program Files\\Odd\\odd.exe'
    condition: selection and not 1 of filter_main_*
falsepositives:
    - Odd administrators
`
