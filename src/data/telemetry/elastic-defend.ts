import type { Telemetry } from './types.js'

const base =
  '@timestamp:date event.category event.type event.action event.kind data_stream.dataset host.name host.os.type'
const actor =
  'process.entity_id process.pid:integer process.name process.executable:path process.code_signature.trusted:boolean process.code_signature.subject_name user.name user.domain user.id:sid'
const started =
  'process.args process.args_count:integer process.command_line process.working_directory:path process.hash.md5:hash process.hash.sha1:hash process.hash.sha256:hash process.pe.original_file_name process.parent.entity_id process.parent.pid:integer process.parent.name process.parent.executable:path process.parent.args process.parent.command_line process.entry_leader.name process.session_leader.name process.Ext.token.integrity_level_name'
const file =
  'file.path:path file.name file.extension file.size:integer file.directory:path file.hash.sha256:hash file.Ext.original.path:path file.Ext.header_bytes:hex'
const library =
  'dll.path:path dll.name dll.hash.sha256:hash dll.pe.original_file_name dll.code_signature.trusted:boolean dll.code_signature.subject_name'
const flow =
  'source.ip:ip source.port:integer destination.ip:ip destination.port:integer network.transport network.type network.direction'

const at = { '@timestamp': '2025-03-11T09:24:17.318Z', 'host.name': 'WS-0142', 'host.os.type': 'windows' }
const acting = {
  ...at,
  'process.pid': '7312',
  'process.name': 'powershell.exe',
  'process.executable': 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  'user.name': 'a.reyes',
  'user.domain': 'CORP',
}
const of = (dataset: string, category: string, type: string, action: string): Record<string, string> => ({
  'data_stream.dataset': dataset,
  'event.category': category,
  'event.type': type,
  'event.action': action,
})

const alerted = { ...acting, 'event.kind': 'alert', 'data_stream.dataset': 'endpoint.alerts', 'event.type': 'denied' }
const inContainer = {
  '@timestamp': '2025-03-11T09:24:17.318Z',
  'host.os.type': 'linux',
  'process.name': 'curl',
  'process.executable': '/usr/bin/curl',
  'container.id': '8f2c1d0e7a41',
  'container.image.name': 'registry.example.net/shop/web',
}

