import type { Telemetry } from './types.js'

const acted = { '@timestamp': '2025-03-11T09:24:17Z', actor: 'areyes', org: 'example-corp' }
const changed = { timestamp: '2025-03-11T09:24:17Z', 'author.name': 'a.reyes', source: '203.0.113.41' }

export const codeHosting: Telemetry = {
  sources: [
    {
      key: 'github-audit',
      named: { id: 'action' },
      product: 'github',
      provider: 'GitHub audit log',
      label: 'GitHub',
      channel: 'organization audit log',
      log: 'Audit action',
      logVerified: false,
      fields: '@timestamp:date action actor actor_ip:ip org repo user team business visibility previous_visibility',
      events: `
        business_advanced_security.disabled                                  | GitHub Advanced Security was disabled for the enterprise
        business_advanced_security.disabled_for_new_repos                    | GitHub Advanced Security was disabled for new repositories of the enterprise
        business_secret_scanning.disable                                     | Secret scanning was disabled for the enterprise
        business_secret_scanning_push_protection.disable                     | Push protection was disabled for the enterprise
        codespaces.create_an_org_secret                                      | A secret for codespaces of the organization was created
        environment.create_actions_secret                                    | A secret for actions of an environment was created
        environment.delete                                                   | An environment was deleted
        org.add_member                                                       | A user joined the organization
        org.advanced_security_disabled_for_new_repos                         | GitHub Advanced Security was disabled for new repositories
        org.advanced_security_disabled_on_all_repos                          | GitHub Advanced Security was disabled for all repositories
        org.create_actions_secret                                            | A secret for actions of the organization was created
        org.disable_oauth_app_restrictions                                   | Third-party application access restrictions were disabled
        org.disable_two_factor_requirement                                   | The two-factor authentication requirement was disabled
        org.invite_member                                                    | A user was invited to the organization
        org.remove_outside_collaborator                                      | An outside collaborator was removed
        org.self_hosted_runner_offline                                       | A self-hosted runner went offline
        project.delete                                                       | A project board was deleted
        project.update_user_permission                                       | A permission on a project board was changed
        protected_branch.destroy                                             | Branch protection was disabled
        repo.advanced_security_disabled                                      | GitHub Advanced Security was disabled for a repository
        repo.archived                                                        | A repository was archived
        repo.create_actions_secret                                           | A secret for actions of a repository was created
        repo.destroy                                                         | A repository was deleted
        repo.pages_public                                                    | A pages site was made public
        repo.transfer                                                        | A repository was transferred
        repo.unarchived                                                      | A repository was unarchived
        repository_secret_scanning.disable                                   | Secret scanning was disabled for a repository
        secret_scanning.disable                                              | Secret scanning was disabled for all repositories
        secret_scanning_new_repos.disable                                    | Secret scanning was disabled for new repositories
        secret_scanning_push_protection.bypass                               | Push protection was bypassed
        ssh_certificate_authority.create                                     | An SSH certificate authority was created
        ssh_certificate_requirement.disable                                  | The SSH certificate requirement was disabled
      `,
      open: true,
      samples: {
        log: acted,
        'repo.destroy': { ...acted, action: 'repo.destroy', repo: 'example-corp/web', visibility: 'private' },
        'org.disable_two_factor_requirement': { ...acted, action: 'org.disable_two_factor_requirement' },
      },
    },
    {
      key: 'bitbucket-audit',
      named: { id: 'auditType.action' },
      product: 'bitbucket',
      provider: 'Bitbucket audit log',
      label: 'Bitbucket',
      channel: 'audit log',
      log: 'Audit action',
      logVerified: false,
      fields:
        'timestamp:date auditType.category auditType.action auditType.area author.name source:ip method affectedObjects',
      events: `
        Full data export triggered                   | Full data export triggered
        Global secret scanning rule deleted          | Global secret scanning rule deleted
        Project secret scanning allowlist rule added | Project secret scanning allowlist rule added
        Project secret scanning rule deleted         | Project secret scanning rule deleted
        Repository secret scanning rule deleted      | Repository secret scanning rule deleted
        Secret scanning exempt repository added      | Secret scanning exempt repository added
        SSH settings changed                         | SSH settings changed
        Unauthorized access to a resource            | Unauthorized access to a resource
        User login failed                            | User login failed
        User login failed(SSH)                       | User login failed over SSH
        User permissions export failed               | User permissions export failed
        User permissions export started              | User permissions export started
        User permissions exported                    | User permissions exported
      `,
      open: true,
      samples: {
        log: changed,
        'User login failed': {
          ...changed,
          'auditType.category': 'Authentication',
          'auditType.action': 'User login failed',
        },
      },
    },
  ],
  logSources: [
    { product: 'github', service: 'audit', primary: ['github-audit'], route: { id: ['action'] } },
    { product: 'bitbucket', service: 'audit', primary: ['bitbucket-audit'], route: { id: ['auditType.action'] } },
  ],
}
