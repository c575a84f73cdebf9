import type { Source, Telemetry } from './types.js'

const common =
  'eventVersion eventTime:date eventSource eventName eventType awsRegion sourceIPAddress:ip userAgent errorCode errorMessage userIdentity.type userIdentity.arn userIdentity.principalId userIdentity.accountId userIdentity.userName userIdentity.sessionContext.sessionIssuer.type requestParameters responseElements readOnly:boolean eventID:guid requestID:guid recipientAccountId'

const call = {
  eventVersion: '1.10',
  eventTime: '2025-03-11T09:24:17Z',
  awsRegion: 'eu-central-1',
  sourceIPAddress: '203.0.113.41',
  userAgent: 'aws-cli/2.24.10',
  'userIdentity.type': 'IAMUser',
  'userIdentity.arn': 'arn:aws:iam::111122223333:user/a.reyes',
  'userIdentity.userName': 'a.reyes',
  recipientAccountId: '111122223333',
  eventType: 'AwsApiCall',
}

/** The operations of each service that rules name, with what they do. */
const services: readonly (readonly [service: string, label: string, operations: string])[] = [
  [
    'account',
    'Account Management',
    `
    EnableRegion | Enable a Region
    DisableRegion | Disable a Region
  `,
  ],
  [
    'bedrock',
    'Bedrock',
    `
    DeleteGuardrail | Delete a guardrail
    UpdateGuardrail | Update a guardrail
  `,
  ],
  [
    'cloudtrail',
    'CloudTrail',
    `
    CreateTrail | Create a trail
    DeleteTrail | Delete a trail
    StopLogging | Stop logging of a trail
    UpdateTrail | Update a trail
    PutEventSelectors | Change which events a trail logs
  `,
  ],
  [
    'config',
    'Config',
    `
    DeleteConfigurationRecorder | Delete the configuration recorder
    DeleteDeliveryChannel | Delete the delivery channel
    StopConfigurationRecorder | Stop the configuration recorder
  `,
  ],
  [
    'ec2',
    'EC2',
    `
    AuthorizeSecurityGroupIngress | Add inbound rules to a security group
    CreateInstanceExportTask | Export an instance
    CreateNetworkAcl | Create a network ACL
    CreateNetworkAclEntry | Create an entry of a network ACL
    CreateSnapshot | Create a snapshot
    DeleteFlowLogs | Delete flow logs
    DescribeCarrierGateways | Describe carrier gateways
    DescribeClientVpnRoutes | Describe routes of a client VPN endpoint
    DescribeDhcpOptions | Describe DHCP option sets
    DescribeImages | Describe images
    DescribeInstanceAttribute | Describe an attribute of an instance
    DescribeSnapshotAttribute | Describe an attribute of a snapshot
    DescribeSnapshotTierStatus | Describe the storage tier of snapshots
    DescribeTransitGatewayMulticastDomains | Describe transit gateway multicast domains
    DescribeVolumes | Describe volumes
    DescribeVolumesModifications | Describe modifications of volumes
    DescribeVpcEndpointConnectionNotifications | Describe connection notifications of VPC endpoints
    DisableEbsEncryptionByDefault | Disable EBS encryption by default
    GetEbsDefaultKmsKeyId | Get the default key for EBS encryption
    GetEbsEncryptionByDefault | Get whether EBS encryption is on by default
    GetPasswordData | Get the administrator password of an instance
    GetTransitGatewayRouteTableAssociations | Get associations of a transit gateway route table
    ImportKeyPair | Import a key pair
    ModifyImageAttribute | Change an attribute of an image
    ModifyInstanceAttribute | Change an attribute of an instance
    ModifySnapshotAttribute | Change permissions of a snapshot
    RunInstances | Launch instances
  `,
  ],
  [
    'ecs',
    'ECS',
    `
    DescribeTaskDefinition | Describe a task definition
    RegisterTaskDefinition | Register a task definition
    RunTask | Run a task
  `,
  ],
  [
    'eks',
    'EKS',
    `
    CreateCluster | Create a cluster
    DeleteCluster | Delete a cluster
  `,
  ],
  [
    'elasticache',
    'ElastiCache',
    `
    AuthorizeCacheSecurityGroupIngress | Allow ingress to a cache security group
    CreateCacheSecurityGroup | Create a cache security group
    DeleteCacheSecurityGroup | Delete a cache security group
    RevokeCacheSecurityGroupIngress | Revoke ingress from a cache security group
  `,
  ],
  [
    'elasticfilesystem',
    'EFS',
    `
    DeleteFileSystem | Delete a file system
    DeleteMountTarget | Delete a mount target
  `,
  ],
  [
    'elasticloadbalancing',
    'Elastic Load Balancing',
    `
    ApplySecurityGroupsToLoadBalancer | Associate security groups with a load balancer
    SetSecurityGroups | Set the security groups of a load balancer
  `,
  ],
  [
    'glue',
    'Glue',
    `
    CreateDevEndpoint | Create a development endpoint
    DeleteDevEndpoint | Delete a development endpoint
    UpdateDevEndpoint | Update a development endpoint
  `,
  ],
  [
    'guardduty',
    'GuardDuty',
    `
    CreateIPSet | Create a list of trusted addresses
    DeleteDetector | Delete a detector
    DeleteMember | Delete member accounts
    DisassociateFromMasterAccount | Disassociate from the administrator account
    DisassociateMember | Disassociate a member account
    UpdateDetector | Update a detector
  `,
  ],
  [
    'iam',
    'IAM',
    `
    AddUserToGroup | Add a user to a group
    AttachUserPolicy | Attach a managed policy to a user
    CreateAccessKey | Create an access key
    CreateLoginProfile | Create a console password for a user
    CreateUser | Create a user
    CreateVirtualMFADevice | Create a virtual MFA device
    DeactivateMFADevice | Deactivate an MFA device
    DeleteSAMLProvider | Delete a SAML provider
    GetLoginProfile | Get whether a user has a console password
    PutUserPolicy | Add an inline policy to a user
    UpdateLoginProfile | Change the console password of a user
    UpdateSAMLProvider | Update a SAML provider
  `,
  ],
  [
    'kms',
    'KMS',
    `
    DeleteImportedKeyMaterial | Delete imported key material
    DisableKey | Disable a key
    ImportKeyMaterial | Import key material
    ScheduleKeyDeletion | Schedule deletion of a key
  `,
  ],
  [
    'lambda',
    'Lambda',
    `
    CreateFunction | Create a function
    CreateFunctionUrlConfig | Create a function URL
    Invoke | Invoke a function
    UpdateFunctionConfiguration | Update the configuration of a function
  `,
  ],
  [
    'macie2',
    'Macie',
    `
    ArchiveFindings | Archive findings
    CreateFindingsFilter | Create a findings filter
    DisableMacie | Disable Macie
    DisableOrganizationAdminAccount | Disable an account as administrator of the organization
    UpdateClassificationJob | Change the status of a classification job
    UpdateFindingsFilter | Update a findings filter
    UpdateMacieSession | Suspend or re-enable Macie
    UpdateMemberSession | Suspend or re-enable Macie for a member
  `,
  ],
  [
    'organizations',
    'Organizations',
    `
    LeaveOrganization | Leave the organization
  `,
  ],
  [
    'rds',
    'RDS',
    `
    AuthorizeDBSecurityGroupIngress | Allow ingress to a DB security group
    CreateDBSecurityGroup | Create a DB security group
    DeleteDBCluster | Delete a DB cluster
    DeleteDBInstance | Delete a DB instance
    DeleteDBSecurityGroup | Delete a DB security group
    ModifyDBCluster | Modify a DB cluster
    ModifyDBInstance | Modify a DB instance
    RestoreDBInstanceFromDBSnapshot | Restore a DB instance from a snapshot
    RevokeDBSecurityGroupIngress | Revoke ingress from a DB security group
  `,
  ],
  [
    'route53',
    'Route 53',
    `
    DisableDomainTransferLock | Remove the transfer lock of a domain
    TransferDomainToAnotherAwsAccount | Transfer a domain to another account
  `,
  ],
  [
    's3',
    'S3',
    `
    DeleteBucket | Delete a bucket
    GetBucketCors | Get the CORS configuration of a bucket
    GetBucketInventoryConfiguration | Get an inventory configuration of a bucket
    GetBucketMetricsConfiguration | Get a metrics configuration of a bucket
    GetBucketPolicy | Get the policy of a bucket
    GetBucketPublicAccessBlock | Get the public access block of a bucket
    GetBucketReplication | Get the replication configuration of a bucket
    GetBucketTagging | Get the tags of a bucket
    ListBuckets | List buckets
    PutBucketLogging | Set the logging of a bucket
    PutBucketPolicy | Set the policy of a bucket
    PutBucketWebsite | Set the website configuration of a bucket
    PutEncryptionConfiguration | Set the encryption of a bucket
    PutLifecycleConfiguration | Set the lifecycle configuration of a bucket
    PutReplicationConfiguration | Set the replication configuration of a bucket
    ReplicateObject | Replicate an object
    RestoreObject | Restore an archived object
  `,
  ],
  [
    'securityhub',
    'Security Hub',
    `
    BatchUpdateFindings | Update findings
    DeleteInsight | Delete an insight
    UpdateFindings | Update findings by filter
    UpdateInsight | Update an insight
  `,
  ],
  [
    'ses',
    'SES',
    `
    DeleteIdentity | Delete an identity
    UpdateAccountSendingEnabled | Enable or disable sending for the account
    VerifyEmailIdentity | Verify an email identity
  `,
  ],
  [
    'signin',
    'Sign-in',
    `
    ConsoleLogin | Console sign-in
    GetSigninToken | Get a sign-in token
  `,
  ],
  [
    'ssm',
    'Systems Manager',
    `
    SendCommand | Run a command on managed nodes
    StartSession | Start a session on a node
  `,
  ],
  [
    'sts',
    'STS',
    `
    AssumeRole | Assume a role
    AssumeRoleWithSAML | Assume a role with SAML
    GetCallerIdentity | Get the identity of the caller
    GetSessionToken | Get temporary credentials
  `,
  ],
]

