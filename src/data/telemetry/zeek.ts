import type { Source, Telemetry } from './types.js'

const flow = 'ts:date uid id.orig_h:ip id.orig_p:integer id.resp_h:ip id.resp_p:integer'

/** One log file a protocol; its name is Sigma's service. */
const logs: readonly (readonly [service: string, title: string, fields: string])[] = [
  [
    'conn',
    'Connections',
    `${flow} proto service duration:float orig_bytes:integer resp_bytes:integer conn_state local_orig:boolean local_resp:boolean missed_bytes:integer history orig_pkts:integer orig_ip_bytes:integer resp_pkts:integer resp_ip_bytes:integer`,
  ],
  ['dce_rpc', 'DCE/RPC calls', `${flow} rtt:float named_pipe endpoint operation`],
  [
    'dns',
    'DNS queries',
    `${flow} proto trans_id:integer rtt:float query qclass:integer qclass_name qtype:integer qtype_name rcode:integer rcode_name AA:boolean TC:boolean RD:boolean RA:boolean Z:integer answers TTLs rejected:boolean`,
  ],
  [
    'files',
    'Files seen in traffic',
    'ts:date fuid tx_hosts:ip rx_hosts:ip conn_uids source depth:integer analyzers mime_type filename duration:float local_orig:boolean is_orig:boolean seen_bytes:integer total_bytes:integer missing_bytes:integer overflow_bytes:integer timedout:boolean md5:hash sha1:hash sha256:hash extracted',
  ],
  ['ftp', 'FTP commands', `${flow} user password command arg mime_type file_size:integer reply_code:integer reply_msg`],
  [
    'http',
    'HTTP requests',
    `${flow} trans_depth:integer method host uri referrer version user_agent origin request_body_len:integer response_body_len:integer status_code:integer status_msg info_code:integer info_msg tags username password proxied orig_fuids orig_filenames orig_mime_types resp_fuids resp_filenames resp_mime_types`,
  ],
  [
    'kerberos',
    'Kerberos requests',
    `${flow} request_type client service success:boolean error_msg from:date till:date cipher forwardable:boolean renewable:boolean client_cert_subject server_cert_subject`,
  ],
  [
    'ntlm',
    'NTLM authentications',
    `${flow} username hostname domainname server_nb_computer_name server_dns_computer_name server_tree_name success:boolean`,
  ],
  [
    'rdp',
    'RDP sessions',
    `${flow} cookie result security_protocol client_channels keyboard_layout client_build client_name client_dig_product_id desktop_width:integer desktop_height:integer requested_color_depth cert_type cert_count:integer cert_permanent:boolean encryption_level encryption_method`,
  ],
  [
    'smb_files',
    'SMB files',
    `${flow} fuid action path name size:integer prev_name times.modified:date times.accessed:date times.created:date times.changed:date`,
  ],
  ['smb_mapping', 'SMB trees', `${flow} path service native_file_system share_type`],
  [
    'smtp',
    'Mail transactions',
    `${flow} trans_depth:integer helo mailfrom rcptto date from to cc reply_to msg_id in_reply_to subject x_originating_ip:ip first_received second_received last_reply path user_agent tls:boolean fuids is_webmail:boolean`,
  ],
  [
    'ssh',
    'SSH connections',
    `${flow} version:integer auth_success:boolean auth_attempts:integer direction client server cipher_alg mac_alg compression_alg kex_alg host_key_alg host_key`,
  ],
  [
    'ssl',
    'TLS handshakes',
    `${flow} version cipher curve server_name resumed:boolean last_alert next_protocol established:boolean cert_chain_fuids client_cert_chain_fuids subject issuer client_subject client_issuer validation_status ja3:hash ja3s:hash`,
  ],
  [
    'x509',
    'Certificates',
    'ts:date id certificate.version:integer certificate.serial certificate.subject certificate.issuer certificate.not_valid_before:date certificate.not_valid_after:date certificate.key_alg certificate.sig_alg certificate.key_type certificate.key_length:integer certificate.exponent certificate.curve san.dns san.uri san.email san.ip:ip basic_constraints.ca:boolean basic_constraints.path_len:integer',
  ],
]

const seen = {
  ts: '2025-03-11T09:24:17.318Z',
  uid: 'CkT8aH2mQy1vWc3pE9',
  'id.orig_h': '10.20.4.17',
  'id.orig_p': '52114',
}

const samples: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  conn: { ...seen, 'id.resp_h': '198.51.100.24', 'id.resp_p': '443', proto: 'tcp', service: 'ssl', conn_state: 'SF' },
  dce_rpc: {
    ...seen,
    'id.resp_h': '10.20.0.10',
    'id.resp_p': '445',
    named_pipe: '\\PIPE\\atsvc',
    endpoint: 'atsvc',
    operation: 'JobAdd',
  },
  dns: {
    ...seen,
    'id.resp_h': '10.20.0.10',
    'id.resp_p': '53',
    proto: 'udp',
    query: 'pool.example.net',
    qtype_name: 'A',
    rcode_name: 'NOERROR',
    answers: '198.51.100.24',
    rejected: 'false',
  },
  http: {
    ...seen,
    'id.resp_h': '198.51.100.24',
    'id.resp_p': '80',
    method: 'GET',
    host: 'files.example.net',
    uri: '/setup.exe',
    user_agent: 'Microsoft-WebDAV-MiniRedir/10.0.22621',
    status_code: '200',
    resp_mime_types: 'application/x-dosexec',
  },
  kerberos: {
    ...seen,
    'id.resp_h': '10.20.0.10',
    'id.resp_p': '88',
    request_type: 'TGS',
    client: 'a.reyes/CORP.EXAMPLE',
    service: 'MSSQLSvc/db01.corp.example',
    success: 'true',
    cipher: 'rc4-hmac',
  },
  rdp: {
    ...seen,
    'id.resp_h': '203.0.113.41',
    'id.resp_p': '3389',
    cookie: 'a.reyes',
    result: 'encrypted',
    security_protocol: 'HYBRID',
  },
  smb_files: {
    ...seen,
    'id.resp_h': '10.20.0.10',
    'id.resp_p': '445',
    action: 'SMB::FILE_OPEN',
    path: '\\\\dc01\\IPC$',
    name: 'atsvc',
  },
  x509: {
    ts: '2025-03-11T09:24:17.318Z',
    id: 'FmA2bC3dE4fG5hI6j',
    'certificate.serial': '04C7A1',
    'certificate.subject': 'CN=cdn.example.net',
    'certificate.issuer': 'CN=Example CA',
  },
}

export const zeek: Telemetry = {
  sources: [
    {
      key: 'zeek',
      anyLog: true,
      product: 'zeek',
      provider: 'Zeek',
      label: 'Zeek',
      channel: 'any log',
      log: 'Any Zeek log',
      logVerified: false,
      fields: flow,
    },
    ...logs.map(
      ([service, title, fields]): Source => ({
        key: `zeek-${service}`,
        product: 'zeek',
        provider: 'Zeek',
        label: 'Zeek',
        channel: `${service}.log`,
        log: `${title} (${service}.log)`,
        fields,
        ...(samples[service] ? { samples: { log: samples[service] } } : {}),
      }),
    ),
  ],
  logSources: [
    { product: 'zeek', primary: ['zeek'] },
    ...logs.map(([service]) => ({ product: 'zeek', service, primary: [`zeek-${service}`] })),
  ],
}
