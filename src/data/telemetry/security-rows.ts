// Begun with scripts/telemetry-rows.mjs from a public dictionary of Microsoft-Windows-Security-Auditing, then corrected by hand.
const who = 'SubjectUserSid:sid SubjectUserName SubjectDomainName SubjectLogonId:hex'
const target = 'TargetUserName TargetDomainName TargetSid:sid'
const filter = 'FilterRTID:integer LayerName LayerRTID:integer'
const caller = 'ProcessId:hex ProcessName:path'

/** `id | title | fields`: the events of the Security log that Windows' own auditing writes. */
export const rows = `
  4608 | Windows is starting up |
  4610 | An authentication package has been loaded by the Local Security Authority | AuthenticationPackageName
  4611 | A trusted logon process has been registered with the Local Security Authority | ${who} LogonProcessName
  4612 | Internal resources allocated for the queuing of audit messages have been exhausted, leading to the loss of some audits | AuditsDiscarded:integer
  4614 | A notification package has been loaded by the Security Account Manager | NotificationPackageName
  4615 | Invalid use of LPC port | ${who} InvalidCallName ServerPortName ${caller}
  4616 | The system time was changed | ${who} PreviousTime:date NewTime:date ${caller}
  4618 | A monitored security event pattern has occurred | EventId:integer ComputerName TargetUserSid:sid TargetUserName TargetUserDomain TargetLogonId:hex EventCount:integer Duration
  4621 | Administrator recovered system from CrashOnAuditFail | CrashOnAuditFailValue
  4622 | A security package has been loaded by the Local Security Authority | SecurityPackageName
  4624 | An account was successfully logged on | ${who} TargetUserSid:sid TargetUserName TargetDomainName TargetLogonId:hex LogonType:integer LogonProcessName AuthenticationPackageName WorkstationName LogonGuid:guid TransmittedServices LmPackageName KeyLength:integer ${caller} IpAddress:ip IpPort ImpersonationLevel RestrictedAdminMode TargetOutboundUserName TargetOutboundDomainName VirtualAccount TargetLinkedLogonId:hex ElevatedToken
  4625 | An account failed to log on | ${who} TargetUserSid:sid TargetUserName TargetDomainName Status:hex FailureReason SubStatus:hex LogonType:integer LogonProcessName AuthenticationPackageName WorkstationName TransmittedServices LmPackageName KeyLength:integer ${caller} IpAddress:ip IpPort
  4626 | User/Device claims information | ${who} TargetUserSid:sid TargetUserName TargetDomainName TargetLogonId:hex LogonType:integer EventIdx:integer EventCountTotal:integer UserClaims DeviceClaims
  4627 | Group membership information | ${who} TargetUserSid:sid TargetUserName TargetDomainName TargetLogonId:hex LogonType:integer EventIdx:integer EventCountTotal:integer GroupMembership
  4634 | An account was logged off | TargetUserSid:sid TargetUserName TargetDomainName TargetLogonId:hex LogonType:integer
  4646 | IKE DoS-prevention mode started | notification
  4647 | User initiated logoff | TargetUserSid:sid TargetUserName TargetDomainName TargetLogonId:hex
  4648 | A logon was attempted using explicit credentials | ${who} LogonGuid:guid TargetUserName TargetDomainName TargetLogonGuid:guid TargetServerName TargetInfo ${caller} IpAddress:ip IpPort
  4649 | A replay attack was detected | ${who} TargetUserName TargetDomainName RequestType LogonProcessName AuthenticationPackage WorkstationName TransmittedServices ${caller}
  4650 | An IPsec Main Mode security association was established. Extended Mode was not enabled. Certificate authentication was not used | LocalMMPrincipalName RemoteMMPrincipalName LocalAddress:ip LocalKeyModPort:integer RemoteAddress:ip RemoteKeyModPort:integer KeyModName MMAuthMethod MMCipherAlg MMIntegrityAlg DHGroup MMLifetime:integer QMLimit:integer Role MMImpersonationState MMFilterID:integer MMSAID:integer
  4651 | An IPsec Main Mode security association was established. Extended Mode was not enabled. A certificate was used for authentication | LocalMMPrincipalName LocalMMCertHash LocalMMIssuingCA LocalMMRootCA RemoteMMPrincipalName RemoteMMCertHash RemoteMMIssuingCA RemoteMMRootCA LocalAddress:ip LocalKeyModPort:integer RemoteAddress:ip RemoteKeyModPort:integer KeyModName MMAuthMethod MMCipherAlg MMIntegrityAlg DHGroup MMLifetime:integer QMLimit:integer Role MMImpersonationState MMFilterID:integer MMSAID:integer
  4652 | An IPsec Main Mode negotiation failed | LocalMMPrincipalName LocalMMCertHash LocalMMIssuingCA LocalMMRootCA RemoteMMPrincipalName RemoteMMCertHash RemoteMMIssuingCA RemoteMMRootCA LocalAddress:ip LocalKeyModPort:integer RemoteAddress:ip RemoteKeyModPort:integer KeyModName FailurePoint FailureReason MMAuthMethod State Role MMImpersonationState MMFilterID:integer InitiatorCookie ResponderCookie
  4653 | An IPsec Main Mode negotiation failed | LocalMMPrincipalName RemoteMMPrincipalName LocalAddress:ip LocalKeyModPort:integer RemoteAddress:ip RemoteKeyModPort:integer KeyModName FailurePoint FailureReason MMAuthMethod State Role MMImpersonationState MMFilterID:integer InitiatorCookie ResponderCookie
  4654 | An IPsec Quick Mode negotiation failed | LocalAddress:ip LocalAddressMask LocalPort:integer LocalTunnelEndpoint RemoteAddress:ip RemoteAddressMask RemotePort:integer RemoteTunnelEndpoint Protocol:integer RemotePrivateAddress KeyModName FailurePoint FailureReason Mode State Role MessageID:integer QMFilterID:integer MMSAID:integer TunnelId:integer TrafficSelectorId:integer
  4655 | An IPsec Main Mode security association ended | LocalAddress:ip RemoteAddress:ip KeyModName MMSAID:integer
  4656 | A handle to an object was requested | ${who} ObjectServer ObjectType ObjectName HandleId:hex TransactionId:guid AccessList AccessReason AccessMask:hex PrivilegeList RestrictedSidCount:integer ${caller} ResourceAttributes
  4657 | A registry value was modified | ${who} ObjectName ObjectValueName HandleId:hex OperationType OldValueType OldValue NewValueType NewValue ${caller}
  4658 | The handle to an object was closed | ${who} ObjectServer HandleId:hex ${caller}
  4659 | A handle to an object was requested with intent to delete | ${who} ObjectServer ObjectType ObjectName HandleId:hex TransactionId:guid AccessList AccessMask:hex PrivilegeList ProcessId:hex
  4660 | An object was deleted | ${who} ObjectServer HandleId:hex ${caller} TransactionId:guid
  4661 | A handle to an object was requested | ${who} ObjectServer ObjectType ObjectName HandleId:hex TransactionId:guid AccessList AccessReason AccessMask:hex PrivilegeList Properties RestrictedSidCount:integer ${caller}
  4662 | An operation was performed on an object | ${who} ObjectServer ObjectType ObjectName OperationType HandleId:hex AccessList AccessMask:hex Properties AdditionalInfo AdditionalInfo2
  4663 | An attempt was made to access an object | ${who} ObjectServer ObjectType ObjectName HandleId:hex AccessList AccessMask:hex ${caller} ResourceAttributes
  4664 | An attempt was made to create a hard link | ${who} FileName:path LinkName TransactionId:guid
  4665 | An attempt was made to create an application client context | AppName AppInstance:integer ClientName ClientDomain ClientLogonId:integer Status:integer
  4666 | An application attempted an operation | AppName AppInstance:integer ObjectName ScopeName ClientName ClientDomain ClientLogonId:integer Role Group OperationName OperationId:integer
  4667 | An application client context was deleted | AppName AppInstance:integer ClientName ClientDomain ClientLogonId:integer
  4668 | An application was initialized | AppName AppInstance:integer ClientName ClientDomain ClientLogonId:integer StoreUrl
  4670 | Permissions on an object were changed | ${who} ObjectServer ObjectType ObjectName HandleId:hex OldSd NewSd ${caller}
  4671 | An application attempted to access a blocked ordinal through the TBS | CallerUserSid:sid CallerUserName CallerDomainName CallerLogonId:hex Ordinal:integer
  4672 | Special privileges assigned to new logon | ${who} PrivilegeList
  4673 | A privileged service was called | ${who} ObjectServer Service PrivilegeList ${caller}
  4674 | An operation was attempted on a privileged object | ${who} ObjectServer ObjectType ObjectName HandleId:hex AccessMask PrivilegeList ${caller}
  4675 | SIDs were filtered | TargetUserSid:sid TargetUserName TargetDomainName TdoDirection:integer TdoAttributes:integer TdoType:integer TdoSid:sid SidList
  4688 | A new process has been created | ${who} NewProcessId:hex NewProcessName:path TokenElevationType ProcessId:hex CommandLine TargetUserSid:sid TargetUserName TargetDomainName TargetLogonId:hex ParentProcessName:path MandatoryLabel:sid
  4689 | A process has exited | ${who} Status:hex ${caller}
  4690 | An attempt was made to duplicate a handle to an object | ${who} SourceHandleId:hex SourceProcessId:hex TargetHandleId:hex TargetProcessId:hex
  4691 | Indirect access to an object was requested | ${who} ObjectType ObjectName AccessList AccessMask:hex ProcessId:hex
  4692 | Backup of data protection master key was attempted | ${who} MasterKeyId RecoveryServer RecoveryKeyId FailureReason:hex
  4693 | Recovery of data protection master key was attempted | ${who} MasterKeyId RecoveryReason:hex RecoveryServer RecoveryKeyId FailureId:hex
  4694 | Protection of auditable protected data was attempted | ${who} DataDescription MasterKeyId ProtectedDataFlags:hex CryptoAlgorithms FailureReason:hex
  4695 | Unprotection of auditable protected data was attempted | ${who} DataDescription MasterKeyId ProtectedDataFlags:hex CryptoAlgorithms FailureReason:hex
  4696 | A primary token was assigned to process | ${who} TargetUserSid:sid TargetUserName TargetDomainName TargetLogonId:hex TargetProcessId:hex TargetProcessName ${caller}
  4697 | A service was installed in the system | ${who} ServiceName ServiceFileName:path ServiceType:hex ServiceStartType:integer ServiceAccount ClientProcessStartKey:integer ClientProcessId:integer ParentProcessId:integer
  4698 | A scheduled task was created | ${who} TaskName TaskContent ClientProcessStartKey:integer ClientProcessId:integer ParentProcessId:integer RpcCallClientLocality:integer FQDN
  4699 | A scheduled task was deleted | ${who} TaskName TaskContent ClientProcessStartKey:integer ClientProcessId:integer ParentProcessId:integer RpcCallClientLocality:integer FQDN
  4700 | A scheduled task was enabled | ${who} TaskName TaskContent ClientProcessStartKey:integer ClientProcessId:integer ParentProcessId:integer RpcCallClientLocality:integer FQDN
  4701 | A scheduled task was disabled | ${who} TaskName TaskContent ClientProcessStartKey:integer ClientProcessId:integer ParentProcessId:integer RpcCallClientLocality:integer FQDN
  4702 | A scheduled task was updated | ${who} TaskName TaskContentNew ClientProcessStartKey:integer ClientProcessId:integer ParentProcessId:integer RpcCallClientLocality:integer FQDN
  4703 | A user right was adjusted | ${who} TargetUserSid:sid TargetUserName TargetDomainName TargetLogonId:hex ProcessName:path ProcessId:hex EnabledPrivilegeList DisabledPrivilegeList
  4704 | A user right was assigned | ${who} TargetSid:sid PrivilegeList
  4705 | A user right was removed | ${who} TargetSid:sid PrivilegeList
  4706 | A new trust was created to a domain | DomainName DomainSid:sid ${who} TdoType:integer TdoDirection:integer TdoAttributes:integer SidFilteringEnabled
  4707 | A trust to a domain was removed | DomainName DomainSid:sid ${who}
  4709 | IPsec Services was started | param1 param2 param3
  4710 | IPsec Services was disabled | param1 param2
  4711? | PAStore Engine applied or failed to apply an IPsec policy | param1
  4712 | IPsec Services encountered a potentially serious failure | param1
  4713 | Kerberos policy was changed | ${who} KerberosPolicyChange
  4714 | Encrypted data recovery policy was changed | ${who} EfsPolicyChange
  4715 | The audit policy (SACL) on an object was changed | ${who} OldSd NewSd
  4716 | Trusted domain information was modified | ${who} DomainName DomainSid:sid TdoType:integer TdoDirection:integer TdoAttributes:integer SidFilteringEnabled
  4717 | System security access was granted to an account | ${who} TargetSid:sid AccessGranted
  4718 | System security access was removed from an account | ${who} TargetSid:sid AccessRemoved
  4719 | System audit policy was changed | ${who} CategoryId SubcategoryId SubcategoryGuid:guid AuditPolicyChanges
  4720 | A user account was created | ${target} ${who} PrivilegeList SamAccountName DisplayName UserPrincipalName HomeDirectory HomePath:path ScriptPath:path ProfilePath:path UserWorkstations PasswordLastSet AccountExpires PrimaryGroupId AllowedToDelegateTo OldUacValue NewUacValue UserAccountControl UserParameters SidHistory LogonHours
  4722 | A user account was enabled | ${target} ${who}
  4723 | An attempt was made to change an account's password | ${target} ${who} PrivilegeList
  4724 | An attempt was made to reset an account's password | ${target} ${who}
  4725 | A user account was disabled | ${target} ${who}
  4726 | A user account was deleted | ${target} ${who} PrivilegeList
  4727 | A security-enabled global group was created | ${target} ${who} PrivilegeList SamAccountName SidHistory
  4728 | A member was added to a security-enabled global group | MemberName MemberSid:sid ${target} ${who} PrivilegeList MembershipExpirationTime:date
  4729 | A member was removed from a security-enabled global group | MemberName MemberSid:sid ${target} ${who} PrivilegeList
  4730 | A security-enabled global group was deleted | ${target} ${who} PrivilegeList
  4731 | A security-enabled local group was created | ${target} ${who} PrivilegeList SamAccountName SidHistory
  4732 | A member was added to a security-enabled local group | MemberName MemberSid:sid ${target} ${who} PrivilegeList MembershipExpirationTime:date
  4733 | A member was removed from a security-enabled local group | MemberName MemberSid:sid ${target} ${who} PrivilegeList
  4734 | A security-enabled local group was deleted | ${target} ${who} PrivilegeList
  4735 | A security-enabled local group was changed | ${target} ${who} PrivilegeList SamAccountName SidHistory
  4737 | A security-enabled global group was changed | ${target} ${who} PrivilegeList SamAccountName SidHistory
  4738 | A user account was changed | Dummy ${target} ${who} PrivilegeList SamAccountName DisplayName UserPrincipalName HomeDirectory HomePath:path ScriptPath:path ProfilePath:path UserWorkstations PasswordLastSet AccountExpires PrimaryGroupId AllowedToDelegateTo OldUacValue NewUacValue UserAccountControl UserParameters SidHistory LogonHours
  4739 | Domain Policy was changed | DomainPolicyChanged DomainName DomainSid:sid ${who} PrivilegeList MinPasswordAge MaxPasswordAge ForceLogoff LockoutThreshold LockoutObservationWindow LockoutDuration PasswordProperties MinPasswordLength PasswordHistoryLength MachineAccountQuota MixedDomainMode DomainBehaviorVersion OemInformation
  4740 | A user account was locked out | ${target} ${who}
  4741 | A computer account was created | ${target} ${who} PrivilegeList SamAccountName DisplayName UserPrincipalName HomeDirectory HomePath:path ScriptPath:path ProfilePath:path UserWorkstations PasswordLastSet AccountExpires PrimaryGroupId AllowedToDelegateTo OldUacValue NewUacValue UserAccountControl UserParameters SidHistory LogonHours DnsHostName ServicePrincipalNames
  4742 | A computer account was changed | ComputerAccountChange ${target} ${who} PrivilegeList SamAccountName DisplayName UserPrincipalName HomeDirectory HomePath:path ScriptPath:path ProfilePath:path UserWorkstations PasswordLastSet AccountExpires PrimaryGroupId AllowedToDelegateTo OldUacValue NewUacValue UserAccountControl UserParameters SidHistory LogonHours DnsHostName ServicePrincipalNames
  4743 | A computer account was deleted | ${target} ${who} PrivilegeList
  4744 | A security-disabled local group was created | ${target} ${who} PrivilegeList SamAccountName SidHistory
  4745 | A security-disabled local group was changed | ${target} ${who} PrivilegeList SamAccountName SidHistory
  4746 | A member was added to a security-disabled local group | MemberName MemberSid:sid ${target} ${who} PrivilegeList MembershipExpirationTime:date
  4747 | A member was removed from a security-disabled local group | MemberName MemberSid:sid ${target} ${who} PrivilegeList
  4748 | A security-disabled local group was deleted | ${target} ${who} PrivilegeList
  4749 | A security-disabled global group was created | ${target} ${who} PrivilegeList SamAccountName SidHistory
  4750 | A security-disabled global group was changed | ${target} ${who} PrivilegeList SamAccountName SidHistory
  4751 | A member was added to a security-disabled global group | MemberName MemberSid:sid ${target} ${who} PrivilegeList MembershipExpirationTime:date
  4752 | A member was removed from a security-disabled global group | MemberName MemberSid:sid ${target} ${who} PrivilegeList
  4753 | A security-disabled global group was deleted | ${target} ${who} PrivilegeList
  4754 | A security-enabled universal group was created | ${target} ${who} PrivilegeList SamAccountName SidHistory
  4755 | A security-enabled universal group was changed | ${target} ${who} PrivilegeList SamAccountName SidHistory
  4756 | A member was added to a security-enabled universal group | MemberName MemberSid:sid ${target} ${who} PrivilegeList MembershipExpirationTime:date
  4757 | A member was removed from a security-enabled universal group | MemberName MemberSid:sid ${target} ${who} PrivilegeList
  4758 | A security-enabled universal group was deleted | ${target} ${who} PrivilegeList
  4759 | A security-disabled universal group was created | ${target} ${who} PrivilegeList SamAccountName SidHistory
  4760 | A security-disabled universal group was changed | ${target} ${who} PrivilegeList SamAccountName SidHistory
  4761 | A member was added to a security-disabled universal group | MemberName MemberSid:sid ${target} ${who} PrivilegeList MembershipExpirationTime:date
  4762 | A member was removed from a security-disabled universal group | MemberName MemberSid:sid ${target} ${who} PrivilegeList
  4763 | A security-disabled universal group was deleted | ${target} ${who} PrivilegeList
  4764 | A group's type was changed | GroupTypeChange ${target} ${who} PrivilegeList
  4765 | SID History was added to an account | SourceUserName SourceSid:sid ${target} ${who} PrivilegeList SidList
  4766 | An attempt to add SID History to an account failed | SourceUserName TargetUserName TargetDomainName TargetSid SubjectUserName SubjectDomainName SubjectLogonId PrivilegeList
  4767 | A user account was unlocked | ${target} ${who}
  4768 | A Kerberos authentication ticket (TGT) was requested | ${target} ServiceName ServiceSid:sid TicketOptions:hex Status:hex TicketEncryptionType:hex PreAuthType IpAddress:ip IpPort CertIssuerName CertSerialNumber CertThumbprint
  4769 | A Kerberos service ticket was requested | TargetUserName TargetDomainName ServiceName ServiceSid:sid TicketOptions:hex TicketEncryptionType:hex IpAddress:ip IpPort Status:hex LogonGuid:guid TransmittedServices
  4770 | A Kerberos service ticket was renewed | TargetUserName TargetDomainName ServiceName ServiceSid:sid TicketOptions:hex TicketEncryptionType:hex IpAddress:ip IpPort
  4771 | Kerberos pre-authentication failed | TargetUserName TargetSid:sid ServiceName TicketOptions:hex Status:hex PreAuthType IpAddress:ip IpPort CertIssuerName CertSerialNumber CertThumbprint
  4772 | A Kerberos authentication ticket request failed | TargetUserName TargetDomainName ServiceName TicketOptions FailureCode IpAddress:ip IpPort
  4773 | A Kerberos service ticket request failed | TargetUserName TargetDomainName ServiceName TicketOptions FailureCode IpAddress:ip IpPort
  4774 | An account was mapped for logon | MappingBy ClientUserName MappedName
  4775 | An account could not be mapped for logon | ClientUserName MappingBy
  4776 | The computer attempted to validate the credentials for an account | PackageName TargetUserName Workstation Status:hex
  4777 | The domain controller failed to validate the credentials for an account | ClientUserName TargetUserName Workstation Status
  4778 | A session was reconnected to a Window Station | AccountName AccountDomain LogonID:hex SessionName ClientName ClientAddress:ip
  4779 | A session was disconnected from a Window Station | AccountName AccountDomain LogonID:hex SessionName ClientName ClientAddress:ip
  4780 | The ACL was set on accounts which are members of administrators groups | ${target} ${who} PrivilegeList
  4781 | The name of an account was changed | OldTargetUserName New${target} ${who} PrivilegeList
  4782 | The password hash of an account was accessed | TargetUserName TargetDomainName ${who}
  4783 | A basic application group was created | ${target} ${who} PrivilegeList SamAccountName SidHistory
  4784 | A basic application group was changed | ${target} ${who} PrivilegeList SamAccountName SidHistory
  4785 | A member was added to a basic application group | MemberName MemberSid:sid ${target} ${who} PrivilegeList MembershipExpirationTime:date
  4786 | A member was removed from a basic application group | MemberName MemberSid:sid ${target} ${who} PrivilegeList
  4787 | A non-member was added to a basic application group | MemberName MemberSid:sid ${target} ${who} PrivilegeList
  4788 | A non-member was removed from a basic application group | MemberName MemberSid:sid ${target} ${who} PrivilegeList
  4789 | A basic application group was deleted | ${target} ${who} PrivilegeList
  4790 | An LDAP query group was created | ${target} ${who} PrivilegeList SamAccountName SidHistory
  4791 | An LDAP query group was changed | ${target} ${who} PrivilegeList SamAccountName SidHistory
  4792 | An LDAP query group was deleted | ${target} ${who} PrivilegeList
  4793 | The Password Policy Checking API was called | ${who} Workstation TargetUserName Status:hex
  4794 | An attempt was made to set the Directory Services Restore Mode administrator password | ${who} Workstation Status:hex
  4797 | An attempt was made to query the existence of a blank password for an account | ${who} Workstation TargetUserName TargetDomainName
  4798 | A user's local group membership was enumerated | ${target} ${who} CallerProcessId:hex CallerProcessName:path
  4799 | A security-enabled local group membership was enumerated | ${target} ${who} CallerProcessId:hex CallerProcessName:path
  4800 | The workstation was locked | TargetUserSid:sid TargetUserName TargetDomainName TargetLogonId:hex SessionId:integer
  4801 | The workstation was unlocked | TargetUserSid:sid TargetUserName TargetDomainName TargetLogonId:hex SessionId:integer
  4802 | The screen saver was invoked | TargetUserSid:sid TargetUserName TargetDomainName TargetLogonId:hex SessionId:integer
  4803 | The screen saver was dismissed | TargetUserSid:sid TargetUserName TargetDomainName TargetLogonId:hex SessionId:integer
  4816 | RPC detected an integrity violation while decrypting an incoming message | PeerName ProtocolSequence SecurityError:integer
  4817 | Auditing settings on object were changed | ${who} ObjectServer ObjectType ObjectName OldSd NewSd
  4818 | Proposed Central Access Policy does not grant the same access permissions as the current Central Access Policy | ${who} ObjectServer ObjectType ObjectName HandleId:hex ${caller} AccessReason StagingReason
  4819 | Central Access Policies on the machine have been changed | ${who} ObjectServer ObjectType AddedCAPs DeletedCAPs ModifiedCAPs AsIsCAPs
  4820 | A Kerberos Ticket-granting-ticket (TGT) was denied because the device does not meet the access control restrictions | ${target} DeviceName ServiceName ServiceSid:sid TicketOptions:hex Status:hex TicketEncryptionType:hex PreAuthType IpAddress:ip IpPort CertIssuerName CertSerialNumber CertThumbprint SiloName PolicyName TGTLifetime:integer
  4821 | A Kerberos service ticket was denied because the user, device, or both does not meet the access control restrictions | TargetUserName TargetDomainName DeviceName ServiceName ServiceSid:sid TicketOptions:hex TicketEncryptionType:hex IpAddress:ip IpPort Status:hex LogonGuid:guid TransitedServices SiloName PolicyName
  4822 | NTLM authentication failed because the account was a member of the Protected User group | AccountName DeviceName Status:hex
  4823 | NTLM authentication failed because access control restrictions are required | AccountName DeviceName Status:hex SiloName PolicyName
  4824 | Kerberos preauthentication by using DES or RC4 failed because the account was a member of the Protected User group | TargetUserName TargetSid:sid ServiceName TicketOptions:hex Status:hex PreAuthType IpAddress:ip IpPort CertIssuerName CertSerialNumber CertThumbprint
  4825 | A user was denied the access to Remote Desktop | AccountName AccountDomain LogonID:hex ClientAddress:ip
  4826 | Boot Configuration Data loaded | ${who} LoadOptions AdvancedOptions ConfigAccessPolicy RemoteEventLogging KernelDebug VsmLaunchType TestSigning FlightSigning DisableIntegrityChecks HypervisorLoadOptions HypervisorLaunchType HypervisorDebug
  4830 | SID History was removed from an account | SourceUserName SourceSid:sid ${target} ${who} PrivilegeList SidList
  4864 | A namespace collision was detected | CollisionTargetType:integer CollisionTargetName ForestRoot TopLevelName DnsName NetbiosName DomainSid:sid Flags:integer
  4865 | A trusted forest information entry was added | ForestRoot ForestRootSid:sid OperationId:hex EntryType:integer Flags:integer TopLevelName DnsName NetbiosName DomainSid:sid ${who}
  4866 | A trusted forest information entry was removed | ForestRoot ForestRootSid:sid OperationId:hex EntryType:integer Flags:integer TopLevelName DnsName NetbiosName DomainSid:sid ${who}
  4867 | A trusted forest information entry was modified | ${who} ForestRoot ForestRootSid:sid OperationId:hex EntryType:integer Flags:integer TopLevelName DnsName NetbiosName DomainSid:sid
  4868 | The certificate manager denied a pending certificate request | RequestId ${who}
  4869 | Certificate Services received a resubmitted certificate request | RequestId ${who}
  4870 | Certificate Services revoked a certificate | CertificateSerialNumber RevocationReason ${who}
  4871 | Certificate Services received a request to publish the certificate revocation list (CRL) | NextUpdate NextPublishForBaseCRL NextPublishForDeltaCRL ${who}
  4872 | Certificate Services published the certificate revocation list (CRL) | IsBaseCRL CRLNumber KeyContainer NextPublish PublishURLs
  4873 | A certificate request extension changed | RequestId ExtensionName ExtensionDataType ExtensionPolicyFlags ExtensionData ${who}
  4874 | One or more certificate request attributes changed | RequestId Attributes ${who}
  4875 | Certificate Services received a request to shut down | ${who}
  4876 | Certificate Services backup started | BackupType ${who}
  4877 | Certificate Services backup completed | ${who}
  4878 | Certificate Services restore started |
  4879 | Certificate Services restore completed |
  4880 | Certificate Services started | CertificateDatabaseHash PrivateKeyUsageCount CACertificateHash CAPublicKeyHash
  4881 | Certificate Services stopped | CertificateDatabaseHash PrivateKeyUsageCount CACertificateHash CAPublicKeyHash
  4882 | The security permissions for Certificate Services changed | SecuritySettings ${who}
  4883 | Certificate Services retrieved an archived key | RequestId ${who}
  4884 | Certificate Services imported a certificate into its database | Certificate RequestId ${who}
  4885 | The audit filter for Certificate Services changed | AuditFilter ${who}
  4886 | Certificate Services received a certificate request | RequestId Requester Attributes
  4887 | Certificate Services approved a certificate request and issued a certificate | RequestId Requester Attributes Disposition SubjectKeyIdentifier Subject
  4888 | Certificate Services denied a certificate request | RequestId Requester Attributes Disposition SubjectKeyIdentifier Subject
  4889 | Certificate Services set the status of a certificate request to pending | RequestId Requester Attributes Disposition SubjectKeyIdentifier Subject
  4890 | The certificate manager settings for Certificate Services changed | EnableRestrictedPermissions RestrictedPermissions ${who}
  4891 | A configuration entry changed in Certificate Services | Node Entry Value ${who}
  4892 | A property of Certificate Services changed | PropertyName PropertyIndex PropertyType PropertyValue ${who}
  4893 | Certificate Services archived a key | RequestId Requester KRAHashes
  4894 | Certificate Services imported and archived a key | RequestId ${who}
  4895 | Certificate Services published the CA certificate to Active Directory Domain Services | CertificateHash ValidFrom ValidTo
  4896 | One or more rows have been deleted from the certificate database | TableId Filter RowsDeleted ${who}
  4897 | Role separation enabled | RoleSeparationEnabled
  4898 | Certificate Services loaded a template | TemplateInternalName TemplateVersion TemplateSchemaVersion TemplateOID TemplateDSObjectFQDN DCDNSName TemplateContent SecurityDescriptor
  4899 | A Certificate Services template was updated | TemplateInternalName TemplateVersion TemplateSchemaVersion TemplateOID TemplateDSObjectFQDN DCDNSName NewTemplateContent OldTemplateContent
  4900 | Certificate Services template security was updated | TemplateInternalName TemplateVersion TemplateSchemaVersion TemplateOID TemplateDSObjectFQDN DCDNSName NewTemplateContent NewSecurityDescriptor OldTemplateContent OldSecurityDescriptor
  4902 | The Per-user audit policy table was created | PuaCount:integer PuaPolicyId:hex
  4904 | An attempt was made to register a security event source | ${who} AuditSourceName EventSourceId:hex ${caller}
  4905 | An attempt was made to unregister a security event source | ${who} AuditSourceName EventSourceId:hex ${caller}
  4906 | The CrashOnAuditFail value has changed | CrashOnAuditFailValue:integer
  4907 | Auditing settings on object were changed | ${who} ObjectServer ObjectType ObjectName HandleId:hex OldSd NewSd ${caller}
  4908 | Special Groups Logon table modified | SidList
  4909 | The local policy settings for the TBS were changed | OldBlockedOrdinals NewBlockedOrdinals
  4910 | The group policy settings for the TBS were changed | OldIgnoreDefaultSettings:integer NewIgnoreDefaultSettings:integer OldIgnoreLocalSettings:integer NewIgnoreLocalSettings:integer OldBlockedOrdinals NewBlockedOrdinals
  4911 | Resource attributes of the object were changed | ${who} ObjectServer ObjectType ObjectName HandleId:hex OldSd NewSd ${caller}
  4912 | Per User Audit Policy was changed | ${who} TargetUserSid:sid CategoryId SubcategoryId SubcategoryGuid:guid AuditPolicyChanges
  4913 | Central Access Policy on the object was changed | ${who} ObjectServer ObjectType ObjectName HandleId:hex OldSd NewSd ${caller}
  4928 | An Active Directory replica source naming context was established | DestinationDRA SourceDRA SourceAddr NamingContext Options:integer StatusCode:integer
  4929 | An Active Directory replica source naming context was removed | DestinationDRA SourceDRA SourceAddr NamingContext Options:integer StatusCode:integer
  4930 | An Active Directory replica source naming context was modified | DestinationDRA SourceDRA SourceAddr NamingContext Options:integer StatusCode:integer
  4931 | An Active Directory replica destination naming context was modified | DestinationDRA SourceDRA SourceAddr NamingContext Options:integer StatusCode:integer
  4932 | Synchronization of a replica of an Active Directory naming context has begun | DestinationDRA SourceDRA NamingContext Options:integer SessionID:integer StartUSN
  4933 | Synchronization of a replica of an Active Directory naming context has ended | DestinationDRA SourceDRA NamingContext Options:integer SessionID:integer EndUSN StatusCode:integer
  4934 | Attributes of an Active Directory object were replicated | SessionID:integer Object Attribute TypeOfChange:integer NewValue USN StatusCode:integer
  4935 | Replication failure begins | ReplicationEvent:integer AuditStatusCode:integer
  4936 | Replication failure ends | ReplicationEvent:integer AuditStatusCode:integer ReplicationStatusCode:integer
  4937 | A lingering object was removed from a replica | DestinationDRA SourceDRA Object Options:integer StatusCode:integer
  4944 | The following policy was active when the Windows Firewall started | GroupPolicyApplied Profile OperationMode RemoteAdminEnabled MulticastFlowsEnabled LogDroppedPacketsEnabled LogSuccessfulConnectionsEnabled
  4945 | A rule was listed when the Windows Firewall started | ProfileUsed RuleId RuleName
  4946 | A change has been made to Windows Firewall exception list. A rule was added | ProfileChanged RuleId RuleName
  4947 | A change has been made to Windows Firewall exception list. A rule was modified | ProfileChanged RuleId RuleName
  4948 | A change has been made to Windows Firewall exception list. A rule was deleted | ProfileChanged RuleId RuleName
  4949 | Windows Firewall settings were restored to the default values |
  4950 | A Windows Firewall setting has changed | ProfileChanged SettingType SettingValue
  4951 | A rule has been ignored because its major version number was not recognized by Windows Firewall | Profile RuleId RuleName
  4952 | Parts of a rule have been ignored because its minor version number was not recognized by Windows Firewall. The other parts of the rule will be enforced | Profile RuleId RuleName
  4953 | A rule has been ignored by Windows Firewall because it could not parse the rule | Profile ReasonForRejection RuleId RuleName
  4954 | Windows Firewall Group Policy settings have changed. The new settings have been applied |
  4956 | Windows Firewall has changed the active profile | ActiveProfile
  4957 | Windows Firewall did not apply the following rule | RuleId RuleName RuleAttr
  4958 | Windows Firewall did not apply the following rule because the rule referred to items not configured on this computer | RuleId RuleName Error Reason
  4960 | IPsec dropped an inbound packet that failed an integrity check | RemoteAddress:ip SPI:integer
  4961 | IPsec dropped an inbound packet that failed a replay check | RemoteAddress:ip SPI:integer
  4962 | IPsec dropped an inbound packet that failed a replay check. The inbound packet had too low a sequence number to ensure it was not a replay | RemoteAddress:ip SPI:integer
  4963 | IPsec dropped an inbound clear text packet that should have been secured | RemoteAddress:ip SPI:integer
  4964 | Special groups have been assigned to a new logon | ${who} LogonGuid:guid TargetUserSid:sid TargetUserName TargetDomainName TargetLogonId:hex TargetLogonGuid:guid SidList
  4965 | IPsec received a packet from a remote computer with an incorrect Security Parameter Index (SPI) | RemoteAddress:ip SPI:integer
  4976 | During Main Mode negotiation, IPsec received an invalid negotiation packet | LocalAddress:ip RemoteAddress:ip KeyModName
  4977 | During Quick Mode negotiation, IPsec received an invalid negotiation packet | LocalAddress:ip RemoteAddress:ip KeyModName
  4978 | During Extended Mode negotiation, IPsec received an invalid negotiation packet | LocalAddress:ip RemoteAddress:ip KeyModName
  4979 | IPsec Main Mode and Extended Mode security associations were established | LocalMMPrincipalName RemoteMMPrincipalName LocalAddress:ip LocalKeyModPort:integer RemoteAddress:ip RemoteKeyModPort:integer MMAuthMethod MMCipherAlg MMIntegrityAlg DHGroup MMLifetime:integer QMLimit:integer Role MMImpersonationState MMFilterID:integer MMSAID:integer LocalEMPrincipalName RemoteEMPrincipalName EMAuthMethod EMImpersonationState QMFilterID:integer
  4980 | IPsec Main Mode and Extended Mode security associations were established | LocalMMPrincipalName RemoteMMPrincipalName LocalAddress:ip LocalKeyModPort:integer RemoteAddress:ip RemoteKeyModPort:integer MMAuthMethod MMCipherAlg MMIntegrityAlg DHGroup MMLifetime:integer QMLimit:integer Role MMImpersonationState MMFilterID:integer MMSAID:integer LocalEMPrincipalName LocalEMCertHash LocalEMIssuingCA LocalEMRootCA RemoteEMPrincipalName RemoteEMCertHash RemoteEMIssuingCA RemoteEMRootCA EMImpersonationState QMFilterID:integer
  4981 | IPsec Main Mode and Extended Mode security associations were established | LocalMMPrincipalName LocalMMCertHash LocalMMIssuingCA LocalMMRootCA RemoteMMPrincipalName RemoteMMCertHash RemoteMMIssuingCA RemoteMMRootCA LocalAddress:ip LocalKeyModPort:integer RemoteAddress:ip RemoteKeyModPort:integer MMCipherAlg MMIntegrityAlg DHGroup MMLifetime:integer QMLimit:integer Role MMImpersonationState MMFilterID:integer MMSAID:integer LocalEMPrincipalName RemoteEMPrincipalName EMAuthMethod EMImpersonationState QMFilterID:integer
  4982 | IPsec Main Mode and Extended Mode security associations were established | LocalMMPrincipalName LocalMMCertHash LocalMMIssuingCA LocalMMRootCA RemoteMMPrincipalName RemoteMMCertHash RemoteMMIssuingCA RemoteMMRootCA LocalKeyModPort:integer RemoteAddress:ip RemoteKeyModPort:integer MMCipherAlg MMIntegrityAlg DHGroup MMLifetime:integer QMLimit:integer Role MMImpersonationState MMFilterID:integer MMSAID:integer LocalEMPrincipalName LocalEMCertHash LocalEMIssuingCA LocalEMRootCA RemoteEMPrincipalName RemoteEMCertHash RemoteEMIssuingCA RemoteEMRootCA EMImpersonationState QMFilterID:integer
  4983 | An IPsec Extended Mode negotiation failed. The corresponding Main Mode security association has been deleted | LocalEMPrincipalName LocalEMCertHash LocalEMIssuingCA LocalEMRootCA RemoteEMPrincipalName RemoteEMCertHash RemoteEMIssuingCA RemoteEMRootCA LocalAddress:ip LocalKeyModPort:integer RemoteAddress:ip RemoteKeyModPort:integer FailurePoint FailureReason State Role EMImpersonationState QMFilterID:integer
  4984 | An IPsec Extended Mode negotiation failed. The corresponding Main Mode security association has been deleted | LocalEMPrincipalName RemoteEMPrincipalName LocalAddress:ip LocalKeyModPort:integer RemoteAddress:ip RemoteKeyModPort:integer FailurePoint FailureReason EMAuthMethod State Role EMImpersonationState QMFilterID:integer
  4985 | The state of a transaction has changed | ${who} TransactionId:guid NewState:integer ResourceManager:guid ${caller}
  5024 | The Windows Firewall Service has started successfully |
  5025 | The Windows Firewall Service has been stopped |
  5027 | The Windows Firewall Service was unable to retrieve the security policy from the local storage. The service will continue enforcing the current policy | ErrorCode:integer
  5028 | The Windows Firewall Service was unable to parse the new security policy. The service will continue with currently enforced policy | ErrorCode:integer
  5029 | The Windows Firewall Service failed to initialize the driver. The service will continue to enforce the current policy | ErrorCode:integer
  5030 | The Windows Firewall Service failed to start | ErrorCode:integer
  5031 | The Windows Firewall Service blocked an application from accepting incoming connections on the network | Profiles Application:path
  5032 | Windows Firewall was unable to notify the user that it blocked an application from accepting incoming connections on the network | ErrorCode:integer
  5033 | The Windows Firewall Driver has started successfully |
  5034 | The Windows Firewall Driver was stopped |
  5035 | The Windows Firewall Driver failed to start | ErrorCode:integer
  5037 | The Windows Firewall Driver detected critical runtime error. Terminating | ErrorCode:integer
  5038 | Code integrity determined that the image hash of a file is not valid. The file could be corrupt due to unauthorized modification or the invalid hash could indicate a potential disk device error | param1
  5039 | A registry key was virtualized | ${who} ObjectPath:path ObjectVirtualPath:path ${caller}
  5040 | A change has been made to IPsec settings. An Authentication Set was added | ProfileChanged AuthenticationSetId AuthenticationSetName
  5041 | A change has been made to IPsec settings. An Authentication Set was modified | ProfileChanged AuthenticationSetId AuthenticationSetName
  5042 | A change has been made to IPsec settings. An Authentication Set was deleted | ProfileChanged AuthenticationSetId AuthenticationSetName
  5043 | A change has been made to IPsec settings. A Connection Security Rule was added | ProfileChanged ConnectionSecurityRuleId ConnectionSecurityRuleName
  5044 | A change has been made to IPsec settings. A Connection Security Rule was modified | ProfileChanged ConnectionSecurityRuleId ConnectionSecurityRuleName
  5045 | A change has been made to IPsec settings. A Connection Security Rule was deleted | ProfileChanged ConnectionSecurityRuleId ConnectionSecurityRuleName
  5046 | A change has been made to IPsec settings. A Crypto Set was added | ProfileChanged CryptographicSetId CryptographicSetName
  5047 | A change has been made to IPsec settings. A Crypto Set was modified | ProfileChanged CryptographicSetId CryptographicSetName
  5048 | A change has been made to IPsec settings. A Crypto Set was deleted | ProfileChanged CryptographicSetId CryptographicSetName
  5049 | An IPsec Security Association was deleted | ProfileChanged IpSecSecurityAssociationId IpSecSecurityAssociationName
  5050 | An attempt to programmatically disable the Windows Firewall using a call to INetFwProfile.FirewallEnabled(FALSE) interface was rejected | CallerProcessName:path ProcessId:integer Publisher
  5051 | A file was virtualized | ${who} FileName:path VirtualFileName:path ${caller}
  5056 | A cryptographic self-test was performed | ${who} Module ReturnCode:hex
  5057 | A cryptographic primitive operation failed | ${who} ProviderName AlgorithmName Reason ReturnCode:hex
  5058 | Key file operation | ${who} ClientProcessId:integer ClientCreationTime:date ProviderName AlgorithmName KeyName KeyType KeyFilePath:path Operation ReturnCode:hex
  5059 | Key migration operation | ${who} ClientProcessId:integer ClientCreationTime:date ProviderName AlgorithmName KeyName KeyType Operation ReturnCode:hex
  5060 | Verification operation failed | ${who} ProviderName AlgorithmName KeyName KeyType Reason ReturnCode:hex
  5061 | Cryptographic operation | ${who} ProviderName AlgorithmName KeyName KeyType Operation ReturnCode:hex
  5062 | A kernel-mode cryptographic self-test was performed | Module ReturnCode:integer
  5063 | A cryptographic provider operation was attempted | SubjectUserSid:sid SubjectUserName SubjectDomainName SubjectLogonId:integer ProviderName ModuleName Operation ReturnCode:integer
  5064 | A cryptographic context operation was attempted | SubjectUserSid:sid SubjectUserName SubjectDomainName SubjectLogonId:integer Scope ContextName Operation ReturnCode:integer
  5065 | A cryptographic context modification was attempted | SubjectUserSid:sid SubjectUserName SubjectDomainName SubjectLogonId:integer Scope ContextName OldValue:integer NewValue:integer ReturnCode:integer
  5066 | A cryptographic function operation was attempted | SubjectUserSid:sid SubjectUserName SubjectDomainName SubjectLogonId:integer Scope ContextName InterfaceId FunctionName Position:integer Operation ReturnCode:integer
  5067 | A cryptographic function modification was attempted | SubjectUserSid:sid SubjectUserName SubjectDomainName SubjectLogonId:integer Scope ContextName InterfaceId FunctionName OldValue:integer NewValue:integer ReturnCode:integer
  5068 | A cryptographic function provider operation was attempted | SubjectUserSid:sid SubjectUserName SubjectDomainName SubjectLogonId:integer Scope ContextName InterfaceId FunctionName ProviderName Position:integer Operation ReturnCode:integer
  5069 | A cryptographic function property operation was attempted | SubjectUserSid:sid SubjectUserName SubjectDomainName SubjectLogonId:integer Scope ContextName InterfaceId FunctionName PropertyName Operation Value ReturnCode:integer
  5070 | A cryptographic function property modification was attempted | SubjectUserSid:sid SubjectUserName SubjectDomainName SubjectLogonId:integer Scope ContextName InterfaceId FunctionName PropertyName OldValue NewValue ReturnCode:integer
  5071 | Key access denied by Microsoft key distribution service | ${who} SecurityDescriptor
  5122 | A configuration entry changed in the OCSP Responder Service | CAConfigurationId NewValue ${who}
  5123 | A configuration entry changed in the OCSP Responder Service | PropertyName NewValue ${who}
  5124 | A security setting was updated on OCSP Responder Service | NewSecuritySettings ${who}
  5125 | A request was submitted to OCSP Responder Service | SerialNumber CAName Status ${who}
  5126 | Signing certificate was automatically updated by the OCSP Responder Service | CAConfigurationId NewSigningCertificateHash
  5127 | The OCSP Revocation Provider successfully updated the revocation information | CAConfigurationId BaseCRLNumber BaseCRLThisUpdate BaseCRLHash DeltaCRLNumber DeltaCRLIndicator DeltaCRLThisUpdate DeltaCRLHash
  5136 | A directory service object was modified | OpCorrelationID:guid AppCorrelationID ${who} DSName DSType ObjectDN ObjectGUID:guid ObjectClass AttributeLDAPDisplayName AttributeSyntaxOID AttributeValue OperationType
  5137 | A directory service object was created | OpCorrelationID:guid AppCorrelationID ${who} DSName DSType ObjectDN ObjectGUID:guid ObjectClass
  5138 | A directory service object was undeleted | OpCorrelationID:guid AppCorrelationID ${who} DSName DSType OldObjectDN NewObjectDN ObjectGUID:guid ObjectClass
  5139 | A directory service object was moved | OpCorrelationID:guid AppCorrelationID ${who} DSName DSType OldObjectDN NewObjectDN ObjectGUID:guid ObjectClass
  5140 | A network share object was accessed | ${who} ObjectType IpAddress:ip IpPort ShareName ShareLocalPath:path AccessMask:hex AccessList
  5141 | A directory service object was deleted | OpCorrelationID:guid AppCorrelationID ${who} DSName DSType ObjectDN ObjectGUID:guid ObjectClass TreeDelete
  5142 | A network share object was added | ${who} ShareName ShareLocalPath:path
  5143 | A network share object was modified | ${who} ObjectType ShareName ShareLocalPath:path OldRemark NewRemark OldMaxUsers:hex NewMaxUsers:hex OldShareFlags:hex NewShareFlags:hex OldSD NewSD
  5144 | A network share object was deleted | ${who} ShareName ShareLocalPath:path
  5145 | A network share object was checked to see whether client can be granted desired access | ${who} ObjectType IpAddress:ip IpPort ShareName ShareLocalPath:path RelativeTargetName AccessMask:hex AccessList AccessReason
  5146 | The Windows Filtering Platform has blocked a packet | Direction SourceAddress:ip DestAddress:ip EtherType:hex VlanTag:hex vSwitchID SourcevSwitchPort:integer DestinationvSwitchPort:integer ${filter}
  5147 | A more restrictive Windows Filtering Platform filter has blocked a packet | Direction SourceAddress:ip DestAddress:ip EtherType:hex VlanTag:hex vSwitchID SourcevSwitchPort:integer DestinationvSwitchPort:integer ${filter}
  5148 | The Windows Filtering Platform has detected a DoS attack and entered a defensive mode; packets associated with this attack will be discarded | Type
  5149 | The DoS attack has subsided and normal processing is being resumed | Type PacketsDiscarded:integer
  5150 | The Windows Filtering Platform blocked a packet | Direction SourceAddress:ip DestAddress:ip EtherType:hex MediaType:integer InterfaceType:integer VlanTag:hex ${filter}
  5151 | A more restrictive Windows Filtering Platform filter has blocked a packet | Direction SourceAddress:ip DestAddress:ip EtherType:hex MediaType:integer InterfaceType:integer VlanTag:hex ${filter}
  5152 | The Windows Filtering Platform blocked a packet | ProcessId:integer Application:path Direction SourceAddress:ip SourcePort DestAddress:ip DestPort Protocol:integer ${filter}
  5153 | A more restrictive Windows Filtering Platform filter has blocked a packet | ProcessId:integer Application:path Direction SourceAddress:ip SourcePort DestAddress:ip DestPort Protocol:integer ${filter}
  5154 | The Windows Filtering Platform has permitted an application or service to listen on a port for incoming connections | ProcessId:integer Application:path SourceAddress:ip SourcePort Protocol:integer ${filter}
  5155 | The Windows Filtering Platform has blocked an application or service from listening on a port for incoming connections | ProcessId:integer Application:path SourceAddress:ip SourcePort Protocol:integer ${filter}
  5156 | The Windows Filtering Platform has permitted a connection | ProcessID:integer Application:path Direction SourceAddress:ip SourcePort DestAddress:ip DestPort Protocol:integer ${filter} RemoteUserID:sid RemoteMachineID:sid FilterOrigin OriginalProfile CurrentProfile InterfaceIndex:integer
  5157 | The Windows Filtering Platform has blocked a connection | ProcessID:integer Application:path Direction SourceAddress:ip SourcePort DestAddress:ip DestPort Protocol:integer ${filter} RemoteUserID:sid RemoteMachineID:sid FilterOrigin OriginalProfile CurrentProfile InterfaceIndex:integer
  5158 | The Windows Filtering Platform has permitted a bind to a local port | ProcessId:integer Application:path SourceAddress:ip SourcePort Protocol:integer ${filter}
  5159 | The Windows Filtering Platform has blocked a bind to a local port | ProcessId:integer Application:path SourceAddress:ip SourcePort Protocol:integer ${filter}
  5168 | SPN check for SMB/SMB2 failed | ${who} SpnName ErrorCode:hex ServerNames ConfiguredNames IpAddresses
  5169 | A directory service object was modified | OpCorrelationID:guid AppCorrelationID ${who} DSName DSType ObjectDN ObjectGUID:guid ObjectClass AttributeLDAPDisplayName AttributeSyntaxOID AttributeValue ExpirationTime:date OperationType
  5170 | A directory service object was modified during a background cleanup task | OpCorrelationID:guid AppCorrelationID ${who} DSName DSType ObjectDN ObjectGUID:guid ObjectClass AttributeLDAPDisplayName AttributeSyntaxOID AttributeValue ExpirationTime:date OperationType
  5376 | Credential Manager credentials were backed up | ${who} BackupFileName:path ProcessCreationTime:date ClientProcessId:integer
  5377 | Credential Manager credentials were restored from a backup | ${who} BackupFileName:path ProcessCreationTime:date ClientProcessId:integer
  5378 | The requested credentials delegation was disallowed by policy | ${who} Package UserUPN TargetServer CredType
  5379 | Credential Manager credentials were read | ${who} TargetName Type:integer CountOfCredentialsReturned:integer ReadOperation ReturnCode:integer ProcessCreationTime:date ClientProcessId:integer
  5380 | Vault find credential | ${who} SearchString SchemaFriendlyName Schema:guid CountOfCredentialsReturned:integer ProcessCreationTime:date ClientProcessId:integer
  5381 | Vault credentials were read | ${who} Flags:integer CountOfCredentialsReturned:integer ProcessCreationTime:date ClientProcessId:integer
  5382 | Vault credentials were read | ${who} SchemaFriendlyName Schema:guid Resource Identity PackageSid Flags:integer ReturnCode:integer ProcessCreationTime:date ClientProcessId:integer
  5440 | The following callout was present when the Windows Filtering Platform Base Filtering Engine started | ProviderKey:guid ProviderName CalloutKey:guid CalloutName CalloutType CalloutId:integer LayerKey:guid LayerName LayerId:integer
  5441 | The following filter was present when the Windows Filtering Platform Base Filtering Engine started | ProviderKey:guid ProviderName FilterKey:guid FilterName FilterType FilterId:integer LayerKey:guid LayerName LayerId:integer Weight:integer Conditions Action CalloutKey:guid CalloutName
  5442 | The following provider was present when the Windows Filtering Platform Base Filtering Engine started | ProviderKey:guid ProviderName ProviderType
  5443 | The following provider context was present when the Windows Filtering Platform Base Filtering Engine started | ProviderKey:guid ProviderName ProviderContextKey:guid ProviderContextName ProviderContextType
  5444 | The following sub-layer was present when the Windows Filtering Platform Base Filtering Engine started | ProviderKey:guid ProviderName SubLayerKey:guid SubLayerName SubLayerType Weight:integer
  5446 | A Windows Filtering Platform callout has been changed | ProcessId:integer UserSid:sid UserName ProviderKey:guid ProviderName ChangeType CalloutKey:guid CalloutName CalloutType CalloutId:integer LayerKey:guid LayerName LayerId:integer
  5447 | A Windows Filtering Platform filter has been changed | ProcessId:integer UserSid:sid UserName ProviderKey:guid ProviderName ChangeType FilterKey:guid FilterName FilterType FilterId:integer LayerKey:guid LayerName LayerId:integer Weight:integer Conditions Action CalloutKey:guid CalloutName
  5448 | A Windows Filtering Platform provider has been changed | ProcessId:integer UserSid:sid UserName ChangeType ProviderKey:guid ProviderName ProviderType
  5449 | A Windows Filtering Platform provider context has been changed | ProcessId:integer UserSid:sid UserName ProviderKey:guid ProviderName ChangeType ProviderContextKey:guid ProviderContextName ProviderContextType
  5450 | A Windows Filtering Platform sub-layer has been changed | ProcessId:integer UserSid:sid UserName ProviderKey:guid ProviderName ChangeType SubLayerKey:guid SubLayerName SubLayerType Weight:integer
  5451 | An IPsec Quick Mode security association was established | LocalAddress:ip LocalAddressMask LocalPort:integer LocalTunnelEndpoint RemoteAddress:ip RemoteAddressMask RemotePort:integer PeerPrivateAddress RemoteTunnelEndpoint IpProtocol:integer KeyingModuleName AhAuthType EspAuthType CipherType LifetimeSeconds:integer LifetimeKilobytes:integer LifetimePackets:integer Mode Role TransportFilterId:integer MainModeSaId:integer QuickModeSaId:integer InboundSpi:integer OutboundSpi:integer TunnelId:integer TrafficSelectorId:integer
  5452 | An IPsec Quick Mode security association ended | LocalAddress:ip LocalAddressMask LocalPort:integer LocalTunnelEndpoint RemoteAddress:ip RemoteAddressMask RemotePort:integer RemoteTunnelEndpoint IpProtocol:integer QuickModeSaId:integer TunnelId:integer TrafficSelectorId:integer
  5453 | An IPsec negotiation with a remote computer failed because the IKE and AuthIP IPsec Keying Modules (IKEEXT) service is not started |
  5456 | PAStore Engine applied Active Directory storage IPsec policy on the computer | Policy
  5457 | PAStore Engine failed to apply Active Directory storage IPsec policy on the computer | Policy Error
  5458 | PAStore Engine applied locally cached copy of Active Directory storage IPsec policy on the computer | Policy
  5459 | PAStore Engine failed to apply locally cached copy of Active Directory storage IPsec policy on the computer | Policy Error
  5460 | PAStore Engine applied local registry storage IPsec policy on the computer | Policy
  5461 | PAStore Engine failed to apply local registry storage IPsec policy on the computer | Policy Error
  5462 | PAStore Engine failed to apply some rules of the active IPsec policy on the computer. Use the IP Security Monitor snap-in to diagnose the problem | Policy Error
  5463 | PAStore Engine polled for changes to the active IPsec policy and detected no changes |
  5464 | PAStore Engine polled for changes to the active IPsec policy, detected changes, and applied them to IPsec Services |
  5465 | PAStore Engine received a control for forced reloading of IPsec policy and processed the control successfully |
  5466 | PAStore Engine polled for changes to the Active Directory IPsec policy, determined that Active Directory cannot be reached, and will use the cached copy of the Active Directory IPsec policy instead. Any changes made to the Active Directory IPsec policy since the last poll could not be applied |
  5467 | PAStore Engine polled for changes to the Active Directory IPsec policy, determined that Active Directory can be reached, and found no changes to the policy. The cached copy of the Active Directory IPsec policy is no longer being used |
  5468 | PAStore Engine polled for changes to the Active Directory IPsec policy, determined that Active Directory can be reached, found changes to the policy, and applied those changes. The cached copy of the Active Directory IPsec policy is no longer being used |
  5471 | PAStore Engine loaded local storage IPsec policy on the computer | Policy
  5472 | PAStore Engine failed to load local storage IPsec policy on the computer | Policy Error
  5473 | PAStore Engine loaded directory storage IPsec policy on the computer | Policy
  5474 | PAStore Engine failed to load directory storage IPsec policy on the computer | Policy Error
  5477 | PAStore Engine failed to add quick mode filter | QuickModeFilter Error
  5478 | IPsec Services has started successfully |
  5483 | IPsec Services failed to initialize RPC server. IPsec Services could not be started | Error
  5484 | IPsec Services has experienced a critical failure and has been shut down | Error
  5632 | A request was made to authenticate to a wireless network | SSID Identity SubjectUserName SubjectDomainName SubjectLogonId:hex PeerMac LocalMac IntfGuid:guid ReasonCode:hex ReasonText ErrorCode:hex EAPReasonCode:hex EapRootCauseString EAPErrorCode:hex
  5633 | A request was made to authenticate to a wired network | InterfaceName Identity SubjectUserName SubjectDomainName SubjectLogonId:hex ReasonCode:hex ReasonText ErrorCode:hex
  5712 | A Remote Procedure Call (RPC) was attempted | SubjectUserSid:sid SubjectUserName SubjectDomainName SubjectLogonId:integer ProcessId:integer ProcessName:path RemoteIpAddress RemotePort InterfaceUuid:guid ProtocolSequence AuthenticationService:integer AuthenticationLevel:integer
  5888 | An object in the COM+ Catalog was modified | SubjectUserSid:sid SubjectUserName SubjectUserDomainName SubjectLogonId:integer ObjectCollectionName ObjectIdentifyingProperties ModifiedObjectProperties
  5889 | An object was deleted from the COM+ Catalog | SubjectUserSid:sid SubjectUserName SubjectUserDomainName SubjectLogonId:integer ObjectCollectionName ObjectIdentifyingProperties ObjectProperties
  5890 | An object was added to the COM+ Catalog | SubjectUserSid:sid SubjectUserName SubjectUserDomainName SubjectLogonId:integer ObjectCollectionName ObjectIdentifyingProperties ObjectProperties
  6144 | Security policy in the group policy objects has been applied successfully | ErrorCode:integer GPOList
  6145 | One or more errors occurred while processing security policy in the group policy objects | ErrorCode:integer GPOList
  6272 | Network Policy Server granted access to a user | SubjectUserSid:sid SubjectUserName SubjectDomainName FullyQualifiedSubjectUserName SubjectMachineSID:sid SubjectMachineName FullyQualifiedSubjectMachineName CalledStationID CallingStationID NASIPv4Address NASIPv6Address NASIdentifier NASPortType NASPort ClientName ClientIPAddress ProxyPolicyName NetworkPolicyName AuthenticationProvider AuthenticationServer AuthenticationType EAPType AccountSessionIdentifier LoggingResult
  6273 | Network Policy Server denied access to a user | SubjectUserSid:sid SubjectUserName SubjectDomainName FullyQualifiedSubjectUserName SubjectMachineSID:sid SubjectMachineName FullyQualifiedSubjectMachineName CalledStationID CallingStationID NASIPv4Address NASIPv6Address NASIdentifier NASPortType NASPort ClientName ClientIPAddress ProxyPolicyName NetworkPolicyName AuthenticationProvider AuthenticationServer AuthenticationType EAPType AccountSessionIdentifier ReasonCode Reason LoggingResult
  6274 | Network Policy Server discarded the request for a user | SubjectUserSid:sid SubjectUserName SubjectDomainName FullyQualifiedSubjectUserName SubjectMachineSID:sid SubjectMachineName FullyQualifiedSubjectMachineName CalledStationID CallingStationID NASIPv4Address NASIPv6Address NASIdentifier NASPortType NASPort ClientName ClientIPAddress ProxyPolicyName NetworkPolicyName AuthenticationProvider AuthenticationServer AuthenticationType EAPType AccountSessionIdentifier ReasonCode Reason
  6275 | Network Policy Server discarded the accounting request for a user | SubjectUserSid:sid SubjectUserName SubjectDomainName FullyQualifiedSubjectUserName SubjectMachineSID:sid SubjectMachineName FullyQualifiedSubjectMachineName CalledStationID CallingStationID NASIPv4Address NASIPv6Address NASIdentifier NASPortType NASPort ClientName ClientIPAddress ProxyPolicyName NetworkPolicyName AuthenticationProvider AuthenticationServer AuthenticationType EAPType AccountSessionIdentifier ReasonCode Reason
  6276 | Network Policy Server quarantined a user | SubjectUserSid:sid SubjectUserName SubjectDomainName FullyQualifiedSubjectUserName SubjectMachineSID:sid SubjectMachineName FullyQualifiedSubjectMachineName MachineInventory CalledStationID CallingStationID NASIPv4Address NASIPv6Address NASIdentifier NASPortType NASPort ClientName ClientIPAddress ProxyPolicyName NetworkPolicyName AuthenticationProvider AuthenticationServer AuthenticationType EAPType AccountSessionIdentifier QuarantineState ExtendedQuarantineState QuarantineSessionID QuarantineHelpURL QuarantineSystemHealthResult
  6277 | Network Policy Server granted access to a user but put it on probation because the host did not meet the defined health policy | SubjectUserSid:sid SubjectUserName SubjectDomainName FullyQualifiedSubjectUserName SubjectMachineSID:sid SubjectMachineName FullyQualifiedSubjectMachineName MachineInventory CalledStationID CallingStationID NASIPv4Address NASIPv6Address NASIdentifier NASPortType NASPort ClientName ClientIPAddress ProxyPolicyName NetworkPolicyName AuthenticationProvider AuthenticationServer AuthenticationType EAPType AccountSessionIdentifier QuarantineState ExtendedQuarantineState QuarantineSessionID QuarantineHelpURL QuarantineSystemHealthResult QuarantineGraceTime
  6278 | Network Policy Server granted full access to a user because the host met the defined health policy | SubjectUserSid:sid SubjectUserName SubjectDomainName FullyQualifiedSubjectUserName SubjectMachineSID:sid SubjectMachineName FullyQualifiedSubjectMachineName MachineInventory CalledStationID CallingStationID NASIPv4Address NASIPv6Address NASIdentifier NASPortType NASPort ClientName ClientIPAddress ProxyPolicyName NetworkPolicyName AuthenticationProvider AuthenticationServer AuthenticationType EAPType AccountSessionIdentifier QuarantineState ExtendedQuarantineState QuarantineSessionID QuarantineHelpURL QuarantineSystemHealthResult
  6279 | Network Policy Server locked the user account due to repeated failed authentication attempts | SubjectUserSid:sid SubjectUserName SubjectDomainName FullyQualifiedSubjectUserName
  6280 | Network Policy Server unlocked the user account | SubjectUserSid:sid SubjectUserName SubjectDomainName FullyQualifiedSubjectUserName
  6281 | Code Integrity determined that the page hashes of an image file are not valid. The file could be improperly signed without page hashes or corrupt due to unauthorized modification. The invalid hashes could indicate a potential disk device error | param1
  6400 | BranchCache: Received an incorrectly formatted response while discovering availability of content | ClientIPAddress
  6401 | BranchCache: Received invalid data from a peer. Data discarded | ClientIPAddress
  6402 | BranchCache: The message to the hosted cache offering it data is incorrectly formatted | ClientIPAddress
  6403 | BranchCache: The hosted cache sent an incorrectly formatted response to the client | HostedCacheName
  6404 | BranchCache: Hosted cache could not be authenticated using the provisioned SSL certificate | HostedCacheName ErrorCode:integer
  6405 | BranchCache: several instances of an event occurred | EventId:integer Count:integer
  6406 | A product registered to Windows Firewall to control filtering | ProductName Categories
  6407? | Event 6407 | Message
  6408 | A registered product failed and Windows Firewall is now controlling the filtering | ProductName Categories
  6409 | BranchCache: A service connection point object could not be parsed | GUID
  6410 | Code integrity determined that a file does not meet the security requirements to load into a process | param1
  6416 | A new external device was recognized by the System | ${who} DeviceId DeviceDescription ClassId:guid ClassName VendorIds CompatibleIds LocationInformation
  6417 | The FIPS mode crypto selftests succeeded | ${caller}
  6418 | The FIPS mode crypto selftests failed | ${caller} FatalCode:integer
  6419 | A request was made to disable a device | ${who} DeviceId DeviceDescription ClassId:guid ClassName HardwareIds CompatibleIds LocationInformation
  6420 | A device was disabled | ${who} DeviceId DeviceDescription ClassId:guid ClassName HardwareIds CompatibleIds LocationInformation
  6421 | A request was made to enable a device | ${who} DeviceId DeviceDescription ClassId:guid ClassName HardwareIds CompatibleIds LocationInformation
  6422 | A device was enabled | ${who} DeviceId DeviceDescription ClassId:guid ClassName HardwareIds CompatibleIds LocationInformation
  6423 | The installation of this device is forbidden by system policy | ${who} DeviceId DeviceDescription ClassId:guid ClassName HardwareIds CompatibleIds LocationInformation
  6424 | The installation of this device was allowed, after having previously been forbidden by policy | ${who} DeviceId DeviceDescription ClassId:guid ClassName HardwareIds CompatibleIds LocationInformation
`
