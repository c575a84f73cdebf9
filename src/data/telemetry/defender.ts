import type { Telemetry } from './types.js'

const product = 'ProductName ProductVersion'
const threat = `${product} DetectionID:guid DetectionTime:date ThreatID:integer ThreatName SeverityID:integer SeverityName CategoryID:integer CategoryName FWLink StatusCode:integer State:integer SourceID:integer SourceName ProcessName:path DetectionUser Path OriginID:integer OriginName ExecutionID:integer ExecutionName TypeID:integer TypeName ActionID:integer ActionName ErrorCode:hex ErrorDescription PostCleanStatus:integer AdditionalActionsID:integer AdditionalActionsString RemediationUser SignatureVersion EngineVersion`
const older = `${product} ScanID:guid ScanType Domain User SID:sid ThreatName ThreatID:integer SeverityID:integer CategoryID:integer SeverityName CategoryName FWLink Path Filename:path ProcessName:path SourceName DetectionUser ErrorCode:hex ErrorDescription SignatureVersion EngineVersion ActionName`
const asr =
  'ProductName ProductVersion ID:guid DetectionTime:date User Path:path ProcessName:path TargetCommandline ParentCommandline InvolvedFile InheritanceFlags SecurityintelligenceVersion EngineVersion RuleType'
const protection = `${product} FeatureName FeatureID:integer`
const failed = `${product} FeatureName Feature_Name Reason ErrorCode:hex ErrorDescription FeatureID:integer`

const found = {
  ProductName: 'Microsoft Defender Antivirus',
  ProductVersion: '4.18.25010.11',
  DetectionID: '{0C4E7B91-5A3D-4F86-9B12-7D0E6C8A2F35}',
  DetectionTime: '2025-03-11T09:24:17.318Z',
  ThreatID: '2147519003',
  ThreatName: 'Virus:DOS/EICAR_Test_File',
  SeverityID: '5',
  SeverityName: 'Severe',
  CategoryID: '42',
  CategoryName: 'Virus',
  SourceName: 'Real-Time Protection',
  ProcessName: 'C:\\Windows\\explorer.exe',
  DetectionUser: 'CORP\\a.reyes',
  Path: 'file:_C:\\Users\\a.reyes\\Downloads\\eicar.com',
  OriginName: 'Local machine',
  TypeName: 'Concrete',
}

const antivirus = { Signature: 'ThreatName', Filename: 'Path' }
const detections = ['1006', '1007', '1008', '1009', '1010', '1011', '1012', '1017', '1018', '1019', '1115', '1116'].map(
  (id) => `defender/${id}`,
)

