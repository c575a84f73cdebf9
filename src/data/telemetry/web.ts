import type { Telemetry } from './types.js'

const line = 'message host timestamp:date'
const at = { timestamp: '2025-03-11T09:24:17Z', host: 'web-03' }

export const web: Telemetry = {
  sources: [
    {
      key: 'proxy',
      product: 'proxy',
      provider: 'Web proxy',
      label: 'Any web proxy',
      channel: 'W3C proxy log',
      log: 'HTTP request through proxy',
      logVerified: false,
      fields:
        'date:date c-ip:ip cs-username cs-method cs-host c-uri c-uri-stem c-uri-query c-uri-extension c-useragent cs-user-agent cs-cookie cs-referrer cs-version cs-bytes:integer sc-bytes:integer sc-status:integer r-dns dst_ip:ip src_ip:ip r-ip:ip c-uri-path',
      samples: {
        log: {
          'c-ip': '10.20.4.17',
          'cs-username': 'a.reyes',
          'cs-method': 'GET',
          'cs-host': 'files.example.net',
          'c-uri': 'https://files.example.net/setup.exe',
          'c-uri-extension': 'exe',
          'c-useragent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
          'sc-status': '200',
        },
      },
    },
    {
      key: 'webserver',
      product: 'webserver',
      provider: 'Web server',
      label: 'Any web server',
      channel: 'access log',
      log: 'HTTP request',
      logVerified: false,
      fields:
        'date:date c-ip:ip cs-username cs-method cs-host cs-uri cs-uri-stem cs-uri-query cs-user-agent cs-referer cs-cookie cs-version cs-bytes:integer sc-bytes:integer sc-status:integer s-ip:ip s-port:integer s-computername time-taken:integer',
      samples: {
        log: {
          'c-ip': '203.0.113.41',
          'cs-method': 'GET',
          'cs-host': 'www.example.com',
          'cs-uri-stem': '/cgi-bin/status',
          'cs-uri-query': '/cgi-bin/status?cmd=id',
          'cs-user-agent': 'curl/8.11.0',
          'cs-referer': '-',
          'sc-status': '200',
        },
      },
    },
    {
      key: 'apache',
      product: 'apache',
      provider: 'Apache httpd',
      label: 'Apache httpd',
      channel: 'error.log',
      log: 'Apache error',
      logVerified: false,
      fields: line,
      samples: { log: { ...at, message: 'AH00051: child pid 4127 exit signal Segmentation fault (11)' } },
    },
    {
      key: 'nginx',
      product: 'nginx',
      provider: 'Nginx',
      label: 'Nginx',
      channel: 'error and access log',
      log: 'Nginx log',
      logVerified: false,
      fields: line,
      samples: { log: { ...at, message: 'worker process 4127 exited on signal 11' } },
    },
    {
      key: 'modsecurity',
      product: 'modsecurity',
      provider: 'ModSecurity',
      label: 'ModSecurity',
      channel: 'audit log',
      log: 'Web application firewall event',
      logVerified: false,
      fields: line,
      samples: { log: { ...at, message: 'ModSecurity: Warning. Pattern match at ARGS:id' } },
    },
  ],
  logSources: [
    { category: 'proxy', primary: ['proxy'] },
    { category: 'webserver', primary: ['webserver'] },
    { service: 'apache', primary: ['apache'] },
    { service: 'nginx', primary: ['nginx'] },
    { product: 'modsecurity', primary: ['modsecurity'] },
  ],
}
