/** One record out of a log, or of the command line itself. */
import { logFiles } from '../../node/log-files.js'
import { readLog } from '../../records/read-log.js'
import { Failure, UsageError } from '../exit.js'

/** `text` is a log, `-`, or JSON itself; `number` counts the records of the log from 1. */
export async function oneRecord(text: string, number: number): Promise<unknown> {
  if (/^\s*\{/.test(text)) return parsed(text)
  const { files, problems } = logFiles(text)
  const [problem] = problems
  if (files.length === 0) throw new Failure(problem ? `${problem.path}: ${problem.message}` : `${text} holds no file`)
  let seen = 0
  for (const { path, chunks } of files)
    for await (const { records, faults } of readLog(path, chunks)) {
      const found = records[number - seen - 1]
      if (found) return found.value
      seen += records.length
      const [fault] = faults
      if (fault && records.length === 0 && files.length === 1 && seen === 0)
        throw new Failure(`${path}${fault.line === undefined ? '' : `:${fault.line}`}: ${fault.message}`)
    }
  throw new Failure(`${text} holds ${seen} ${seen === 1 ? 'record' : 'records'}, not ${number}`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`the record is not JSON: ${error.message}`)
    throw error
  }
}