export const defender: Telemetry = {
  sources: [
    {
      key: 'defender',
      product: 'windows',
      provider: 'Microsoft-Windows-Windows Defender',
      label: 'Defender Antivirus',
      channel: 'Microsoft-Windows-Windows Defender/Operational',
      log: 'Microsoft Defender Antivirus operational log',
      events: `
        1000 | An antimalware scan started | ${product} ScanID:guid ScanType ScanParameters Domain User SID:sid
        1001 | An antimalware scan finished | ${product} ScanID:guid ScanType ScanParameters Domain User SID:sid
        1002 | An antimalware scan was stopped before it finished | ${product} ScanID:guid ScanType ScanParameters Domain User SID:sid
        1005 | An antimalware scan failed | ${product} ScanID:guid ScanType Domain User SID:sid ErrorCode:hex ErrorDescription
        1006 | The antimalware engine found malware or other potentially unwanted software | ${older}
        1007 | The antimalware platform performed an action to protect your system from malware or other potentially unwanted software | ${older}
        1008 | The antimalware platform attempted to perform an action to protect your system from malware or other potentially unwanted software, but the action failed | ${older}
        1009 | The antimalware platform restored an item from quarantine | ${older}
        1010 | The antimalware platform could not restore an item from quarantine | ${older}
        1011 | The antimalware platform deleted an item from quarantine | ${older}
        1012 | The antimalware platform could not delete an item from quarantine | ${older}
        1013 | The antimalware platform deleted history of malware and other potentially unwanted software | ${product} Timestamp:date Domain User SID:sid
        1014 | The antimalware platform could not delete history of malware and other potentially unwanted software | ${product} Timestamp:date Domain User SID:sid ErrorCode:hex ErrorDescription
        1015 | The antimalware platform detected suspicious behavior | ${threat}
        1017? | Antimalware platform event 1017 | ${older}
        1018? | Antimalware platform event 1018 | ${older}
        1019? | Antimalware platform event 1019 | ${older}
        1115? | Antimalware platform event 1115 | ${threat}
        1116 | The antimalware platform detected malware or other potentially unwanted software | ${threat}
        1117 | The antimalware platform performed an action to protect your system from malware or other potentially unwanted software | ${threat}
        1118 | The antimalware platform attempted to perform an action to protect your system from malware or other potentially unwanted software, but the action failed | ${threat}
        1119 | The antimalware platform encountered a critical error when trying to take action on malware or other potentially unwanted software | ${threat}
        1120 | Microsoft Defender Antivirus has deduced the hashes for a threat resource | ${product} ThreatResourcePath:path Hashes:hash
        1121 | Event when an attack surface reduction rule fires in block mode | ${asr}
        1122 | Event when an attack surface reduction rule fires in audit mode | ${asr}
        1123 | Blocked controlled folder access event | ${asr}
        1124 | Audited controlled folder access event | ${asr}
        1125 | Audited network protection event | ${asr}
        1126 | Blocked network protection event | ${asr}
        1127 | Blocked controlled folder access sector write block event | ${asr}
        1150 | Endpoint protection client is up and running in a healthy state | ${product} PlatformVersion EngineVersion SignatureVersion
        2000 | The antimalware definitions updated successfully | ${product} CurrentSignatureVersion PreviousSignatureVersion UpdateType Domain User SID:sid
        2001 | The antimalware definition update failed | ${product} CurrentSignatureVersion PreviousSignatureVersion UpdateSource ErrorCode:hex ErrorDescription
        3002 | Real-time protection encountered an error and failed | ${failed}
        3007 | Real-time protection recovered from a failure | ${failed}
        5000 | Real-time protection is enabled | ${product}
        5001 | Real-time protection is disabled | ${product}
        5004 | The real-time protection configuration changed | ${protection} Configuration:integer
        5007 | The antimalware platform configuration changed | ${product} OldValue NewValue
        5008 | The antimalware engine encountered an error and failed | ${product} Resource FailureType ExceptionCode:hex
        5010 | Scanning for malware and other potentially unwanted software is disabled | ${product}
        5011 | Scanning for viruses is enabled | ${product}
        5012 | Scanning for viruses is disabled | ${product}
        5013 | Tamper protection blocked a change to Microsoft Defender Antivirus | ${product} ChangedType Value
        5100 | The antimalware platform will expire soon | ${product} ExpirationReason ExpirationDate:date
        5101 | The antimalware platform is expired | ${product} ExpirationReason ExpirationDate:date ErrorCode:hex ErrorDescription
      `,
      samples: {
        1006: {
          ProductName: 'Microsoft Defender Antivirus',
          ProductVersion: '4.18.25010.11',
          ScanType: 'Antimalware',
          User: 'a.reyes',
          ThreatName: 'Virus:DOS/EICAR_Test_File',
          SeverityName: 'Severe',
          CategoryName: 'Virus',
          Path: 'file:_C:\\Users\\a.reyes\\Downloads\\eicar.com',
        },
        1116: { ...found, ActionID: '9', ActionName: 'Not Applicable', ErrorCode: '0x00000000' },
        1117: {
          ...found,
          ActionID: '2',
          ActionName: 'Quarantine',
          ErrorCode: '0x00000000',
          RemediationUser: 'NT AUTHORITY\\SYSTEM',
        },
        1121: {
          ProductName: 'Microsoft Defender Antivirus',
          ProductVersion: '4.18.25010.11',
          ID: 'D4F940AB-401B-4EFC-AADC-AD5F3C50688A',
          DetectionTime: '2025-03-11T09:24:17.318Z',
          User: 'CORP\\a.reyes',
          Path: 'C:\\Windows\\System32\\cmd.exe',
          ProcessName: 'C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE',
        },
        5001: { ProductName: 'Microsoft Defender Antivirus', ProductVersion: '4.18.25010.11' },
        5007: {
          ProductName: 'Microsoft Defender Antivirus',
          ProductVersion: '4.18.25010.11',
          OldValue: '',
          NewValue: 'HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Exclusions\\Paths\\C:\\Users\\Public = 0x0',
        },
      },
    },
    {
      key: 'antivirus',
      product: 'antivirus',
      provider: 'Antivirus',
      label: 'Any antivirus',
      channel: 'detections',
      log: 'Antivirus detection',
      logVerified: false,
      fields: 'Signature Filename:path Action Computer User Product FileHash:hash',
      samples: {
        log: {
          Signature: 'EICAR-Test-File',
          Filename: 'C:\\Users\\a.reyes\\Downloads\\eicar.com',
          Action: 'quarantined',
          Computer: 'WS-0142.corp.example',
          User: 'CORP\\a.reyes',
          Product: 'Example Antivirus',
        },
      },
    },
  ],
  logSources: [
    { product: 'windows', service: 'windefend', primary: ['defender'] },
    {
      category: 'antivirus',
      primary: detections,
      alternatives: ['antivirus'],
      renames: Object.fromEntries(detections.map((key) => [key, antivirus])),
    },
  ],
}
