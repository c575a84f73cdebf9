import type { Source, Telemetry } from './types.js'

const line = 'message hostname facility severity timestamp:date'

/** Logs of network devices: lines of text that a rule searches. */
const devices: readonly (readonly [
  product: string,
  service: string,
  provider: string,
  channel: string,
  title: string,
  message: string,
])[] = [
  ['cisco', 'aaa', 'Cisco AAA', 'AAA accounting', 'Command accounting', 'User a.reyes executed: show running-config'],
  [
    'cisco',
    'bgp',
    'Cisco',
    'BGP syslog',
    'BGP message',
    '%TCP-6-BADAUTH: Invalid MD5 digest from 198.51.100.1(41022) to 198.51.100.2(179)',
  ],
  ['cisco', 'ldp', 'Cisco', 'LDP syslog', 'LDP message', '%LDP-5-NBRCHG: LDP Neighbor 198.51.100.1:0 is DOWN'],
  [
    'cisco',
    'syslog',
    'Cisco',
    'syslog',
    'Syslog message',
    '%SYS-5-CONFIG_I: Configured from console by a.reyes on vty0 (10.20.4.17)',
  ],
  [
    'huawei',
    'bgp',
    'Huawei',
    'BGP syslog',
    'BGP message',
    '%%01BGP/3/BGP_AUTH_FAILED: BGP session authentication failed, 198.51.100.1:179',
  ],
  [
    'juniper',
    'bgp',
    'Juniper',
    'BGP syslog',
    'BGP message',
    'tcp_auth_ok: Packet from 198.51.100.1:179 missing MD5 digest',
  ],
  [
    'fortios',
    'sslvpnd',
    'Fortinet FortiOS',
    'sslvpnd log',
    'SSL VPN daemon message',
    'sslvpnd crashed: signal 11, /bin/sslvpnd',
  ],
  [
    'paloalto',
    'globalprotect',
    'Palo Alto GlobalProtect',
    'GlobalProtect',
    'Appliance log',
    'failed to unmarshal session(a1b2c3d4)',
  ],
]

const text = devices.map(
  ([product, service, provider, channel, title, message]): Source => ({
    key: `${product}-${service}`,
    product,
    provider,
    label: provider,
    channel,
    log: title,
    logVerified: false,
    fields: line,
    samples: { log: { message, hostname: 'edge-01', timestamp: '2025-03-11T09:24:17Z' } },
  }),
)

