import type { Telemetry } from './types.js'

const request =
  'requestReceivedTimestamp:date verb requestURI user.username user.groups sourceIPs:ip userAgent objectRef.resource objectRef.namespace objectRef.name objectRef.apiGroup objectRef.subresource responseStatus.code:integer apiGroup capabilities hostPath'

const asked = {
  requestReceivedTimestamp: '2025-03-11T09:24:17.318Z',
  'user.username': 'system:serviceaccount:web:deployer',
  sourceIPs: '10.30.1.12',
  userAgent: 'kubectl/v1.32.2',
  'responseStatus.code': '201',
}

export const kubernetes: Telemetry = {
  sources: [
    {
      key: 'kubernetes-audit',
      named: { id: 'verb' },
      product: 'kubernetes',
      provider: 'Kubernetes audit log',
      label: 'Kubernetes audit',
      channel: 'API server audit',
      log: 'API request',
      logVerified: false,
      fields: request,
      events: `
        create  | Create a resource
        delete  | Delete a resource
        get     | Read a resource
        list    | List resources
        patch   | Change part of a resource
        replace? | Replace a resource
        update  | Replace a resource
        watch   | Watch resources
      `,
      open: true,
      samples: {
        log: { ...asked, 'objectRef.resource': 'deployments', 'objectRef.namespace': 'web' },
        create: {
          ...asked,
          verb: 'create',
          'objectRef.resource': 'pods',
          'objectRef.namespace': 'web',
          'objectRef.name': 'debug',
        },
        delete: {
          ...asked,
          verb: 'delete',
          'objectRef.resource': 'events',
          'objectRef.namespace': 'web',
          'responseStatus.code': '200',
        },
        list: {
          ...asked,
          verb: 'list',
          'objectRef.resource': 'secrets',
          'objectRef.namespace': 'web',
          'responseStatus.code': '200',
        },
      },
    },
  ],
  logSources: [
    { product: 'kubernetes', service: 'audit', primary: ['kubernetes-audit'], route: { id: ['verb'] } },
    {
      product: 'kubernetes',
      category: 'application',
      service: 'audit',
      primary: ['kubernetes-audit'],
      route: { id: ['verb'] },
    },
  ],
}
