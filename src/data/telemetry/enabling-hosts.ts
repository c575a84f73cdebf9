import type { Enabling } from './enabling-types.js'

const policies = 'HKLM\\SOFTWARE\\Policies\\Microsoft'

const registry = (key: string, value: string): string => `reg add "${key}" /v ${value} /t REG_DWORD /d 1 /f`

const scriptBlocks = (key: string): Enabling => ({
  how: 'Policy `Turn on PowerShell Script Block Logging`. Without it only blocks that PowerShell itself finds suspicious are written.',
  lines: [registry(`${key}\\ScriptBlockLogging`, 'EnableScriptBlockLogging')],
})

const modules = (key: string): Enabling => ({
  byDefault: 'off',
  how: 'Policy `Turn on Module Logging`, with the names of the modules; `*` stands for all.',
  lines: [
    registry(`${key}\\ModuleLogging`, 'EnableModuleLogging'),
    `reg add "${key}\\ModuleLogging\\ModuleNames" /v * /t REG_SZ /d * /f`,
  ],
})

const core = (row: Enabling): Enabling => ({
  ...row,
  how: `${row.how} PowerShell 7 has policies of its own, and its provider must be registered first, with \`RegisterManifest.ps1\` from its folder.`,
})

/** A log of Windows that is there but switched off. */
const disabledLog = (channel: string): Enabling => ({
  byDefault: 'off',
  how: 'The log is there but disabled.',
  lines: [`wevtutil set-log "${channel}" /enabled:true`],
})

const on = (how: string): Enabling => ({ byDefault: 'on', how })

const blockMode = (what: string, mode: string): Enabling => ({ byDefault: 'off', how: `${what} in ${mode} mode.` })
const asr = 'Defender: the attack surface reduction rule'
const network = 'Defender: network protection'

const ntlm = (policy: string): Enabling => ({
  byDefault: 'off',
  how: `Security option \`Network security: Restrict NTLM: ${policy}\`.`,
})

const locker = (what: string): Enabling => ({
  byDefault: 'off',
  how: `AppLocker: rules for ${what} that are enforced or audited, with the service Application Identity running.`,
})

const windows: Readonly<Record<string, Enabling>> = {
  'powershell/4104': scriptBlocks(`${policies}\\Windows\\PowerShell`),
  'powershell/4103': modules(`${policies}\\Windows\\PowerShell`),
  'powershell-core/4104': core(scriptBlocks(`${policies}\\PowerShellCore`)),
  'powershell-core/4103': core(modules(`${policies}\\PowerShellCore`)),
  'powershell-classic/400': on('Written when an engine starts.'),
  'powershell-classic/600': on('Written when an engine starts, for each provider.'),
  'defender/1121': blockMode(asr, 'block'),
  'defender/1122': blockMode(asr, 'audit'),
  'defender/1125': blockMode(network, 'audit'),
  'defender/1126': blockMode(network, 'block'),
  defender: on('Written where Microsoft Defender Antivirus runs.'),
  'ntlm/8001': ntlm('Outgoing NTLM traffic to remote servers'),
  'ntlm/8002': ntlm('Audit Incoming NTLM Traffic'),
  'ntlm/8004': ntlm('Audit NTLM authentication in this domain'),
  'task-scheduler': disabledLog('Microsoft-Windows-TaskScheduler/Operational'),
  'dns-client': disabledLog('Microsoft-Windows-DNS Client Events/Operational'),
  capi2: disabledLog('Microsoft-Windows-CAPI2/Operational'),
  'driver-framework': disabledLog('Microsoft-Windows-DriverFrameworks-UserMode/Operational'),
  'print-service-operational': disabledLog('Microsoft-Windows-PrintService/Operational'),
  'applocker-exe': locker('executables or DLLs'),
  'applocker-script': locker('scripts or installers'),
  'applocker-package-execution': locker('packaged apps'),
  'applocker-package-deployment': locker('packaged apps'),
  'eventlog/1102': on('Windows writes it whenever the Security log is cleared.'),
  'service-control-manager': on('Windows writes it to its System log.'),
  'kernel-file': {
    byDefault: 'off',
    how: 'No log has it: a trace session (ETW) has to ask the provider for it.',
  },
}

const userSpace = on('The program itself sends it to the audit daemon; no audit rule is needed.')

const linux: Readonly<Record<string, Enabling>> = {
  'auditd/execve': syscalls('execve', 'exec'),
  'auditd/proctitle': { how: 'It comes with every system call that an audit rule asks for.' },
  'auditd/cwd': { how: 'It comes with every system call that an audit rule asks for and that names a path.' },
  'auditd/syscall': {
    how: 'An audit rule on the system call, or on a file.',
    lines: syscalls('execve', 'exec').lines ?? [],
  },
  'auditd/path': {
    how: 'An audit rule on a file or folder, or on a system call that takes a path.',
    lines: ['-w /etc/passwd -p wa -k passwd'],
  },
  'auditd/sockaddr': syscalls('connect', 'net'),
  'auditd/tty': { byDefault: 'off', how: 'The module `pam_tty_audit`, for the users that it names.' },
  'auditd/user_auth': userSpace,
  'auditd/user_login': userSpace,
  'auditd/user_acct': userSpace,
  'auditd/user_start': userSpace,
  'auditd/user_end': userSpace,
  'auditd/user_cmd': userSpace,
  'auditd/cred_acq': userSpace,
  'auditd/add_user': userSpace,
  'auditd/del_user': userSpace,
  'auditd/add_group': userSpace,
  'auditd/del_group': userSpace,
  'auditd/user_mgmt': userSpace,
  'auditd/service_start': userSpace,
  'auditd/service_stop': userSpace,
}

function syscalls(name: string, key: string): Enabling {
  return {
    byDefault: 'off',
    how: `An audit rule on the system call \`${name}\`, for each size of words that programs have.`,
    lines: ['b64', 'b32'].map((arch) => `-a always,exit -F arch=${arch} -S ${name} -k ${key}`),
  }
}

export const hosts: Readonly<Record<string, Enabling>> = { ...windows, ...linux }
