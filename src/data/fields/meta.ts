import type { Family } from '../../model/rule.js'
import type { FieldRow } from './types.js'

/** Fields that say which telemetry a rule is about. */
export const metaFields: readonly FieldRow[] = [
  {
    name: 'EventID',
    type: 'text',
    sample: '4688',
    routing: true,
    elastic: 'event.code winlog.event_id',
    splunk: 'EventCode signature_id Authentication.signature_id',
    kusto: 'EventId@DnsEvents',
  },
  {
    name: 'Provider_Name',
    type: 'text',
    sample: 'Microsoft-Windows-Sysmon',
    routing: true,
    elastic: 'event.provider winlog.provider_name',
    splunk: 'SourceName ProviderName Provider',
    kusto: 'Source@Event EventSourceName@SecurityEvent Provider@WindowsEvent',
  },
  {
    name: 'Channel',
    type: 'text',
    sample: 'Security',
    routing: true,
    elastic: 'winlog.channel',
    splunk: 'LogName EventChannel',
    kusto: 'EventLog@Event',
  },
]

/** Further names that only say which telemetry is meant; `*` stands for anything below. */
export const routingNames: Readonly<Record<Family, string>> = {
  sigma: '',
  elastic:
    '@timestamp _id _index _source _version agent.* data_stream.* ecs.* elastic_agent.* event.action event.agent_id_status event.category event.created event.dataset event.end event.ingested event.kind event.module event.start event.type fileset.* host.os.* host.type input.type log.file.path metricset.* observer.product observer.type observer.vendor service.type winlog.api',
  splunk:
    '_indextime _time _index_earliest _index_latest earliest earliest_time eventtype index latest latest_time metric_name nodename punct source sourcetype splunk_server tag tag::*',
  kusto:
    '$table ActionType DeviceProduct DeviceVendor EventProduct EventSchema EventVendor ReportId SourceSystem TenantId TimeGenerated Timestamp Type _TimeReceived',
}
