import type { Telemetry } from './types.js'

const rule =
  'RuleId RuleName Origin:integer ApplicationPath:path ServiceName Direction:integer Protocol:integer LocalPorts RemotePorts Action:integer Profiles:integer LocalAddresses RemoteAddresses RemoteMachineAuthorizationList RemoteUserAuthorizationList EmbeddedContext Flags:integer Active:integer EdgeTraversal:integer LooseSourceMapped:integer SecurityOptions:integer ModifyingUser:sid ModifyingApplication:path SchemaVersion:integer RuleStatus:integer'
const newerRule = `${rule} LocalOnlyMapped:integer ErrorCode:integer`
const gone = 'RuleId RuleName ModifyingUser:sid ModifyingApplication:path'
const setting =
  'SettingType:integer SettingValueSize:integer SettingValue:hex SettingValueString Origin:integer ModifyingUser:sid ModifyingApplication:path'
const all = 'ModifyingUser:sid ModifyingApplication:path'

const added = {
  RuleId: '{5B2F1C8E-4A0D-4E77-9C31-0D6F82A9B4E3}',
  RuleName: 'Remote support',
  Origin: '1',
  ApplicationPath: 'C:\\Users\\Public\\support.exe',
  Direction: '1',
  Protocol: '6',
  LocalPorts: '4444',
  RemotePorts: '*',
  Action: '3',
  Profiles: '2147483647',
  ModifyingUser: 'S-1-5-21-2571480331-1184372910-3920184467-1108',
  ModifyingApplication: 'C:\\Windows\\System32\\netsh.exe',
}

const bits =
  'transferId:guid name Id:guid url peer fileTime:date fileLength:integer bytesTotal:integer bytesTransferred:integer bytesTransferredFromPeer:integer'
const lost = 'Reason:integer Status:integer ServerNameLength:integer ServerName AddressLength:integer'
const ntlmCaller = 'CallerPID:integer ProcessName ClientLUID:hex ClientUserName ClientDomainName MechanismOID'

