import type { Family } from '../../model/rule.js'
import type { NameRule } from './types.js'

/**
 * How families name a product's own fields: as the product does, below a prefix, some of them in another style. Kusto and
 * Splunk have such names where a column or a field holds JSON.
 */
export const nameRules: Readonly<Record<Family, readonly NameRule[]>> = {
  sigma: [],
  elastic: [
    { prefix: 'winlog.event_data.', style: 'same', log: 'windows' },
    { prefix: 'winlog.user_data.', style: 'same', log: 'windows' },
    { prefix: 'o365.audit.', style: 'same', log: 'm365' },
    { prefix: 'kubernetes.audit.', style: 'same', log: 'kubernetes' },
    { prefix: 'azure.platformlogs.properties.log.', style: 'same', log: 'kubernetes' },
    { prefix: 'auditd.data.', style: 'same', log: 'linux.auditd' },
    { prefix: 'github.', style: 'same', log: 'github' },
    { prefix: 'fortinet.firewall.', style: 'same', log: 'fortigate' },
    { prefix: 'zeek.', nested: true, style: 'same', log: 'zeek' },
    { prefix: 'okta.', style: 'camel', log: 'okta' },
    { prefix: 'aws.cloudtrail.flattened.request_parameters.', style: 'same', as: 'requestParameters.', log: 'aws' },
    { prefix: 'aws.cloudtrail.flattened.response_elements.', style: 'same', as: 'responseElements.', log: 'aws' },
    { prefix: 'aws.cloudtrail.user_identity.', style: 'camel', as: 'userIdentity.', log: 'aws' },
    { prefix: 'azure.signinlogs.properties.', style: 'pascal', log: 'azure' },
    { prefix: 'azure.identityprotection.properties.', style: 'camel', log: 'azure' },
  ],
  splunk: [
    { prefix: 'properties.', style: 'pascal', log: 'azure', within: 'azure' },
    { prefix: 'properties.log.', style: 'same', log: 'kubernetes', within: 'kubernetes' },
  ],
  kusto: [
    { prefix: 'EventData.', style: 'same', log: 'windows' },
    { prefix: 'UserData.', style: 'same', log: 'windows' },
    { prefix: 'RawEventData.', style: 'same', log: 'm365', within: 'CloudAppEvents' },
    { prefix: 'RequestParameters.', style: 'same', as: 'requestParameters.', log: 'aws', within: 'AWSCloudTrail' },
    { prefix: 'ResponseElements.', style: 'same', as: 'responseElements.', log: 'aws', within: 'AWSCloudTrail' },
    { prefix: 'AdditionalEventData.', style: 'same', as: 'additionalEventData.', log: 'aws', within: 'AWSCloudTrail' },
  ],
}
