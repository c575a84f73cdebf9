/**
 * Linux's audit log. Each line is an entry: rules ask for the `type` of a line and for fields of that line, and lines of
 * one audit event share names (`a0` is a program's name in EXECVE and a number in SYSCALL). What they have in common is
 * the id in `msg`.
 */

const header = /^(?:node=(\S+) )?type=(\S+) msg=(audit\((\d{1,12})\.(\d{3})[\d:]*\)):\s*/

/** Whether a line has the header of an audit line. */
export const isAuditLine = (line: string): boolean => header.test(line)

/** `type`, `msg` as `audit(1364481363.243:24287)`, its time as `@timestamp`, and the line's fields, all as text. */
export function auditLine(line: string): object | undefined {
  const found = header.exec(line)
  if (!found) return undefined
  const [whole, node, type = '', id = '', seconds, millis] = found
  const fields = new Fields(type)
  // What auditd itself made readable comes after the line as the kernel wrote it.
  const [written = '', readable = ''] = line.slice(whole.length).split('\x1d')
  addPairs(fields, written)
  addPairs(fields, readable)
  const time = new Date(Number(seconds) * 1000 + Number(millis))
  return {
    type,
    msg: id,
    ...(node !== undefined && { node }),
    ...(!Number.isNaN(time.getTime()) && { '@timestamp': time.toISOString() }),
    ...fields.all(),
  }
}

/** `name=value`: in double quotes, in single quotes with pairs inside, or up to the next blank. */
const pair = /(?<![\w@.-])([\w@.-]+(?:\[\d+\])?)=(?:"([^"]*)"|'([^']*)'|([^\s,]*(?:,(?![\s])[^\s,]*)*))/g

function addPairs(fields: Fields, text: string): void {
  for (const [, name = '', quoted, nested, bare] of text.matchAll(pair)) {
    if (nested === undefined) fields.add(name, quoted ?? decoded(name, bare ?? '', fields.type))
    // Programs put their own pairs into one more `msg`.
    else
      for (const [, key = '', inner, , plain] of nested.matchAll(pair))
        fields.add(key, inner ?? decoded(key, plain ?? '', fields.type))
  }
}

class Fields {
  readonly type: string
  readonly #values = new Map<string, string>()

  constructor(type: string) {
    this.type = type
  }

  /** `a1[0]`, `a1[1]` are pieces of one long argument. A value of no characters is not there. */
  add(name: string, value: string): void {
    const piece = /^(\w+)\[\d+\]$/.exec(name)?.[1]
    if (piece !== undefined) this.#values.set(piece, (this.#values.get(piece) ?? '') + value)
    else if (value !== '' && !/^a\d+_len$/.test(name)) this.#values.set(name, value)
  }

  all(): object {
    return Object.fromEntries(this.#values)
  }
}

/** Fields whose value the kernel writes in hexadecimal when it holds blanks or other odd characters. */
const texts = new Set([
  'acct',
  'cmd',
  'comm',
  'cwd',
  'data',
  'dir',
  'exe',
  'file',
  'key',
  'name',
  'path',
  'proctitle',
  'watch',
])

/** Arguments are numbers in a system call, and text in a program's start. */
const isText = (name: string, type: string): boolean =>
  texts.has(name) || (type === 'EXECVE' && /^a\d+(?:\[\d+\])?$/.test(name))

function decoded(name: string, value: string, type: string): string {
  if (!isText(name, type) || value.length % 2 !== 0 || !/^[0-9A-F]{2,}$/.test(value)) return value
  const bytes = Uint8Array.from({ length: value.length / 2 }, (_, i) =>
    Number.parseInt(value.slice(2 * i, 2 * i + 2), 16),
  )
  const text = new TextDecoder().decode(bytes)
  // Arguments of a command line end in NUL, keys of one rule in 1.
  return text.replace(/\0+$/, '').replaceAll('\0', ' ').replaceAll('\x01', ' ')
}