const samples: Readonly<Record<string, Source['samples']>> = {
  signin: {
    ConsoleLogin: {
      ...call,
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      eventType: 'AwsConsoleSignIn',
      'userIdentity.type': 'Root',
      responseElements: '{"ConsoleLogin":"Success"}',
      'responseElements.ConsoleLogin': 'Success',
    },
  },
  iam: {
    CreateAccessKey: {
      ...call,
      eventSource: 'iam.amazonaws.com',
      eventName: 'CreateAccessKey',
      requestParameters: '{"userName":"svc-backup"}',
    },
  },
  cloudtrail: {
    StopLogging: {
      ...call,
      eventSource: 'cloudtrail.amazonaws.com',
      eventName: 'StopLogging',
      requestParameters: '{"name":"arn:aws:cloudtrail:eu-central-1:111122223333:trail/org"}',
    },
  },
}

export const aws: Telemetry = {
  sources: [
    {
      key: 'cloudtrail',
      product: 'aws',
      provider: 'AWS CloudTrail',
      label: 'CloudTrail',
      channel: 'AWS CloudTrail',
      log: 'AWS API call',
      logVerified: false,
      fields: common,
      samples: { log: { ...call, eventSource: 'sts.amazonaws.com', eventName: 'GetCallerIdentity' } },
    },
    ...services.map(
      ([service, label, operations]): Source => ({
        key: `aws-${service}`,
        product: 'aws',
        provider: `${service}.amazonaws.com`,
        label: `AWS ${label}`,
        channel: 'AWS CloudTrail',
        log: `Any call of AWS ${label}`,
        logVerified: false,
        fields: service === 'signin' ? `${common} responseElements.ConsoleLogin` : common,
        events: operations,
        open: true,
        named: { id: 'eventName', provider: 'eventSource' },
        samples: { log: call, ...samples[service] },
      }),
    ),
  ],
  logSources: [
    {
      product: 'aws',
      service: 'cloudtrail',
      primary: ['cloudtrail'],
      route: { id: ['eventName'], provider: ['eventSource'] },
    },
  ],
}
