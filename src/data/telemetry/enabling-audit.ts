import type { Enabling } from './enabling-types.js'

/**
 * The subcategories of Windows' advanced audit policy, with the events that each writes. Microsoft's own names; `!` marks
 * an event that is written for failures only, `*` one that is written for both.
 */
const subcategories = `
  Account Logon      | Credential Validation               | 4774* 4775! 4776* 4777!
  Account Logon      | Kerberos Authentication Service     | 4768* 4771! 4772!
  Account Logon      | Kerberos Service Ticket Operations  | 4769* 4770 4773!
  Account Management | Application Group Management        | 4783 4784 4785 4786 4787 4788 4789 4790 4791 4792
  Account Management | Computer Account Management         | 4741 4742 4743
  Account Management | Distribution Group Management       | 4744 4745 4746 4747 4748 4749 4750 4751 4752 4753 4759 4760 4761 4762 4763
  Account Management | Other Account Management Events     | 4782 4793
  Account Management | Security Group Management           | 4727 4728 4729 4730 4731 4732 4733 4734 4735 4737 4754 4755 4756 4757 4758 4764 4799
  Account Management | User Account Management             | 4720 4722 4723* 4724* 4725 4726 4738 4740 4765 4766! 4767 4780 4781 4794* 4798 5376 5377
  Detailed Tracking  | DPAPI Activity                      | 4692* 4693* 4694* 4695*
  Detailed Tracking  | Plug and Play Events                | 6416 6419 6420 6421 6422 6423 6424
  Detailed Tracking  | Process Creation                    | 4688 4696
  Detailed Tracking  | Process Termination                 | 4689
  Detailed Tracking  | RPC Events                          | 5712
  Detailed Tracking  | Token Right Adjusted Events         | 4703
  DS Access          | Detailed Directory Service Replication | 4928* 4929* 4930* 4931* 4934 4935! 4936 4937
  DS Access          | Directory Service Access            | 4662*
  DS Access          | Directory Service Changes           | 5136 5137 5138 5139 5141
  DS Access          | Directory Service Replication       | 4932 4933*
  Logon/Logoff       | Group Membership                    | 4627
  Logon/Logoff       | Logoff                              | 4634 4647
  Logon/Logoff       | Logon                               | 4624 4625! 4648 4675
  Logon/Logoff       | Network Policy Server               | 6272 6273! 6274! 6275! 6276 6277 6278 6279 6280
  Logon/Logoff       | Other Logon/Logoff Events           | 4649! 4778 4779 4800 4801 4802 4803 5378! 5632* 5633*
  Logon/Logoff       | Special Logon                       | 4672 4964
  Logon/Logoff       | User / Device Claims                | 4626
  Object Access      | Application Generated               | 4665 4666 4667 4668
  Object Access      | Central Policy Staging              | 4818
  Object Access      | Certification Services              | 4868 4869 4870 4871 4872 4873 4874 4875 4876 4877 4878 4879 4880 4881 4882 4883 4884 4885 4886 4887 4888 4889 4890 4891 4892 4893 4894 4895 4896 4897 4898 4899 4900
  Object Access      | Detailed File Share                 | 5145*
  Object Access      | File Share                          | 5140* 5142 5143 5144 5168!
  Object Access      | File System                         | 4664 4985
  Object Access      | Filtering Platform Connection       | 5031! 5150! 5151! 5154 5155! 5156 5157! 5158 5159!
  Object Access      | Filtering Platform Packet Drop      | 5152! 5153!
  Object Access      | Handle Manipulation                 | 4690
  Object Access      | Other Object Access Events          | 4671 4691 4698 4699 4700 4701 4702 5148! 5149! 5888 5889 5890
  Object Access      | Registry                            | 4657 5039
  Policy Change      | Audit Policy Change                 | 4715 4719 4817 4902 4904 4905 4906 4907 4908 4912
  Policy Change      | Authentication Policy Change        | 4706 4707 4713 4716 4717 4718 4739 4864 4865 4866 4867
  Policy Change      | Authorization Policy Change         | 4704 4705 4911 4913
  Policy Change      | Filtering Platform Policy Change    | 4709 4710 4711 4712 5040 5041 5042 5043 5044 5045 5046 5047 5048 5440 5441 5442 5443 5444 5446 5448 5449 5450
  Policy Change      | MPSSVC Rule-Level Policy Change     | 4944 4945 4946 4947 4948 4949 4950 4951! 4952! 4953! 4954 4956 4957! 4958!
  Policy Change      | Other Policy Change Events          | 4714 4819 4826 4909 4910 5063* 5064* 5065* 5066* 5067* 5068* 5069* 5070* 5447 6144 6145!
  System             | Other System Events                 | 5024 5025 5027! 5028! 5029! 5030! 5032! 5033 5034 5035! 5037! 5058* 5059* 6400 6401 6402 6403 6404 6405 6406 6407 6408 6409
  System             | Security State Change               | 4608 4616 4621
  System             | Security System Extension           | 4610 4611 4614 4622 4697
  System             | System Integrity                    | 4612 4615 4618 4816 5038! 5056 5057! 5060! 5061* 5062 6281! 6410!
`