/** Elastic Defend, on hosts and in containers. */
export const elasticDefend: Telemetry = {
  sources: [
    {
      key: 'elastic-defend',
      product: 'elastic',
      provider: 'Elastic Defend',
      also: ['endpoint'],
      label: 'Elastic Defend',
      channel: 'logs-endpoint.events.*',
      log: 'Events of Elastic Defend',
      fields: base,
      events: `
        process  | Process events           | ${actor} ${started}
        file     | File events              | ${actor} ${file}
        registry | Registry events          | ${actor} registry.path:path registry.hive registry.key:path registry.value registry.data.type registry.data.strings
        network  | Network events           | ${actor} ${flow} destination.domain http.request.body.content
        dns      | DNS events               | ${actor} dns.question.name dns.question.type dns.answers dns.resolved_ip:ip
        library  | DLL load events          | ${actor} ${library}
        driver   | Driver load events       | ${library}
        security | Security events          | ${actor} user.effective.name source.ip:ip process.Ext.session_info.logon_type
        api      | API events               | ${actor} process.Ext.api.name process.Ext.api.behaviors process.Ext.api.summary Target.process.name Target.process.executable:path
        device   | Device events            | device.type device.vendor.name device.product.name device.serial_number
      `,
      open: true,
      when: {
        process: { 'event.category': ['process'] },
        file: { 'event.category': ['file'] },
        registry: { 'event.category': ['registry'] },
        network: { 'event.category': ['network'] },
        library: { 'event.category': ['library'] },
        driver: { 'event.category': ['driver'] },
      },
      samples: {
        log: at,
        process: {
          ...acting,
          ...of('endpoint.events.process', 'process', 'start', 'start'),
          'process.command_line': 'powershell.exe -NoProfile -File C:\\Users\\a.reyes\\sync.ps1',
          'process.pe.original_file_name': 'PowerShell.EXE',
          'process.parent.name': 'explorer.exe',
          'process.parent.executable': 'C:\\Windows\\explorer.exe',
        },
        file: {
          ...acting,
          ...of('endpoint.events.file', 'file', 'creation', 'creation'),
          'file.path': 'C:\\Users\\a.reyes\\Downloads\\setup.exe',
          'file.name': 'setup.exe',
          'file.extension': 'exe',
        },
        registry: {
          ...acting,
          ...of('endpoint.events.registry', 'registry', 'change', 'modification'),
          'registry.path':
            'HKEY_USERS\\S-1-5-21-2571480331-1184372910-3920184467-1108\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\Sync',
          'registry.value': 'Sync',
          'registry.data.strings': 'C:\\Users\\a.reyes\\sync.exe',
        },
        network: {
          ...acting,
          ...of('endpoint.events.network', 'network', 'start', 'connection_attempted'),
          'destination.ip': '198.51.100.24',
          'destination.port': '443',
          'network.transport': 'tcp',
        },
        dns: {
          ...acting,
          ...of('endpoint.events.network', 'network', 'protocol', 'lookup_requested'),
          'dns.question.name': 'updates.example.com',
          'dns.question.type': 'A',
        },
        library: {
          ...acting,
          ...of('endpoint.events.library', 'library', 'start', 'load'),
          'dll.path': 'C:\\Users\\a.reyes\\AppData\\Local\\Temp\\helper.dll',
          'dll.name': 'helper.dll',
          'dll.code_signature.trusted': 'false',
        },
        driver: {
          ...at,
          ...of('endpoint.events.library', 'driver', 'start', 'load'),
          'dll.path': 'C:\\Windows\\System32\\drivers\\vendor.sys',
          'dll.name': 'vendor.sys',
        },
        security: { ...acting, ...of('endpoint.events.security', 'authentication', 'start', 'log_on') },
        api: {
          ...acting,
          ...of('endpoint.events.api', 'api', 'change', 'VirtualProtect'),
          'process.Ext.api.name': 'VirtualProtect',
        },
        device: { ...at, 'data_stream.dataset': 'endpoint.events.device', 'device.type': 'USB' },
      },
    },
    {
      key: 'elastic-defend-alert',
      named: { id: 'event.code' },
      product: 'elastic',
      provider: 'Elastic Defend',
      label: 'Elastic Defend alert',
      channel: 'logs-endpoint.alerts-*',
      log: 'Alerts of Elastic Defend',
      fields: `${base} event.code event.outcome message rule.name ${actor} ${started} ${file}`,
      events: `
        malicious_file   | Malware: a malicious file        |
        memory_signature | Memory threat: a known signature |
        shellcode_thread | Memory threat: shellcode runs    |
        behavior         | Malicious behavior               |
        ransomware       | Ransomware                       |
      `,
      open: true,
      samples: { log: alerted },
    },
    {
      key: 'elastic-containers',
      product: 'elastic',
      provider: 'Elastic Defend for Containers',
      also: ['cloud_defend'],
      label: 'Elastic Defend for Containers',
      channel: 'logs-cloud_defend.*',
      log: 'Events of Elastic Defend for Containers',
      fields: `${base} process.pid:integer process.name process.executable:path process.args process.interactive:boolean process.parent.name user.id container.id container.name container.image.name orchestrator.namespace orchestrator.resource.name`,
      events: `
        process | Process events |
        file    | File events    | file.path:path file.name file.extension
        network | Network events | ${flow}
        alert   | Alerts         | rule.name message
      `,
      open: true,
      samples: {
        log: inContainer,
        process: { ...inContainer, ...of('cloud_defend.process', 'process', 'start', 'exec') },
        file: {
          ...inContainer,
          ...of('cloud_defend.file', 'file', 'creation', 'creation'),
          'file.path': '/tmp/run.sh',
        },
      },
    },
  ],
  logSources: [],
  streams: [
    {
      name: 'endpoint.events.process',
      kinds:
        'elastic-defend/process | process | | start; exec; fork; end; already_running; session_id_change; uid_change; gid_change',
    },
    { name: 'endpoint.events.file', kinds: 'elastic-defend/file | file' },
    { name: 'endpoint.events.registry', kinds: 'elastic-defend/registry | registry | | | data' },
    {
      name: 'endpoint.events.network',
      kinds: `
        elastic-defend/network | network
        + elastic-defend/dns | network dns | | lookup_requested; lookup_result | dns
      `,
    },
    {
      name: 'endpoint.events.library',
      kinds: `
        elastic-defend/library | library | | | library
        elastic-defend/driver | driver | | | library
      `,
      os: ['windows'],
    },
    { name: 'endpoint.events.security', kinds: 'elastic-defend/security | authentication session iam configuration' },
    { name: 'endpoint.events.api', kinds: 'elastic-defend/api | api' },
    { name: 'endpoint.events.device', kinds: 'elastic-defend/device | host' },
    {
      name: 'endpoint.alerts',
      logs: ['elastic-defend-alert'],
      id: 'code',
      kinds: 'elastic-defend-alert | malware intrusion_detection',
    },
    { name: 'endpoint.*', logs: ['elastic-defend'] },
    { name: 'cloud_defend.process', kinds: 'elastic-containers/process | process', os: ['linux'] },
    { name: 'cloud_defend.file', kinds: 'elastic-containers/file | file', os: ['linux'] },
    { name: 'cloud_defend.network', kinds: 'elastic-containers/network | network', os: ['linux'] },
    { name: 'cloud_defend.alerts', kinds: 'elastic-containers/alert | intrusion_detection malware', os: ['linux'] },
    { name: 'cloud_defend.*', logs: ['elastic-containers'], os: ['linux'] },
  ],
}
