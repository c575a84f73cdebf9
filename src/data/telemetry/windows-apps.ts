import type { Source, Telemetry } from './types.js'

const locker =
  'PolicyNameLength:integer PolicyNameBuffer RuleId:guid RuleNameLength:integer RuleNameBuffer RuleSddlLength:integer RuleSddlBuffer TargetUser:sid TargetProcessId:integer'
const lockedFile = `${locker} FilePathLength:integer FilePathBuffer:path FileHashLength:integer FileHash:hash FqbnLength:integer Fqbn TargetLogonId:hex FullFilePathLength:integer FullFilePathBuffer:path`
const lockedPackage = `${locker} PackageLength:integer PackageBuffer FqbnLength:integer Fqbn`

const appLocker = {
  product: 'windows',
  provider: 'Microsoft-Windows-AppLocker',
  label: 'AppLocker',
} as const

const lockedSample = {
  PolicyNameBuffer: 'EXE',
  RuleId: '{00000000-0000-0000-0000-000000000000}',
  RuleNameBuffer: '-',
  TargetUser: 'S-1-5-21-2571480331-1184372910-3920184467-1108',
  TargetProcessId: '7312',
  FilePathBuffer: '%OSDRIVE%\\USERS\\PUBLIC\\TOOL.EXE',
  FileHash: '9A3E77B1C0D4528F6E1B93C5A7F0248D61E9B5C3F8A7204D5E6B1C9038F4A2D7',
  Fqbn: '-',
  FullFilePathBuffer: 'C:\\Users\\Public\\tool.exe',
}

const appLockerSources: readonly Source[] = [
  {
    ...appLocker,
    key: 'applocker-exe',
    channel: 'Microsoft-Windows-AppLocker/EXE and DLL',
    log: 'AppLocker: EXE and DLL',
    events: `
      8002 | An EXE or DLL was allowed to run                                          | ${lockedFile}
      8003 | An EXE or DLL was allowed to run but would have been blocked by the policy | ${lockedFile}
      8004 | An EXE or DLL was not allowed to run                                       | ${lockedFile}
    `,
    samples: { 8004: lockedSample },
  },
  {
    ...appLocker,
    key: 'applocker-script',
    channel: 'Microsoft-Windows-AppLocker/MSI and Script',
    log: 'AppLocker: MSI and Script',
    events: `
      8005 | A script or MSI was allowed to run                                          | ${lockedFile}
      8006 | A script or MSI was allowed to run but would have been blocked by the policy | ${lockedFile}
      8007 | A script or MSI was not allowed to run                                       | ${lockedFile}
    `,
  },
  {
    ...appLocker,
    key: 'applocker-package-execution',
    channel: 'Microsoft-Windows-AppLocker/Packaged app-Execution',
    log: 'AppLocker: packaged app execution',
    events: `
      8020 | A packaged app was allowed to run                                          | ${lockedPackage}
      8021 | A packaged app was allowed to run but would have been blocked by the policy | ${lockedPackage}
      8022 | A packaged app was not allowed to run                                       | ${lockedPackage}
    `,
  },
  {
    ...appLocker,
    key: 'applocker-package-deployment',
    channel: 'Microsoft-Windows-AppLocker/Packaged app-Deployment',
    log: 'AppLocker: packaged app deployment',
    events: `
      8023 | A packaged app was allowed to be installed                                          | ${lockedPackage}
      8024 | A packaged app was allowed to be installed but would have been blocked by the policy | ${lockedPackage}
      8025 | A packaged app was not allowed to be installed                                       | ${lockedPackage}
    `,
  },
]

const integrity =
  'FileNameLength:integer FileNameBuffer:path SecureRequired:hex RequestedSigningLevel:integer ProcessNameLength:integer ProcessNameBuffer:path'
const level =
  'FileNameLength:integer FileNameBuffer:path ProcessNameLength:integer ProcessNameBuffer:path RequestedPolicy:integer ValidatedPolicy:integer Status:integer'
const policy =
  'FileNameLength:integer FileName:path ProcessNameLength:integer ProcessName:path RequestedSigningLevel:integer ValidatedSigningLevel:integer Status:hex SHA1Hash:hash SHA256Hash:hash SHA1FlatHash:hash SHA256FlatHash:hash USN:integer SISigningScenario:integer PolicyName PolicyID PolicyHash:hash OriginalFileName InternalName FileDescription ProductName FileVersion PolicyGUID:guid UserWriteable:boolean PackageFamilyName'
const whql = 'FileNameLength:integer FileNameBuffer:path'

const deployment =
  'DeploymentOperation:integer PackageFullName Path:path MountPoint TargetPlatform:hex SystemVolume:boolean StorageId IsCentennial:boolean PackageType:hex IsPackageEncrypted:boolean DeploymentOptions:hex IsStreamingPackage:boolean IsInRelatedSet:boolean IsPackageUsingBDC:boolean MainPackageFamilyName CallingProcess IsOptional:boolean PackageFlags:hex HasFullTrust:boolean PackageSourceUri'

