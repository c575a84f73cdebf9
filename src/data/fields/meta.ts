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
    splunk: 'EventCode',
  },
  {
    name: 'Provider_Name',
    type: 'text',
    sample: 'Microsoft-Windows-Sysmon',
    routing: true,
    elastic: 'event.provider winlog.provider_name',
    splunk: 'SourceName',
    kusto: 'Source@Event',
  },
  {
    name: 'Channel',
    type: 'text',
    sample: 'Security',
    routing: true,
    elastic: 'winlog.channel',
    kusto: 'EventLog@Event',
  },
]

/** Further names that only say which telemetry is meant; `*` stands for anything below. */
export const routingNames: Readonly<Record<Family, string>> = {
  sigma: '',
  elastic:
    '@timestamp _id _index _source _version agent.* data_stream.* ecs.* elastic_agent.* event.action event.agent_id_status event.category event.created event.dataset event.end event.ingested event.kind event.module event.start event.type fileset.* host.os.* host.type input.type log.file.path metricset.* observer.product observer.type observer.vendor service.type winlog.api',
  splunk: '_time _index_earliest eventtype index source sourcetype tag',
  kusto: '$table ActionType TimeGenerated Timestamp Type',
}
