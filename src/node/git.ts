import { spawn } from 'node:child_process'

export class GitError extends Error {
  override name = 'GitError'
}

export interface GitOptions {
  readonly cwd?: string
  /** Milliseconds after which git is stopped. */
  readonly limit: number
  /** Called with each line that git says of its progress. */
  readonly onProgress?: ((line: string) => void) | undefined
}

/**
 * Runs git without a shell, a terminal, a prompt or a transport other than https, ssh and file; gives what it printed.
 * Throws a `GitError` with git's last words when it fails, takes too long or is not installed.
 */
export function git(args: readonly string[], options: GitOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      env: quietEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let late = false
    const timer = setTimeout(() => {
      late = true
      child.kill()
      // What git has started may keep these open, and would be waited for.
      child.stdout.destroy()
      child.stderr.destroy()
    }, options.limit)
    let said = ''
    let complained = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complained = (complained + text).slice(-4000)
      const line = text
        .split(/[\r\n]+/)
        .filter(Boolean)
        .at(-1)
      if (line !== undefined) options.onProgress?.(line)
    })
    child.on('error', (error) => {
      clearTimeout(timer)
      reject(new GitError(missing(error)))
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      if (code === 0) resolve(said)
      else if (late) reject(new GitError(`git took more than ${options.limit / 1000} seconds and was stopped`))
      else reject(new GitError(lastWords(complained) || `git ended with code ${code}`))
    })
  })
}

function missing(error: Error): string {
  return 'code' in error && error.code === 'ENOENT'
    ? 'git was not found; install it, or clone by hand and name the folder'
    : error.message
}

/** Progress goes over itself with carriage returns; what is left after the last one of each line was meant to be read. */
function lastWords(text: string): string {
  const lines = text.split('\n').map((line) => line.split('\r').at(-1)?.trim() ?? '')
  const fatal = lines.filter((line) => /^(fatal|error):/.test(line))
  return (fatal.length > 0 ? fatal : lines.filter(Boolean).slice(-3)).join('; ')
}

function quietEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_SSH_COMMAND: process.env.GIT_SSH_COMMAND ?? 'ssh -o BatchMode=yes',
    GIT_ALLOW_PROTOCOL: 'https:ssh:file',
    GIT_LFS_SKIP_SMUDGE: '1',
  }
  // Set when we run inside a git hook; they would point git at the wrong repository.
  for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX']) delete env[name]
  return env
}
