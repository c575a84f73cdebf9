import type { Source, Telemetry, Topics } from './types.js'

/** Groups of fields that only some events of a category have. */
export const topics: Topics = {
  'dns.': 'dns',
  'registry.data.': 'data',
  'powershell.file.': 'script',
  'dll.': 'library',
}

const base = '@timestamp:date event.kind event.category event.type event.action event.dataset host.name user.name'
const at = { '@timestamp': '2025-03-11T09:24:17.318Z', 'event.kind': 'event', 'host.name': 'WS-0142' }

const beat = (key: string, label: string, channel: string, log: string): Source => ({
  key,
  product: 'elastic',
  provider: label,
  label,
  channel,
  log,
  logVerified: false,
  fields: base,
  open: true,
  samples: { log: at },
})

/** What Elastic itself makes of records, and indices that may hold any. */
export const elastic: Telemetry = {
  sources: [
    {
      key: 'elastic-ml',
      named: { id: 'job_id' },
      product: 'elastic',
      provider: 'Elastic machine learning',
      label: 'Machine learning job',
      channel: '.ml-anomalies-*',
      log: 'Anomaly found by a machine learning job',
      logVerified: false,
      fields: 'timestamp:date job_id record_score:float influencers',
      open: true,
      samples: { log: { timestamp: '2025-03-11T09:15:00Z', record_score: '78.4' } },
    },
    {
      ...beat('elastic-alerts', 'Elastic Security alerts', '.alerts-security.*', 'Alert of a detection rule'),
      fields: `${base} kibana.alert.rule.name kibana.alert.rule.rule_id kibana.alert.risk_score:integer kibana.alert.severity kibana.alert.workflow_status`,
      samples: { log: { ...at, 'event.kind': 'signal', 'kibana.alert.risk_score': '73' } },
    },
    {
      ...beat('elastic-threat-intel', 'Threat intelligence', 'logs-ti_*', 'Indicator of a threat feed'),
      fields: `${base} threat.indicator.type threat.indicator.ip:ip threat.indicator.url.full threat.indicator.file.hash.sha256:hash`,
      samples: { log: { ...at, 'threat.indicator.ip': '198.51.100.24' } },
    },
    {
      ...beat(
        'elastic-beaconing',
        'Elastic network beaconing',
        'ml_beaconing.all',
        'Beaconing found in network traffic',
      ),
      fields: `${base} beacon_stats.beaconing_score:integer beacon_stats.is_beaconing:boolean process.name`,
      samples: { log: { ...at, 'beacon_stats.beaconing_score': '3' } },
    },
    {
      ...beat('elastic-apm', 'Elastic APM', 'traces-apm*', 'Transaction of a monitored service'),
      fields: `${base} http.request.method http.response.status_code:integer url.path user_agent.original`,
      samples: { log: { ...at, 'http.request.method': 'GET', 'url.path': '/' } },
    },
    beat('filebeat', 'Filebeat', 'filebeat-*', 'Log that Filebeat collects'),
    beat('auditbeat', 'Auditbeat', 'auditbeat-*', 'Audit data that Auditbeat collects'),
    { ...beat('elastic', 'Elastic', 'any data stream', 'Record of any data stream'), anyLog: true },
  ],
  logSources: [],
  streams: [
    { name: 'ti_*', logs: ['elastic-threat-intel'] },
    { name: 'ml_beaconing.all', logs: ['elastic-beaconing'] },
    { name: 'apm*', logs: ['elastic-apm'] },
    { name: '.alerts', logs: ['elastic-alerts'] },
    { name: '.internal.alerts', logs: ['elastic-alerts'] },
    { name: '.siem', logs: ['elastic-alerts'] },
    { name: '.ml', logs: ['elastic-ml'] },
  ],
  gatherings: [
    { name: 'filebeat', streams: [], log: 'filebeat' },
    { name: '', streams: ['endpoint.events.*', 'windows.sysmon_operational', 'system.security'], log: 'elastic' },
  ],
}