export const network: Telemetry = {
  sources: [
    ...text,
    {
      key: 'paloalto-globalprotect-file',
      product: 'paloalto',
      provider: 'Palo Alto GlobalProtect',
      label: 'Palo Alto GlobalProtect',
      channel: 'GlobalProtect files',
      log: 'File event',
      logVerified: false,
      fields: 'TargetFilename:path hostname timestamp:date',
      samples: {
        log: {
          TargetFilename: '/opt/panlogs/tmp/device_telemetry/minute/report',
          hostname: 'edge-01',
          timestamp: '2025-03-11T09:24:17Z',
        },
      },
    },
    {
      key: 'fortigate-event',
      named: { id: 'action' },
      product: 'fortigate',
      provider: 'Fortinet FortiGate',
      label: 'FortiGate',
      channel: 'event log',
      log: 'Configuration or system event',
      logVerified: false,
      fields:
        'date:date devname logid type subtype level vd logdesc user ui action cfgtid:integer cfgpath cfgobj cfgattr msg',
      events: `
        Add    | An object was added to the configuration
        Edit   | An object of the configuration was changed
        Delete | An object was deleted from the configuration
      `,
      open: true,
      samples: {
        log: {
          devname: 'fw-01',
          logid: '0100044547',
          type: 'event',
          subtype: 'system',
          logdesc: 'Object attribute configured',
          user: 'admin',
          ui: 'GUI(203.0.113.41)',
          cfgpath: 'system.admin',
          cfgobj: 'support',
          msg: 'Change of system.admin support',
        },
      },
    },
    {
      key: 'firewall-log',
      product: 'firewall',
      provider: 'Firewall',
      label: 'Any firewall',
      channel: 'firewall log',
      log: 'Connection',
      logVerified: false,
      fields:
        'timestamp:date src_ip:ip src_port:integer dst_ip:ip dst_port:integer protocol action blocked:boolean username',
      samples: {
        log: {
          timestamp: '2025-03-11T09:24:17Z',
          src_ip: '10.20.4.17',
          src_port: '52114',
          dst_ip: '198.51.100.24',
          dst_port: '23',
          protocol: 'tcp',
          action: 'forward',
        },
      },
    },
    {
      key: 'netflow',
      product: 'netflow',
      provider: 'NetFlow',
      label: 'NetFlow',
      channel: 'flow record',
      log: 'Network flow',
      logVerified: false,
      fields:
        'timestamp:date source.ip:ip source.port:integer destination.ip:ip destination.port:integer network.transport network.bytes:integer',
      samples: {
        log: {
          timestamp: '2025-03-11T09:24:17Z',
          'source.ip': '10.20.4.17',
          'source.port': '52114',
          'destination.ip': '198.51.100.24',
          'destination.port': '21',
          'network.transport': 'tcp',
        },
      },
    },
    {
      key: 'dns-log',
      product: 'dns',
      provider: 'DNS',
      label: 'Any DNS log',
      channel: 'DNS query log',
      log: 'DNS query',
      logVerified: false,
      fields:
        'timestamp:date query record_type answer ttl:integer src_ip:ip parent_domain query_length:integer response_code',
      samples: {
        log: {
          timestamp: '2025-03-11T09:24:17Z',
          query: 'beacon.example.net',
          record_type: 'TXT',
          answer: 'v=1',
          src_ip: '10.20.4.17',
        },
      },
    },
    {
      key: 'rpc-firewall',
      product: 'rpc_firewall',
      provider: 'RPCFW',
      label: 'RPC Firewall',
      channel: 'RPCFW',
      fields:
        'EventLog EventID:integer InterfaceUuid:guid OpNum:integer ProcessID:integer ImagePath:path Protocol Endpoint ClientNetworkAddress:ip ClientPort:integer ServerNetworkAddress:ip ServerPort:integer UserName AuthenticationLevel AuthenticationService',
      log: 'RPC Firewall log',
      logVerified: false,
      events: `
        3? | RPC call
      `,
      samples: {
        3: {
          EventLog: 'RPCFW',
          EventID: '3',
          InterfaceUuid: '12345778-1234-abcd-ef00-0123456789ac',
          OpNum: '5',
          ImagePath: 'C:\\Windows\\System32\\lsass.exe',
          Protocol: 'ncacn_np',
          Endpoint: '\\PIPE\\lsass',
          ClientNetworkAddress: '10.20.4.17',
          UserName: 'CORP\\a.reyes',
        },
      },
    },
  ],
  logSources: [
    ...devices
      .filter(([product]) => product !== 'paloalto')
      .map(([product, service]) => ({ product, service, primary: [`${product}-${service}`] })),
    {
      product: 'paloalto',
      category: 'appliance',
      service: 'globalprotect',
      primary: ['paloalto-globalprotect'],
    },
    {
      product: 'paloalto',
      category: 'file_event',
      service: 'globalprotect',
      primary: ['paloalto-globalprotect-file'],
    },
    { product: 'fortigate', service: 'event', primary: ['fortigate-event'], route: { id: ['action'] } },
    { category: 'firewall', primary: ['firewall-log'] },
    { service: 'netflow', primary: ['netflow'] },
    { category: 'dns', primary: ['dns-log'] },
    { product: 'dns', primary: ['dns-log'] },
    {
      product: 'rpc_firewall',
      category: 'application',
      primary: ['rpc-firewall'],
      route: { id: ['EventID'], channel: ['EventLog'] },
    },
  ],
}