export const windowsNetwork: Telemetry = {
  sources: [
    {
      key: 'firewall',
      product: 'windows',
      provider: 'Microsoft-Windows-Windows Firewall With Advanced Security',
      label: 'Windows Firewall',
      channel: 'Microsoft-Windows-Windows Firewall With Advanced Security/Firewall',
      log: 'Windows Firewall log',
      events: `
        2002 | A Windows Defender Firewall setting has changed | ${setting}
        2003 | A Windows Defender Firewall setting in a profile has changed | ${setting} Profiles:integer
        2004 | A rule has been added to the Windows Defender Firewall exception list | ${rule}
        2005 | A rule has been modified in the Windows Defender Firewall exception list | ${rule}
        2006 | A rule has been deleted in the Windows Defender Firewall exception list | ${gone}
        2008 | Windows Defender Firewall Group Policy settings have changed. The new settings have been applied |
        2009 | The Windows Defender Firewall service failed to load Group Policy |
        2032 | Windows Defender Firewall has been reset to its default configuration | ${all}
        2033 | All rules have been deleted from the Windows Defender Firewall configuration on this computer | ${all} StoreType:integer
        2052 | A rule has been deleted in the Windows Defender Firewall exception list (Windows 11) | ${gone}
        2059 | All rules have been deleted from the Windows Defender Firewall configuration on this computer (Windows 11) | ${all}
        2060 | Windows Defender Firewall has been reset to its default configuration (Windows 11) | ${all}
        2071 | A rule has been added to the Windows Defender Firewall exception list (Windows 11) | ${newerRule}
        2073 | A rule has been modified in the Windows Defender Firewall exception list (Windows 11) | ${newerRule}
        2082 | A Windows Defender Firewall setting in a profile has changed (Windows 11) | ${setting} Profiles:integer
        2083 | A Windows Defender Firewall setting has changed (Windows 11) | ${setting}
        2097 | A rule has been added to the Windows Defender Firewall exception list | ${newerRule} PolicyAppId
        2099 | A rule has been modified in the Windows Defender Firewall exception list | ${newerRule} PolicyAppId
      `,
      samples: {
        2004: added,
        2071: added,
        2006: {
          RuleId: added.RuleId,
          RuleName: added.RuleName,
          ModifyingUser: added.ModifyingUser,
          ModifyingApplication: added.ModifyingApplication,
        },
      },
    },
    {
      key: 'dns-client',
      product: 'windows',
      provider: 'Microsoft-Windows-DNS-Client',
      label: 'DNS client',
      channel: 'Microsoft-Windows-DNS Client Events/Operational',
      log: 'DNS client operational log',
      events: `
        3006 | DNS query is called | QueryName QueryType:integer QueryOptions:integer ServerList IsNetworkQuery:integer NetworkQueryIndex:integer InterfaceIndex:integer IsAsyncQuery:integer
        3008 | DNS query is completed | QueryName QueryType:integer QueryOptions:integer QueryStatus:integer QueryResults
        3020 | Query response for a name | QueryName QueryType:integer NetworkIndex:integer InterfaceIndex:integer Status:integer QueryResults
      `,
      samples: {
        3008: {
          QueryName: 'cdn.example.net',
          QueryType: '1',
          QueryOptions: '140737488355328',
          QueryStatus: '0',
          QueryResults: '198.51.100.24;',
        },
      },
    },
    {
      key: 'dns-server',
      product: 'windows',
      provider: 'Microsoft-Windows-DNS-Server-Service',
      label: 'DNS server',
      channel: 'DNS Server',
      log: 'DNS server log',
      events: `
        150  | The DNS server could not load or initialize the plug-in DLL | param1
        770  | The DNS server plug-in DLL has been loaded | param1
        771? | DNS server plug-in DLL | param1
        6004 | The DNS server received a zone transfer request for a non-existent or non-authoritative zone | param1 param2
      `,
    },
    {
      key: 'dns-server-analytic',
      product: 'windows',
      provider: 'Microsoft-Windows-DNSServer',
      label: 'DNS server analytic',
      channel: 'Microsoft-Windows-DNS-Server/Analytical',
      log: 'DNS server analytic log',
      events: `
        256 | Query received | TCP:integer InterfaceIP:ip Source:ip RD:integer QNAME QTYPE:integer XID:integer Port:integer Flags:integer BufferSize:integer PacketData:hex
        257 | Response success | TCP:integer InterfaceIP:ip Destination:ip AA:integer AD:integer QNAME QTYPE:integer XID:integer DNSSEC:integer RCODE:integer Port:integer Flags:integer Scope Zone PolicyName BufferSize:integer PacketData:hex
        258 | Response failure | TCP:integer InterfaceIP:ip Reason Destination:ip QNAME QTYPE:integer XID:integer RCODE:integer Port:integer Flags:integer Zone PolicyName BufferSize:integer PacketData:hex
      `,
      samples: {
        257: {
          TCP: '0',
          InterfaceIP: '10.20.0.10',
          Destination: '10.20.4.17',
          QNAME: 'cdn.example.net.',
          QTYPE: '1',
          RCODE: '0',
        },
      },
    },
    {
      key: 'dns-server-audit',
      product: 'windows',
      provider: 'Microsoft-Windows-DNSServer',
      label: 'DNS server audit',
      channel: 'Microsoft-Windows-DNS-Server/Audit',
      log: 'DNS server audit log',
    },
    {
      key: 'dhcp-server',
      product: 'windows',
      provider: 'Microsoft-Windows-DHCP-Server',
      label: 'DHCP server',
      channel: 'Microsoft-Windows-DHCP-Server/Operational',
      log: 'DHCP server operational log',
    },
    {
      key: 'bits-client',
      product: 'windows',
      provider: 'Microsoft-Windows-Bits-Client',
      label: 'BITS client',
      channel: 'Microsoft-Windows-Bits-Client/Operational',
      log: 'BITS client operational log',
      events: `
        3      | The BITS service created a new job | jobTitle jobId:guid jobOwner processPath:path processId:integer
        4      | The transfer job is complete | User jobTitle jobId:guid jobOwner fileCount:integer bytesTransferred:integer bytesTransferredFromPeer:integer
        59     | BITS started the transfer job | ${bits}
        60     | BITS stopped transferring the job | ${bits} hr:integer proxy peerProtocolFlags:integer bandwidthLimit:integer ignoreBandwidthLimitsOnLan:boolean
        61     | BITS stopped transferring the job with an error | ${bits} hr:integer proxy peerProtocolFlags:integer bandwidthLimit:integer ignoreBandwidthLimitsOnLan:boolean
        16403? | BITS job with the remote and the local name of a file | User jobTitle jobId:guid jobOwner fileCount:integer RemoteName LocalName:path processId:integer
      `,
      samples: {
        3: {
          jobTitle: 'update',
          jobId: '{0D6F82A9-B4E3-4E77-9C31-5B2F1C8E4A0D}',
          jobOwner: 'CORP\\a.reyes',
          processPath: 'C:\\Windows\\System32\\bitsadmin.exe',
          processId: '7312',
        },
        16403: {
          User: 'CORP\\a.reyes',
          jobTitle: 'update',
          jobOwner: 'CORP\\a.reyes',
          RemoteName: 'https://files.example.net/update.exe',
          LocalName: 'C:\\Users\\Public\\update.exe',
          processId: '7312',
        },
      },
    },
    {
      key: 'smb-client-connectivity',
      product: 'windows',
      provider: 'Microsoft-Windows-SMBClient',
      label: 'SMB client',
      channel: 'Microsoft-Windows-SmbClient/Connectivity',
      log: 'SMB client connectivity log',
      events: `
        30803 | Failed to establish a network connection | ${lost} RemoteAddress:hex LocalAddress:hex InstanceNameLength:integer InstanceName ConnectionType:integer
        30804 | A network connection was disconnected | ${lost} Address:hex ConnectionType:integer ServerAddress
        30806 | The client re-established its session to the server | Status:integer SessionId:integer TreeId:integer ServerNameLength:integer ServerName AddressLength:integer Address:hex
      `,
    },
    {
      key: 'smb-client-security',
      product: 'windows',
      provider: 'Microsoft-Windows-SMBClient',
      label: 'SMB client',
      channel: 'Microsoft-Windows-SmbClient/Security',
      log: 'SMB client security log',
      events: `
        31010 | The SMB client failed to connect to the share | Reason:integer Status:integer ShareNameLength:integer ShareName ObjectNameLength:integer ObjectName
        31017 | Rejected an insecure guest logon | UserNameLength:integer UserName ServerNameLength:integer ServerName
      `,
      samples: { 31017: { UserName: 'a.reyes', ServerName: '\\203.0.113.41' } },
    },
    {
      key: 'smb-server-connectivity',
      product: 'windows',
      provider: 'Microsoft-Windows-SMBServer',
      label: 'SMB server',
      channel: 'Microsoft-Windows-SMBServer/Connectivity',
      log: 'SMB server connectivity log',
      events: `
        4000? | A client connected to a share | ShareName ClientAddress:ip SigningUsed:boolean EncryptionUsed:boolean
      `,
      open: true,
    },
    {
      key: 'ntlm',
      product: 'windows',
      provider: 'Microsoft-Windows-NTLM',
      label: 'NTLM',
      channel: 'Microsoft-Windows-NTLM/Operational',
      log: 'NTLM operational log',
      events: `
        8001 | NTLM client blocked audit: outgoing NTLM authentication traffic that would be blocked | TargetName UserName DomainName ${ntlmCaller}
        8002 | NTLM server blocked audit: incoming NTLM traffic that would be blocked | ${ntlmCaller}
        8003 | NTLM server blocked in the domain audit: NTLM authentication in this domain | UserName DomainName Workstation CallerPID:integer ProcessName LogonType:integer InProc:boolean MechanismOID
        8004 | Domain controller blocked audit: NTLM authentication to this domain controller | SChannelName UserName DomainName WorkstationName SChannelType:integer
      `,
      samples: {
        8001: {
          TargetName: 'cifs/203.0.113.41',
          UserName: 'a.reyes',
          DomainName: 'CORP',
          CallerPID: '4',
          ProcessName: 'System',
          ClientUserName: 'a.reyes',
          ClientDomainName: 'CORP',
        },
      },
    },
    {
      key: 'ldap-client',
      product: 'windows',
      provider: 'Microsoft-Windows-LDAP-Client',
      label: 'LDAP client',
      channel: 'Microsoft-Windows-LDAP-Client/Debug',
      log: 'LDAP client debug log',
      events: `
        30? | LDAP search | ScopeOfSearch:integer SearchFilter DistinguishedName AttributeList ProcessId:hex
      `,
      samples: {
        30: {
          ScopeOfSearch: '2',
          SearchFilter: '(&(objectCategory=person)(servicePrincipalName=*))',
          DistinguishedName: 'DC=corp,DC=example',
          AttributeList: 'sAMAccountName',
          ProcessId: '0x1c90',
        },
      },
    },
  ],
  logSources: [
    { product: 'windows', service: 'firewall-as', primary: ['firewall'] },
    { product: 'windows', service: 'dns-client', primary: ['dns-client'] },
    { product: 'windows', service: 'dns-server', primary: ['dns-server'] },
    { product: 'windows', service: 'dns-server-analytic', primary: ['dns-server-analytic'] },
    { product: 'windows', service: 'dns-server-audit', primary: ['dns-server-audit'] },
    { product: 'windows', service: 'dhcp', primary: ['dhcp-server'] },
    { product: 'windows', service: 'bits-client', primary: ['bits-client'] },
    { product: 'windows', service: 'smbclient-connectivity', primary: ['smb-client-connectivity'] },
    { product: 'windows', service: 'smbclient-security', primary: ['smb-client-security'] },
    { product: 'windows', service: 'smbserver-connectivity', primary: ['smb-server-connectivity'] },
    { product: 'windows', service: 'ntlm', primary: ['ntlm'] },
    { product: 'windows', service: 'ldap', primary: ['ldap-client'] },
    { product: 'windows', service: 'ldap_debug', primary: ['ldap-client'] },
  ],
}
