export interface Enabling {
  /** `on`: written without anyone's doing; `off`: somebody has to ask for it. Absent: it depends, or nobody says. */
  readonly byDefault?: 'on' | 'off'
  /** What has to be done or set, in one to three sentences; backquotes hold what is typed. */
  readonly how: string
  /** What can be pasted into a shell or a configuration, a line each. */
  readonly lines?: readonly string[]
}
