import type { Source, Telemetry } from './types.js'

const of = { product: 'windows' } as const
const session = 'User SessionID:integer Address'
const wmiQuery = 'NamespaceName Query User processid:integer'

/** Logs of which no rule names an event yet. */
const logsOnly: readonly (readonly [key: string, service: string, provider: string, channel: string])[] = [
  ['bitlocker', 'bitlocker', 'Microsoft-Windows-BitLocker-API', 'Microsoft-Windows-BitLocker/BitLocker Management'],
  ['hyper-v-worker', 'hyper-v-worker', 'Microsoft-Windows-Hyper-V-Worker', 'Microsoft-Windows-Hyper-V-Worker'],
  [
    'kernel-event-tracing',
    'kernel-event-tracing',
    'Microsoft-Windows-Kernel-EventTracing',
    'Microsoft-Windows-Kernel-EventTracing',
  ],
  ['ntfs-operational', 'ntfs', 'Microsoft-Windows-Ntfs', 'Microsoft-Windows-Ntfs/Operational'],
  ['vhdmp', 'vhdmp', 'Microsoft-Windows-VHDMP', 'Microsoft-Windows-VHDMP/Operational'],
]

export const windowsAdmin: Telemetry = {
  sources: [
    {
      key: 'windows',
      anyLog: true,
      product: 'windows',
      provider: 'Windows',
      label: 'Windows',
      channel: 'any channel',
      log: 'Any Windows event log',
      logVerified: false,
    },
    {
      ...of,
      key: 'task-scheduler',
      provider: 'Microsoft-Windows-TaskScheduler',
      label: 'Task Scheduler',
      channel: 'Microsoft-Windows-TaskScheduler/Operational',
      log: 'Task Scheduler operational log',
      events: `
        100 | Task started                      | TaskName UserContext InstanceId:guid
        102 | Task completed                    | TaskName UserContext InstanceId:guid
        106 | Task registered                   | TaskName UserContext
        110 | Task triggered by user            | TaskName InstanceId:guid UserContext
        118 | Task triggered by computer startup | TaskName InstanceId:guid
        119 | Task triggered on logon           | TaskName UserName InstanceId:guid
        129 | Created task process              | TaskName Path:path ProcessID:integer Priority:integer
        140 | Task registration updated         | TaskName UserName
        141 | Task registration deleted         | TaskName UserName
        142 | Task disabled                     | TaskName UserName
        200 | Action started                    | TaskName ActionName TaskInstanceId:guid EnginePID:integer
        201 | Action completed                  | TaskName TaskInstanceId:guid ActionName ResultCode:integer EnginePID:integer
      `,
      samples: {
        106: { TaskName: '\\Vendor\\Update', UserContext: 'CORP\\a.reyes' },
        129: {
          TaskName: '\\Vendor\\Update',
          Path: 'C:\\Users\\Public\\update.exe',
          ProcessID: '7312',
          Priority: '16384',
        },
        140: { TaskName: '\\Vendor\\Update', UserName: 'CORP\\a.reyes' },
        141: { TaskName: '\\Vendor\\Update', UserName: 'CORP\\a.reyes' },
      },
    },
    {
      ...of,
      key: 'wmi-activity',
      provider: 'Microsoft-Windows-WMI-Activity',
      label: 'WMI activity',
      channel: 'Microsoft-Windows-WMI-Activity/Operational',
      log: 'WMI activity operational log',
      events: `
        5857 | WMI provider started            | ProviderName Code:hex HostProcess ProcessID:integer ProviderPath:path
        5858 | WMI query error                 | Id ClientMachine User ClientProcessId:integer Component Operation ResultCode:hex PossibleCause
        5859 | WMI event subscription activity | ${wmiQuery} providerName Provider queryid:integer PossibleCause
        5860 | WMI temporary event created     | ${wmiQuery} MachineName PossibleCause
        5861 | WMI permanent event created     | Namespace ESS CONSUMER PossibleCause
      `,
      samples: {
        5861: {
          Namespace: '//./root/subscription',
          ESS: 'Uptime',
          CONSUMER: 'CommandLineEventConsumer="Uptime"',
          PossibleCause:
            'Binding EventFilter: instance of __EventFilter { Name = "Uptime"; }; Perm. Consumer: instance of CommandLineEventConsumer { CommandLineTemplate = "C:\\\\Users\\\\Public\\\\uptime.exe"; };',
        },
      },
    },
    {
      ...of,
      key: 'terminal-services-session',
      provider: 'Microsoft-Windows-TerminalServices-LocalSessionManager',
      label: 'Remote Desktop sessions',
      channel: 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational',
      log: 'Remote Desktop session manager log',
      events: `
        21 | Remote Desktop Services: Session logon succeeded           | ${session}
        22 | Remote Desktop Services: Shell start notification received | ${session}
        23 | Remote Desktop Services: Session logoff succeeded          | User SessionID:integer
        24 | Remote Desktop Services: Session has been disconnected     | ${session}
        25 | Remote Desktop Services: Session reconnection succeeded    | ${session}
        39 | A session has been disconnected by another session         | TargetSession:integer Source:integer
        40 | A session has been disconnected                            | Session:integer Reason:integer
      `,
      samples: { 21: { User: 'CORP\\a.reyes', SessionID: '3', Address: '10.20.4.17' } },
    },
    {
      ...of,
      key: 'terminal-services-connection',
      provider: 'Microsoft-Windows-TerminalServices-RemoteConnectionManager',
      label: 'Remote Desktop connections',
      channel: 'Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational',
      log: 'Remote Desktop connection manager log',
      events: `
        261?  | A listener received a connection |
        1149? | User authentication succeeded    | Param1 Param2 Param3
      `,
    },
    {
      ...of,
      key: 'terminal-services-client',
      provider: 'Microsoft-Windows-TerminalServices-ClientActiveXCore',
      label: 'Remote Desktop client',
      channel: 'Microsoft-Windows-TerminalServices-RDPClient/Operational',
      log: 'Remote Desktop client log',
      events: `
        1024? | A connection to a server was tried |
        1102? | A connection to a server was begun |
      `,
    },
    {
      ...of,
      key: 'print-service-admin',
      provider: 'Microsoft-Windows-PrintService',
      label: 'Print service',
      channel: 'Microsoft-Windows-PrintService/Admin',
      log: 'Print service admin log',
      events: `
        808 | The print spooler failed to load a plug-in module | PluginDllName:path ErrorCode:hex Context:integer
      `,
      samples: {
        808: {
          PluginDllName: 'C:\\Windows\\System32\\spool\\DRIVERS\\x64\\3\\print.dll',
          ErrorCode: '0x45A',
          Context: '0',
        },
      },
    },
    {
      ...of,
      key: 'print-service-operational',
      provider: 'Microsoft-Windows-PrintService',
      label: 'Print service',
      channel: 'Microsoft-Windows-PrintService/Operational',
      log: 'Print service operational log',
      events: `
        307 | A document was printed                 | param1:integer param2 param3 param4 param5 param6 param7:integer param8:integer
        316 | A printer driver was added or updated  | param1 param2 param3 param4
      `,
    },
    {
      ...of,
      key: 'capi2',
      provider: 'Microsoft-Windows-CAPI2',
      label: 'CAPI2',
      channel: 'Microsoft-Windows-CAPI2/Operational',
      log: 'CAPI2 operational log',
      events: `
        70 | Acquire certificate private key | EventWriteData
      `,
      samples: { 70: { EventWriteData: 'CryptAcquireCertificatePrivateKey subjectName=a.reyes' } },
    },
    {
      ...of,
      key: 'certificate-lifecycle-system',
      provider: 'Microsoft-Windows-CertificateServicesClient-Lifecycle-System',
      label: 'Certificate lifecycle',
      channel: 'Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational',
      log: 'Certificate lifecycle log',
      events: `
        1007 | A certificate has been exported | EventWriteData
      `,
    },
    {
      ...of,
      key: 'driver-framework',
      provider: 'Microsoft-Windows-DriverFrameworks-UserMode',
      label: 'User-mode drivers',
      channel: 'Microsoft-Windows-DriverFrameworks-UserMode/Operational',
      log: 'User-mode driver framework log',
      events: `
        2003 | Loading drivers to control a newly discovered device            | LifetimeId:guid InstanceId
        2100 | Pnp or power management operation to a particular device        | LifetimeId:guid InstanceId MajorCode:integer MinorCode:integer Status:integer
        2102 | Pnp or power management operation to a particular device        | LifetimeId:guid InstanceId MajorCode:integer MinorCode:integer Status:integer
      `,
      samples: {
        2003: {
          LifetimeId: '{2D9A6C05-73F1-4B88-90E4-6C1F0A7D5B32}',
          InstanceId: 'SWD\\WPDBUSENUM\\_??_USBSTOR#DISK&VEN_EXAMPLE&PROD_STICK',
        },
      },
    },
    {
      ...of,
      key: 'iis-configuration',
      provider: 'Microsoft-Windows-IIS-Configuration',
      label: 'IIS configuration',
      channel: 'Microsoft-IIS-Configuration/Operational',
      log: 'IIS configuration operational log',
      events: `
        29 | Configuration changes have been committed | ConfigPath Configuration EditOperationType OldValue NewValue Location
      `,
      samples: {
        29: {
          ConfigPath: 'MACHINE/WEBROOT/APPHOST',
          Configuration: '/system.webServer/httpLogging/@dontLog',
          EditOperationType: '1',
          OldValue: 'false',
          NewValue: 'true',
        },
      },
    },
    {
      ...of,
      key: 'lsa-server',
      provider: 'LsaSrv',
      label: 'Local Security Authority',
      channel: 'Microsoft-Windows-LSA/Operational',
      log: 'Local Security Authority operational log',
      events: `
        300 | Groups assigned to a new logon | TargetUserSid:sid TargetUserName TargetDomainName TargetLogonId:hex TargetLogonGuid:guid EventOrginal:integer EventCountTotal:integer SidList
      `,
    },
    {
      ...of,
      key: 'service-bus-client',
      provider: 'Microsoft-ServiceBus-Client',
      label: 'Service Bus client',
      channel: 'Microsoft-ServiceBus-Client',
      log: 'Service Bus client log',
      events: `
        40300? | Event 40300 |
        40301? | Event 40301 |
        40302? | Event 40302 |
      `,
    },
    {
      ...of,
      key: 'service-bus-client-admin',
      provider: 'Microsoft-ServiceBus-Client',
      label: 'Service Bus client',
      channel: 'Microsoft-ServiceBus-Client/Admin',
      log: 'Service Bus client admin log',
    },
    {
      ...of,
      key: 'service-bus-client-operational',
      provider: 'Microsoft-ServiceBus-Client',
      label: 'Service Bus client',
      channel: 'Microsoft-ServiceBus-Client/Operational',
      log: 'Service Bus client operational log',
    },
    {
      ...of,
      key: 'exchange-management',
      provider: 'MSExchange CmdletLogs',
      label: 'Exchange management',
      channel: 'MSExchange Management',
      log: 'Exchange management log',
      fields: 'Data',
      events: `
        1  | Cmdlet succeeded |
        6  | Cmdlet failed    |
        8? | Event 8          |
      `,
      samples: {
        1: { Data: 'New-MailboxExportRequest -Mailbox m.okafor -FilePath \\\\fs01\\exports\\m.okafor.pst' },
        6: { Data: 'Install-TransportAgent -Name Example -AssemblyPath C:\\agents\\example.dll' },
      },
    },
    {
      ...of,
      key: 'openssh',
      provider: 'OpenSSH',
      label: 'OpenSSH server',
      channel: 'OpenSSH/Operational',
      log: 'OpenSSH operational log',
      events: `
        4? | Message of a process | process payload
      `,
      samples: { 4: { process: 'sshd', payload: 'Accepted password for a.reyes from 10.20.4.17 port 52114 ssh2' } },
    },
    {
      ...of,
      key: 'shell-core',
      provider: 'Microsoft-Windows-Shell-Core',
      label: 'Shell core',
      channel: 'Microsoft-Windows-Shell-Core/Operational',
      log: 'Shell core operational log',
      events: `
        28115 | Shortcut is added to app resolver cache | Name AppID Flags:integer
      `,
    },
    ...logsOnly.map(
      ([key, , provider, channel]): Source => ({
        ...of,
        key,
        provider,
        label: provider.replace('Microsoft-Windows-', ''),
        channel,
        log: `${channel.replace('Microsoft-Windows-', '')} log`,
      }),
    ),
  ],
  logSources: [
    { product: 'windows', primary: ['windows'] },
    { product: 'windows', service: 'taskscheduler', primary: ['task-scheduler'] },
    { product: 'windows', service: 'wmi', primary: ['wmi-activity'] },
    {
      product: 'windows',
      service: 'terminalservices-localsessionmanager',
      primary: ['terminal-services-session'],
    },
    { product: 'windows', service: 'printservice-admin', primary: ['print-service-admin'] },
    { product: 'windows', service: 'printservice-operational', primary: ['print-service-operational'] },
    { product: 'windows', service: 'capi2', primary: ['capi2'] },
    {
      product: 'windows',
      service: 'certificateservicesclient-lifecycle-system',
      primary: ['certificate-lifecycle-system'],
    },
    { product: 'windows', service: 'driver-framework', primary: ['driver-framework'] },
    { product: 'windows', service: 'iis-configuration', primary: ['iis-configuration'] },
    { product: 'windows', service: 'lsa-server', primary: ['lsa-server'] },
    { product: 'windows', service: 'microsoft-servicebus-client', primary: ['service-bus-client'] },
    {
      product: 'windows',
      service: 'servicebus-client',
      primary: ['service-bus-client-admin', 'service-bus-client-operational'],
    },
    { product: 'windows', service: 'msexchange-management', primary: ['exchange-management'] },
    { product: 'windows', service: 'openssh', primary: ['openssh'] },
    { product: 'windows', service: 'shell-core', primary: ['shell-core'] },
    ...logsOnly.map(([key, service]) => ({ product: 'windows', service, primary: [key] })),
  ],
}
