import type { DataStream, Source, Telemetry } from './types.js'

const flow =
  '@timestamp:date event.action event.outcome source.ip:ip source.port:integer destination.ip:ip destination.port:integer network.transport network.protocol network.bytes:integer'

const at = {
  '@timestamp': '2025-03-11T09:24:17.318Z',
  'source.ip': '10.20.4.17',
  'source.port': '52114',
  'destination.ip': '198.51.100.24',
  'destination.port': '443',
  'network.transport': 'tcp',
}

/** Devices whose log is one data stream: data set, key, product's name, what a record is. */
const devices: readonly (readonly [dataset: string, key: string, product: string, record: string])[] = [
  ['panw.panos', 'panw-panos', 'Palo Alto PAN-OS', 'Log of a PAN-OS firewall'],
  ['pfsense.log', 'pfsense', 'pfSense', 'Log of a pfSense firewall'],
  ['sonicwall_firewall.log', 'sonicwall', 'SonicWall', 'Log of a SonicWall firewall'],
  ['cisco_ftd.log', 'cisco-ftd', 'Cisco Secure Firewall', 'Log of a threat defense firewall'],
  ['cisco_asa.log', 'cisco-asa', 'Cisco ASA', 'Log of an adaptive security appliance'],
  ['cisco_ios.log', 'cisco-ios', 'Cisco IOS', 'Log of a router or switch'],
  ['checkpoint.firewall', 'checkpoint', 'Check Point', 'Log of a Check Point firewall'],
  ['juniper_srx.log', 'juniper-srx', 'Juniper SRX', 'Log of an SRX firewall'],
  ['suricata.eve', 'suricata', 'Suricata', 'Record of the EVE log'],
  ['corelight.*', 'corelight', 'Corelight', 'Log of a Corelight sensor'],
]

const device = ([, key, label, log]: (typeof devices)[number]): Source => ({
  key,
  product: key,
  provider: label,
  label,
  channel: `${label} log`,
  log,
  logVerified: false,
  fields: flow,
  open: true,
  samples: { log: at },
})

const protocols = [
  'amqp',
  'cassandra',
  'dhcpv4',
  'dns',
  'flow',
  'http',
  'icmp',
  'memcached',
  'mongodb',
  'mysql',
  'nfs',
  'pgsql',
  'redis',
  'sip',
  'thrift',
  'tls',
]

const zeek = [
  'dce_rpc',
  'dns',
  'files',
  'ftp',
  'http',
  'kerberos',
  'ntlm',
  'rdp',
  'smb_files',
  'smb_mapping',
  'smtp',
  'ssh',
  'ssl',
  'x509',
]

const streams: readonly DataStream[] = [
  {
    name: 'network_traffic.*',
    logs: ['packetbeat'],
    kinds: '+ packetbeat/dns | network network_traffic dns | | | dns',
    modules: ['packetbeat'],
  },
  { name: 'zeek.*', logs: ['zeek'] },
  ...protocols.map(
    (name): DataStream => ({
      name: `network_traffic.${name}`,
      kinds: `packetbeat/${name} | network network_traffic`,
      modules: ['packetbeat'],
    }),
  ),
  ...zeek.map((name): DataStream => ({ name: `zeek.${name}`, logs: [`zeek-${name}`] })),
  { name: 'zeek.connection', logs: ['zeek-conn'] },
  ...devices.map(([name, key]): DataStream => ({ name, logs: [key] })),
  { name: 'fortinet_fortigate.log', logs: ['fortigate'], id: 'code' },
  { name: 'netflow.log', logs: ['netflow'] },
]

/** Network sensors, firewalls and captured traffic. */
export const elasticNetwork: Telemetry = {
  sources: [
    {
      key: 'packetbeat',
      product: 'network',
      provider: 'Elastic network packet capture',
      also: ['Packetbeat'],
      label: 'Packet capture',
      channel: 'logs-network_traffic.*',
      log: 'Captured network traffic',
      logVerified: false,
      fields: flow,
      events: `
        amqp      | AMQP transactions      |
        cassandra | Cassandra transactions |
        dhcpv4    | DHCPv4 transactions    |
        dns       | DNS transactions       | dns.question.name dns.question.type dns.answers dns.resolved_ip:ip
        flow      | Network flows          |
        http      | HTTP transactions      | http.request.method http.response.status_code:integer url.full user_agent.original
        icmp      | ICMP transactions      |
        memcached | Memcache transactions  |
        mongodb   | MongoDB transactions   |
        mysql     | MySQL transactions     |
        nfs       | NFS transactions       |
        pgsql     | PostgreSQL transactions |
        redis     | Redis transactions     |
        sip       | SIP transactions       |
        thrift    | Thrift transactions    |
        tls       | TLS handshakes         | tls.client.ja3 tls.server.ja3s tls.established:boolean
      `,
      open: true,
      samples: { log: at },
    },
    {
      key: 'fortigate',
      named: { id: 'event.code' },
      product: 'fortigate',
      provider: 'FortiGate',
      label: 'FortiGate',
      channel: 'FortiGate log',
      log: 'Log of a FortiGate firewall',
      logVerified: false,
      fields: `${flow} event.code`,
      open: true,
      samples: { log: at },
    },
    ...devices.map(device),
  ],
  logSources: [],
  streams,
  gatherings: [{ name: 'packetbeat', streams: ['network_traffic.*'], log: 'packetbeat' }],
}