/** What an event needs beside its subcategory. */
const besides: Readonly<Record<string, string>> = {
  4657: 'The key needs an audit entry (SACL) that asks for Set Value.',
  4662: 'The object in the directory needs an audit entry (SACL).',
  4688: 'Its command line stays empty until the policy `Include command line in process creation events` is on, in Administrative Templates, System, Audit Process Creation.',
  4898: 'The certification authority must be told to audit: Auditing, in its properties.',
  4964: 'The groups are listed in the value `SpecialGroups` of the registry.',
  5136: 'The object in the directory needs an audit entry (SACL).',
  5137: 'The container in the directory needs an audit entry (SACL).',
  5138: 'The object in the directory needs an audit entry (SACL).',
  5139: 'The object in the directory needs an audit entry (SACL).',
  5141: 'The object in the directory needs an audit entry (SACL).',
}

type Outcome = 'success' | 'failure' | 'both'

const flags: Readonly<Record<Outcome, string>> = {
  success: '/success:enable',
  failure: '/failure:enable',
  both: '/success:enable /failure:enable',
}

const command = (subcategory: string, outcome: Outcome): string =>
  `auditpol /set /subcategory:"${subcategory}" ${flags[outcome]}`

const several = (category: string, names: readonly string[], outcome: Outcome, besides: string): Enabling => ({
  how: `Advanced audit policy, ${category}: ${names.join(', ')}. ${besides}`,
  lines: names.map((name) => command(name, outcome)),
})

const objects = ['File System', 'Registry', 'Kernel Object']
const listed = 'The object needs an audit entry (SACL); of these the subcategory of its kind is enough.'
const privilege = several(
  'Privilege Use',
  ['Sensitive Privilege Use', 'Non Sensitive Privilege Use'],
  'both',
  'Which of them depends on the privilege.',
)

/** Events that no single subcategory decides about. */
const special: Readonly<Record<string, Enabling>> = {
  4656: several(
    'Object Access',
    ['Handle Manipulation', ...objects, 'Removable Storage'],
    'both',
    "It takes Handle Manipulation, the subcategory of the object's kind, and an audit entry (SACL) on the object.",
  ),
  4658: several(
    'Object Access',
    ['Handle Manipulation', ...objects, 'Removable Storage'],
    'success',
    "It takes Handle Manipulation and the subcategory of the object's kind.",
  ),
  4660: several('Object Access', objects, 'success', listed),
  4661: {
    how: 'Advanced audit policy: DS Access, Directory Service Access on a domain controller, and Object Access, SAM for the accounts of a host.',
    lines: [command('Directory Service Access', 'both'), command('SAM', 'both')],
  },
  4663: several('Object Access', [...objects, 'Removable Storage'], 'success', listed),
  4673: privilege,
  4674: privilege,
}

function table(): Record<string, Enabling> {
  const rows: Record<string, Enabling> = {}
  for (const line of subcategories.trim().split('\n')) {
    const [category = '', name = '', ids = ''] = line.split('|').map((cell) => cell.trim())
    for (const written of ids.split(' ')) {
      const id = written.replace(/[!*]$/, '')
      const outcome = written.endsWith('!') ? 'failure' : written.endsWith('*') ? 'both' : 'success'
      const more = besides[id] === undefined ? '' : ` ${besides[id]}`
      rows[`security/${id}`] = {
        how: `Advanced audit policy: ${category}, ${name}.${more}`,
        lines: [command(name, outcome)],
      }
    }
  }
  for (const [id, row] of Object.entries(special)) rows[`security/${id}`] = row
  return rows
}

/** Events of the Security log, by the audit policy that writes them. */
export const auditPolicy: Readonly<Record<string, Enabling>> = table()