const mitigation =
  'ProcessPathLength:integer ProcessPath:path ProcessCommandLineLength:integer ProcessCommandLine ProcessId:integer ProcessCreateTime:date ProcessStartKey:integer ProcessSignatureLevel:integer ProcessSectionSignatureLevel:integer ProcessProtection:integer TargetThreadId:integer TargetThreadCreateTime:date RequiredSignatureLevel:integer SignatureLevel:integer ImageNameLength:integer ImageName:path'
const mitigations = `
  1  | Arbitrary code guard audit            |
  2  | Arbitrary code guard enforce          |
  3  | Do not allow child processes audit    |
  4  | Do not allow child processes block    |
  5  | Block low integrity images audit      |
  6  | Block low integrity images block      |
  7  | Block remote images audit             |
  8  | Block remote images block             |
  9  | Disable win32k system calls audit     |
  10 | Disable win32k system calls block     |
  11 | Code integrity guard audit            | ${mitigation}
  12 | Code integrity guard block            | ${mitigation}
`

const mitigationSources = [
  ['security-mitigations-kernel', 'Kernel Mode'],
  ['security-mitigations-user', 'User Mode'],
] as const

export const windowsApps: Telemetry = {
  sources: [
    ...appLockerSources,
    {
      key: 'appmodel-runtime',
      product: 'windows',
      provider: 'Microsoft-Windows-AppModel-Runtime',
      label: 'App model runtime',
      channel: 'Microsoft-Windows-AppModel-Runtime/Admin',
      log: 'App model runtime log',
      events: `
        201 | Created process for application in package | ProcessID:integer PackageName ImageName ApplicationName Message
      `,
    },
    {
      key: 'appx-deployment',
      product: 'windows',
      provider: 'Microsoft-Windows-AppXDeployment-Server',
      label: 'AppX deployment',
      channel: 'Microsoft-Windows-AppXDeploymentServer/Operational',
      log: 'AppX deployment server log',
      events: `
        400  | Deployment operation finished successfully | ${deployment}
        401  | Deployment operation failed | ${deployment} ErrorCode:hex IsInPlaceUpdate:hex ErrorFileInfo DetailedMessageInfo
        412? | Package deployment error | PackageFullName ErrorCode:hex
        441  | The package deployment operation is blocked by the "Allow deployment operations in special profiles" policy | PackageFullName
        442  | Deployments to non-system volumes are blocked by the "Disable deployment of Windows Store apps to non-system volumes" policy | PackageFullName MountPoint
        453  | The package was blocked by a platform policy | PackageFullName PolicyReason:integer
        454  | The package was blocked by a platform policy | PackageFullName PolicyReason:integer
        603  | Started deployment operation on a package | DeploymentOperation:integer Path:path Flags:integer FlagsHigh:integer CallingProcess
        854  | Successfully added the URI to be processed | Path
      `,
      samples: {
        603: {
          DeploymentOperation: '1',
          Path: 'C:\\Users\\a.reyes\\Downloads\\notes.appx',
          Flags: '8388608',
          FlagsHigh: '0',
          CallingProcess: 'sihost.exe',
        },
        854: { Path: 'https://files.example.net/notes.msix' },
      },
    },
    {
      key: 'appx-packaging',
      product: 'windows',
      provider: 'Microsoft-Windows-AppxPackagingOM',
      label: 'AppX packaging',
      channel: 'Microsoft-Windows-AppxPackaging/Operational',
      log: 'AppX packaging log',
      events: `
        157? | Digital signature of a package | subjectName
      `,
      samples: { 157: { subjectName: 'CN=Example Software Ltd, O=Example Software Ltd, C=DE' } },
    },
    {
      key: 'code-integrity',
      product: 'windows',
      provider: 'Microsoft-Windows-CodeIntegrity',
      label: 'Code integrity',
      channel: 'Microsoft-Windows-CodeIntegrity/Operational',
      log: 'Code integrity operational log',
      events: `
        3001 | Code Integrity determined an unsigned kernel module is loaded into the system | ${integrity}
        3021 | Code Integrity determined a revoked kernel module is loaded into the system | ${integrity}
        3022 | Code Integrity determined a revoked kernel module is loaded into the system; allowed because kernel mode debugger is attached | ${integrity}
        3023 | The driver is blocked from loading as the driver has been revoked by Microsoft | ${integrity}
        3032 | Code Integrity determined a revoked image is loaded into the system | ${integrity}
        3033 | Code Integrity determined that a process attempted to load a file that did not meet the signing level requirements | ${level}
        3034 | Code Integrity determined that a process attempted to load a file that did not meet the signing level requirements; allowed by auditing policy | ${level}
        3035 | Code Integrity determined a revoked image is loaded into the system; allowed because kernel mode debugger is attached | ${integrity}
        3036 | Windows is unable to verify the integrity of the file because the signing certificate has been revoked | ${integrity}
        3037 | Code Integrity determined an unsigned image is loaded into the system | ${integrity}
        3076 | A file would have been blocked by the code integrity policy (audit mode) | ${policy}
        3077 | A file was blocked by the code integrity policy | ${policy}
        3082 | Code Integrity determined a kernel module that did not meet the WHQL requirements is loaded; allowed by auditing policy | ${whql}
        3083 | Code Integrity determined a kernel module that did not meet the WHQL requirements is loaded | ${whql}
        3089 | Signature information of a blocked or audited file | TotalSignatureCount:integer Signature:integer Hash:hash PublisherName IssuerName
        3104 | Windows blocked a file which has been disallowed for protected processes | ${whql}
      `,
      samples: {
        3033: {
          FileNameBuffer: '\\Device\\HarddiskVolume3\\Users\\Public\\hook.dll',
          ProcessNameBuffer: '\\Device\\HarddiskVolume3\\Windows\\System32\\lsass.exe',
          RequestedPolicy: '12',
          ValidatedPolicy: '1',
          Status: '3221226536',
        },
      },
    },
    ...mitigationSources.map(
      ([key, mode]): Source => ({
        key,
        product: 'windows',
        provider: 'Microsoft-Windows-Security-Mitigations',
        label: 'Exploit protection',
        channel: `Microsoft-Windows-Security-Mitigations/${mode}`,
        log: `Exploit protection: ${mode.toLowerCase()}`,
        events: mitigations,
      }),
    ),
    {
      key: 'application-experience-telemetry',
      product: 'windows',
      provider: 'Microsoft-Windows-Application-Experience',
      label: 'Application experience',
      channel: 'Microsoft-Windows-Application-Experience/Program-Telemetry',
      log: 'Program telemetry',
    },
    {
      key: 'application-experience-compatibility',
      product: 'windows',
      provider: 'Microsoft-Windows-Application-Experience',
      label: 'Application experience',
      channel: 'Microsoft-Windows-Application-Experience/Program-Compatibility-Assistant',
      log: 'Program compatibility assistant',
    },
    {
      key: 'diagnosis-scripted',
      product: 'windows',
      provider: 'Microsoft-Windows-Diagnosis-Scripted',
      label: 'Scripted diagnostics',
      channel: 'Microsoft-Windows-Diagnosis-Scripted/Operational',
      log: 'Scripted diagnostics log',
      events: `
        101? | A scripted diagnostic package was started | PackagePath:path
      `,
      samples: { 101: { PackagePath: 'C:\\Windows\\diagnostics\\system\\Audio' } },
    },
    {
      key: 'shim-engine-operational',
      product: 'windows',
      provider: 'Microsoft-Windows-Kernel-ShimEngine',
      label: 'Shim engine',
      channel: 'Microsoft-Windows-Kernel-ShimEngine/Operational',
      log: 'Shim engine operational log',
    },
    {
      key: 'shim-engine-diagnostic',
      product: 'windows',
      provider: 'Microsoft-Windows-Kernel-ShimEngine',
      label: 'Shim engine',
      channel: 'Microsoft-Windows-Kernel-ShimEngine/Diagnostic',
      log: 'Shim engine diagnostic log',
    },
    {
      key: 'sense',
      product: 'windows',
      provider: 'Microsoft-Windows-SENSE',
      label: 'Defender for Endpoint sensor',
      channel: 'Microsoft-Windows-SENSE/Operational',
      log: 'Defender for Endpoint sensor log',
    },
  ],
  logSources: [
    { product: 'windows', service: 'applocker', primary: appLockerSources.map((source) => source.key) },
    { product: 'windows', service: 'appmodel-runtime', primary: ['appmodel-runtime'] },
    { product: 'windows', service: 'appxdeployment-server', primary: ['appx-deployment'] },
    { product: 'windows', service: 'appxpackaging-om', primary: ['appx-packaging'] },
    { product: 'windows', service: 'codeintegrity-operational', primary: ['code-integrity'] },
    { product: 'windows', service: 'security-mitigations', primary: mitigationSources.map(([key]) => key) },
    {
      product: 'windows',
      service: 'application-experience',
      primary: ['application-experience-telemetry', 'application-experience-compatibility'],
    },
    { product: 'windows', service: 'diagnosis-scripted', primary: ['diagnosis-scripted'] },
    {
      product: 'windows',
      service: 'kernel-shimengine',
      primary: ['shim-engine-operational', 'shim-engine-diagnostic'],
    },
    { product: 'windows', service: 'sense', primary: ['sense'] },
  ],
}
