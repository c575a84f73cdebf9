/** Values that say the same in different spellings. Each takes a text as written and gives the one that stands for all. */

const hives: readonly (readonly [RegExp, string])[] = [
  [/^(?:hkey_local_machine|\\registry\\machine)(?=\\|$)/i, 'HKLM'],
  [/^(?:hkey_users|\\registry\\user)(?=\\|$)/i, 'HKU'],
  [/^hkey_current_user(?=\\|$)/i, 'HKCU'],
  [/^hkey_classes_root(?=\\|$)/i, 'HKCR'],
  [/^hkey_current_config(?=\\|$)/i, 'HKCC'],
]

/** `HKEY_LOCAL_MACHINE\SOFTWARE` and `\REGISTRY\MACHINE\SOFTWARE` as `HKLM\SOFTWARE`. */
export function shortHive(text: string): string {
  if (!/^(?:hkey_|\\registry\\)/i.test(text)) return text
  for (const [pattern, short] of hives) if (pattern.test(text)) return text.replace(pattern, short)
  return text
}

/** `DWORD (0x00000001)` as `0x00000001`: Sysmon names the type of a number that is set, others do not. */
export const bareNumber = (text: string): string => /^DWORD \((0x[0-9a-f]{8})\)$/i.exec(text)?.[1] ?? text

const lengths: Readonly<Record<string, number>> = { MD5: 32, SHA1: 40, SHA256: 64, IMPHASH: 32 }

/** `SHA256=<64 digits>`, one of a list of hashes, as its algorithm and its digits. */
export function hashOf(text: string): { algorithm: string; digits: string } | undefined {
  const [, name = '', digits = ''] = /^([a-z0-9]+)=([0-9a-f]+)$/i.exec(text) ?? []
  const algorithm = name.toUpperCase()
  return lengths[algorithm] === digits.length ? { algorithm, digits } : undefined
}

/** Endings that only Windows gives to what it runs. */
const windowsFile = /\.(?:bat|cmd|com|cpl|dll|exe|hta|msc|msi|ocx|pif|ps1|psm1|scr|sys|vbe|vbs|wsf|xll)$/i

/** What stands before the last part of a path where nothing but that part tells the system. */
export const likelySeparator = (name: string): '\\' | '/' => (windowsFile.test(name) ? '\\' : '/')
