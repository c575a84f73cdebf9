import type { Telemetry } from './types.js'

const okta =
  'published:date eventType displayMessage severity outcome.result outcome.reason actor.id actor.displayName actor.alternateId client.ipAddress:ip client.userAgent.rawUserAgent client.geographicalContext.country target.displayName target.alternateId target.type securityContext.isProxy:boolean debugContext.debugData.requestUri debugContext.debugData.behaviors debugContext.debugData.logOnlySecurityData'

const by = {
  published: '2025-03-11T09:24:17.318Z',
  severity: 'INFO',
  'outcome.result': 'SUCCESS',
  'actor.displayName': 'Ana Reyes',
  'actor.alternateId': 'a.reyes@corp.example',
  'client.ipAddress': '203.0.113.41',
}

export const identity: Telemetry = {
  sources: [
    {
      key: 'okta',
      named: { id: 'eventType' },
      product: 'okta',
      provider: 'Okta System Log',
      label: 'Okta',
      channel: 'System Log',
      log: 'System log event',
      logVerified: false,
      fields: okta,
      events: `
        application.lifecycle.delete           | Delete application
        application.lifecycle.update           | Update application
        application.policy.sign_on.rule.delete | Delete rule of an application sign-on policy
        application.policy.sign_on.update      | Update application sign-on policy
        group.privilege.grant                  | Grant group privilege
        iam.resourceset.bindings.add           | Add binding of a role to a resource set
        policy.evaluate_sign_on                | Evaluation of sign-on policy
        policy.lifecycle.delete                | Delete policy
        policy.lifecycle.update                | Update policy
        policy.rule.delete                     | Delete policy rule
        policy.rule.update                     | Update policy rule
        security.threat.detected               | Request from a suspicious actor identified
        system.api_token.create                | Create API token
        system.api_token.revoke                | Revoke API token
        system.idp.lifecycle.create            | Create identity provider
        user.account.lock                      | Max sign-in attempts exceeded
        user.account.privilege.grant           | Grant user privilege
        user.account.report_suspicious_activity_by_enduser | User reports suspicious activity
        user.authentication.auth_via_mfa       | Authentication of user with a factor
        user.lifecycle.activate                | Activate Okta user
        user.lifecycle.create                  | Create Okta user
        user.mfa.factor.deactivate             | Reset factor for user
        user.mfa.factor.reset_all              | Reset all factors for user
        user.session.start                     | User login to Okta
        user.session.impersonation.grant       | Enable impersonation session
        zone.deactivate                        | Deactivate network zone
        zone.delete                            | Delete network zone
        zone.update                            | Update network zone
      `,
      open: true,
      samples: {
        log: by,
        'user.session.start': { ...by, eventType: 'user.session.start', displayMessage: 'User login to Okta' },
        'user.account.privilege.grant': {
          ...by,
          eventType: 'user.account.privilege.grant',
          displayMessage: 'Grant user privilege',
          'target.displayName': 'Mara Okafor',
        },
        'system.api_token.create': {
          ...by,
          eventType: 'system.api_token.create',
          displayMessage: 'Create API token',
          'target.displayName': 'export',
        },
      },
    },
    {
      key: 'onelogin',
      named: { id: 'event_type_id' },
      product: 'onelogin',
      provider: 'OneLogin',
      label: 'OneLogin',
      channel: 'Events API',
      log: 'OneLogin event',
      logVerified: false,
      fields: 'created_at:date event_type_id:integer actor_user_name user_name ipaddr:ip account_id app_name',
      events: `
        3    | A user assumed the identity of another user
        5    | A user logged in
        6    | A user failed to log in
        532? | A user account was locked
        551? | A user account was suspended
        553? | A user account was locked through the API
      `,
      open: true,
      samples: {
        log: {
          created_at: '2025-03-11T09:24:17Z',
          actor_user_name: 'Ana Reyes',
          user_name: 'Mara Okafor',
          ipaddr: '203.0.113.41',
        },
      },
    },
    {
      key: 'duo',
      named: { id: 'event_type' },
      product: 'cisco',
      provider: 'Cisco Duo',
      label: 'Cisco Duo',
      channel: 'Duo admin and authentication log',
      log: 'Duo event',
      logVerified: false,
      fields: 'timestamp:date event_type result reason factor user.name access_device.ip:ip application.name',
      events: `
        authentication | Authentication
        enrollment     | Enrolment
      `,
      open: true,
      samples: {
        log: {
          timestamp: '2025-03-11T09:24:17Z',
          result: 'success',
          reason: 'user_approved',
          factor: 'duo_push',
          'user.name': 'a.reyes',
          'access_device.ip': '203.0.113.41',
        },
      },
    },
  ],
  logSources: [
    { product: 'okta', service: 'okta', primary: ['okta'], route: { id: ['eventType'] } },
    { product: 'onelogin', service: 'onelogin.events', primary: ['onelogin'], route: { id: ['event_type_id'] } },
    { product: 'cisco', service: 'duo', primary: ['duo'], route: { id: ['event_type'] } },
  ],
}
