import type { Source, Telemetry } from './types.js'

/** Applications whose log a rule searches for words. */
const apps: readonly (readonly [product: string, label: string, message: string])[] = [
  ['django', 'Django', "Invalid HTTP_HOST header: 'www.example.com'. You may need to add it to ALLOWED_HOSTS."],
  ['jvm', 'Java', 'java.lang.IllegalStateException: Stream closed'],
  ['nodejs', 'Node.js', "Error: Cannot find module 'left'"],
  ['python', 'Python', 'sqlalchemy.exc.OperationalError: server closed the connection unexpectedly'],
  ['ruby_on_rails', 'Ruby on Rails', 'ActionController::RoutingError (No route matches [GET] "/admin.php")'],
  ['spring', 'Spring', 'org.springframework.security.access.AccessDeniedException: Access is denied'],
  ['sql', 'SQL database', 'ERROR: syntax error at or near "UNION"'],
  ['velocity', 'Velocity', 'org.apache.velocity.exception.ParseErrorException: Encountered "<EOF>"'],
]

const sources = apps.map(
  ([product, label, message]): Source => ({
    key: product.replaceAll('_', '-'),
    product,
    provider: product,
    label,
    channel: 'application log',
    log: 'Application log message',
    logVerified: false,
    fields: 'message host timestamp:date',
    samples: { log: { message, host: 'app-02', timestamp: '2025-03-11T09:24:17Z' } },
  }),
)

const trap = { utc_time: '2025-03-11 09:24:17.318', node_id: 'canary-1', src_host: '10.20.4.17', dst_host: '10.20.9.9' }

export const applications: Telemetry = {
  sources: [
    ...sources,
    {
      key: 'opencanary',
      named: { id: 'logtype' },
      product: 'opencanary',
      provider: 'OpenCanary',
      label: 'OpenCanary',
      channel: 'opencanary log',
      log: 'Honeypot event',
      logVerified: false,
      fields: 'utc_time:date logtype:integer node_id src_host:ip src_port:integer dst_host:ip dst_port:integer logdata',
      events: `
        1000  | Honeypot started
        1001  | Message of the honeypot
        2000  | FTP login attempt
        3000  | HTTP page fetched
        3001  | HTTP login form posted
        4000  | SSH connection
        4001  | SSH version sent by the client
        4002  | SSH login attempt
        5000  | SMB file opened
        5001  | Port scan: SYN
        5002  | Port scan: operating system detection
        5003  | Port scan: NULL
        5004  | Port scan: XMAS
        5005  | Port scan: FIN
        6001  | Telnet login attempt
        7001  | HTTP proxy login attempt
        8001  | MySQL login attempt
        9001  | MSSQL login with SQL authentication
        9002  | MSSQL login with Windows authentication
        9003  | MSSQL login with Windows authentication
        10001 | TFTP request
        11001 | NTP monlist request
        12001 | VNC connection
        13001 | SNMP command
        14001 | RDP connection
        15001 | SIP request
        16001 | Git clone request
        17001 | Redis command
        18001 | TCP banner connection made
      `,
      samples: {
        log: { ...trap, logtype: '1001' },
        2000: { ...trap, logtype: '2000', dst_port: '21', logdata: '{"USERNAME":"admin","PASSWORD":"admin"}' },
        4002: { ...trap, logtype: '4002', dst_port: '22', logdata: '{"USERNAME":"root","PASSWORD":"toor"}' },
        5000: { ...trap, logtype: '5000', dst_port: '445', logdata: '{"FILENAME":"passwords.xlsx"}' },
      },
    },
    {
      key: 'database',
      product: 'database',
      provider: 'Database',
      label: 'Any database',
      channel: 'SQL query log',
      log: 'SQL statement',
      logVerified: false,
      fields: 'timestamp:date user database statement client_ip:ip',
      samples: {
        log: {
          timestamp: '2025-03-11T09:24:17Z',
          user: 'report',
          database: 'sales',
          statement: 'select * from customers',
        },
      },
    },
    {
      key: 'authentication',
      product: 'authentication',
      provider: 'Authentication',
      label: 'Any authentication log',
      channel: 'any',
      log: 'Authentication event',
      logVerified: false,
      fields: 'timestamp:date user action src_ip:ip',
      samples: {
        log: { timestamp: '2025-03-11T09:24:17Z', user: 'a.reyes', action: 'failure', src_ip: '203.0.113.41' },
      },
    },
    {
      key: 'qualys',
      product: 'qualys',
      provider: 'Qualys',
      label: 'Qualys',
      channel: 'scan results',
      log: 'Vulnerability finding',
      logVerified: false,
      fields: 'event.category host.ip:ip host.scan.vuln:integer host.scan.vuln_name',
      samples: {
        log: {
          'event.category': 'Security Policy',
          'host.ip': '10.20.4.17',
          'host.scan.vuln': '38628',
          'host.scan.vuln_name': 'TLS server supports TLSv1.0',
        },
      },
    },
  ],
  logSources: [
    ...apps.map(([product]) => ({ product, category: 'application', primary: [product.replaceAll('_', '-')] })),
    {
      product: 'opencanary',
      category: 'application',
      primary: ['opencanary'],
      route: { id: ['logtype'] },
    },
    { category: 'database', primary: ['database'] },
    { category: 'authentication', primary: ['authentication'] },
    { product: 'qualys', primary: ['qualys'], route: { id: ['event.category'] } },
  ],
}
