import type { DataStream, Telemetry } from './types.js'

/** One record of the integration joins the records of an audit event; these are what tells them apart. */
const audited = `
  auditd/execve        | process | start | executed; process_started
  + auditd/syscall     | process | end info
  auditd/path          | file    |  | opened-file; deleted; renamed; changed-file-permissions-of; changed-file-ownership-of
  auditd/sockaddr      | network network_traffic | | connected-to; bound-socket; listen-for-connections; accepted-connection-from
  auditd/kern_module   | driver  |  | loaded-kernel-module
  auditd/user_auth     | authentication | | authenticated
  auditd/user_login    | authentication session | | logged-in; user_login
  + auditd/user_cmd    | process |  | ran-command
  auditd/add_user      | iam     | creation user  | added-user-account
  auditd/add_group     | iam     | creation group | added-group-account-to
  auditd/del_user      | iam     | deletion       | deleted-user-account-from
  auditd/del_group     | iam     | deletion       | deleted-group-account-from
  auditd/user_mgmt     | iam     | change         | changed-password; modified-user-account
  + auditd/service_start | process | | started-service
  + auditd/service_stop  | process | | stopped-service
  + auditd/config_change | configuration process | | changed-audit-configuration
`

const access = ['nginx.access', 'apache.access', 'apache_tomcat.access', 'iis.access', 'traefik.access', 'haproxy.log']

const streams: readonly DataStream[] = [
  { name: 'auditd_manager.auditd', logs: ['auditd'], kinds: audited, os: ['linux'], modules: ['auditd'] },
  { name: 'auditd.log', logs: ['auditd'], kinds: audited, os: ['linux'] },
  {
    name: 'sysmon_linux.log',
    logs: ['linux-sysmon'],
    id: 'code',
    os: ['linux'],
    kinds: `
      linux-sysmon/1   | process | start | Process Create (rule: ProcessCreate)
      + linux-sysmon/5 | process | end
      linux-sysmon/3   | network | start connection
      linux-sysmon/11  | file    | creation change
      linux-sysmon/23  | file    | deletion
    `,
  },
  { name: 'system.auth', logs: ['linux-auth'], os: ['linux', 'macos'] },
  { name: 'system.syslog', logs: ['linux-syslog'], os: ['linux', 'macos'] },
  { name: 'fim.event', kinds: 'elastic-fim | file', modules: ['file_integrity'] },
  {
    name: 'jamf_protect.*',
    logs: ['jamf-protect'],
    os: ['macos'],
    kinds: `
      jamf-protect/process | process
      jamf-protect/file    | file
      jamf-protect/iam     | iam configuration
      jamf-protect/login   | authentication session
    `,
  },
  ...access.map((name): DataStream => ({ name, logs: ['webserver'] })),
  { name: 'nginx.error', logs: ['nginx'] },
  { name: 'apache.error', logs: ['apache'] },
]

/** Host logs, mostly of Linux. Their events are those that Sigma rules know, where these have them. */
export const elasticHosts: Telemetry = {
  sources: [
    {
      key: 'elastic-fim',
      product: 'elastic',
      provider: 'Elastic file integrity monitoring',
      label: 'File integrity monitoring',
      channel: 'logs-fim.event-*',
      log: 'Change of a file',
      logVerified: false,
      fields:
        '@timestamp:date event.category event.type event.action file.path:path file.hash.sha256:hash file.owner host.os.type',
      samples: {
        log: {
          '@timestamp': '2025-03-11T09:24:17.318Z',
          'event.category': 'file',
          'event.action': 'updated',
          'file.path': '/etc/ld.so.preload',
          'host.os.type': 'linux',
        },
      },
    },
    {
      key: 'jamf-protect',
      product: 'jamf',
      provider: 'Jamf Protect',
      label: 'Jamf Protect',
      channel: 'telemetry',
      log: 'Telemetry of Jamf Protect',
      logVerified: false,
      fields:
        '@timestamp:date event.category event.type event.action host.name host.os.type process.name process.executable:path user.name',
      events: `
        process? | Process events               |
        file?    | File events                  | file.path:path file.name
        iam?     | Account and directory events | group.name
        login?   | Login events                 |
      `,
      open: true,
      samples: {
        log: {
          '@timestamp': '2025-03-11T09:24:17.318Z',
          'host.os.type': 'macos',
          'process.executable': '/usr/bin/dscl',
          'user.name': 'areyes',
        },
      },
    },
  ],
  logSources: [],
  streams,
  gatherings: [{ name: 'auditbeat', streams: ['auditd_manager.auditd', 'fim.event'], log: 'auditbeat' }],
}
