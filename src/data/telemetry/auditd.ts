import type { Telemetry } from './types.js'

const subject = 'pid:integer ppid:integer uid:integer auid:integer ses:integer subj'
const daemon = `${subject} exe:path hostname addr:ip terminal res acct op comm unit`

export const auditd: Telemetry = {
  sources: [
    {
      key: 'auditd',
      named: { id: 'type' },
      product: 'linux',
      provider: 'auditd',
      label: 'Linux audit',
      channel: '/var/log/audit/audit.log',
      log: 'Linux audit log',
      logVerified: false,
      fields: 'type msg',
      // What tools add when they join the records of one event is not listed.
      open: true,
      events: `
        EXECVE        | Arguments of an executed program           | argc:integer a0 a1 a2 a3 a4 a5 a6 a7 a8 a9
        SYSCALL       | System call                                | arch:hex syscall:integer SYSCALL success exit:integer a0 a1 a2 a3 items:integer ppid:integer pid:integer auid:integer uid:integer gid:integer euid:integer suid:integer fsuid:integer egid:integer tty ses:integer comm exe:path subj key
        PATH          | File or directory that a system call named | item:integer name:path inode:integer dev mode:integer ouid:integer ogid:integer rdev nametype objtype
        CWD           | Current working directory                  | cwd:path
        PROCTITLE     | Full command line of the process           | proctitle
        SOCKADDR      | Socket address                             | saddr:hex
        TTY           | Input on a terminal                        | tty pid:integer uid:integer auid:integer ses:integer major:integer minor:integer comm data
        USER_TTY      | Input on a terminal, sent from user space  | ${daemon} data
        USER_CMD      | Command run through sudo                   | ${daemon} cwd:path cmd
        USER_AUTH     | User space authentication                  | ${daemon}
        USER_ACCT     | User space account checked                 | ${daemon}
        USER_LOGIN    | User logged in                             | ${daemon} id
        USER_START    | User space session started                 | ${daemon}
        USER_END      | User space session ended                   | ${daemon}
        CRED_ACQ      | User space credential acquired             | ${daemon}
        ADD_USER      | User account added                         | ${daemon} id
        DEL_USER      | User account deleted                       | ${daemon} id
        ADD_GROUP     | Group added                                | ${daemon} id grp
        DEL_GROUP     | Group deleted                              | ${daemon} id grp
        USER_MGMT     | User account attribute changed             | ${daemon} id
        SERVICE_START | Service started                            | ${daemon}
        SERVICE_STOP  | Service stopped                            | ${daemon}
        CONFIG_CHANGE | Audit configuration changed                | ${daemon} key list:integer
        AVC           | SELinux permission check                   | pid:integer comm path:path dev scontext tcontext tclass permissive
        KERN_MODULE   | Kernel module loaded                       | name
        ANOM_PROMISCUOUS | Device changed promiscuous mode         | dev prom:integer old_prom:integer auid:integer uid:integer ses:integer
      `,
      samples: {
        log: { type: 'SYSCALL', msg: 'audit(1741685057.318:48211)' },
        EXECVE: {
          type: 'EXECVE',
          msg: 'audit(1741685057.318:48211)',
          argc: '3',
          a0: 'chattr',
          a1: '+i',
          a2: '/etc/cron.d/sync',
        },
        SYSCALL: {
          type: 'SYSCALL',
          msg: 'audit(1741685057.318:48211)',
          arch: 'c000003e',
          syscall: '59',
          SYSCALL: 'execve',
          success: 'yes',
          exit: '0',
          a0: '55d0c1a7e2f0',
          a1: '55d0c1a7e310',
          a2: '55d0c1a80b40',
          a3: '8',
          items: '2',
          ppid: '4110',
          pid: '4127',
          auid: '1000',
          uid: '0',
          gid: '0',
          euid: '0',
          tty: 'pts0',
          ses: '12',
          comm: 'chattr',
          exe: '/usr/bin/chattr',
          key: 'attributes',
        },
        PATH: {
          type: 'PATH',
          msg: 'audit(1741685057.318:48211)',
          item: '1',
          name: '/etc/cron.d/sync',
          inode: '262401',
          dev: 'fd:00',
          mode: '0100644',
          ouid: '0',
          ogid: '0',
          nametype: 'NORMAL',
        },
        CWD: { type: 'CWD', msg: 'audit(1741685057.318:48211)', cwd: '/root' },
        PROCTITLE: {
          type: 'PROCTITLE',
          msg: 'audit(1741685057.318:48211)',
          proctitle: 'chattr +i /etc/cron.d/sync',
        },
        TTY: {
          type: 'TTY',
          msg: 'audit(1741685057.318:48212)',
          tty: 'pts0',
          pid: '4100',
          uid: '0',
          comm: 'bash',
          data: 'ls -la',
        },
        USER_CMD: {
          type: 'USER_CMD',
          msg: 'audit(1741685057.318:48213)',
          pid: '4125',
          uid: '1000',
          auid: '1000',
          cwd: '/home/deploy',
          cmd: 'systemctl stop firewalld',
          exe: '/usr/bin/sudo',
          terminal: 'pts/0',
          res: 'success',
        },
        ADD_USER: {
          type: 'ADD_USER',
          msg: 'audit(1741685057.318:48214)',
          pid: '4130',
          uid: '0',
          auid: '1000',
          op: 'add-user',
          acct: 'support',
          exe: '/usr/sbin/useradd',
          terminal: 'pts/0',
          res: 'success',
        },
        SERVICE_STOP: {
          type: 'SERVICE_STOP',
          msg: 'audit(1741685057.318:48215)',
          pid: '1',
          uid: '0',
          unit: 'firewalld',
          comm: 'systemd',
          exe: '/usr/lib/systemd/systemd',
          res: 'success',
        },
      },
    },
  ],
  logSources: [{ product: 'linux', service: 'auditd', primary: ['auditd'], route: { id: ['type'] } }],
}
