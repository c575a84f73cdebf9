import type { Rule, StageId } from '../model/rule.js'
import { canonical, fieldContexts } from '../resolve/fields.js'

/** Fields of which a record has one value at most; other fields may have several, of which each satisfies another test. */
const oneValued: ReadonlySet<string> = new Set([
  'EventID',
  'Channel',
  'Provider_Name',
  'Image',
  'ParentImage',
  'CommandLine',
  'ParentCommandLine',
  'OriginalFileName',
  'Description',
  'Product',
  'Company',
  'CurrentDirectory',
  'IntegrityLevel',
  'LogonType',
  'ImageLoaded',
  'TargetFilename',
  'TargetObject',
  'SourceImage',
  'TargetImage',
  'eventName',
  'eventSource',
])

/**
 * Whether a field has one value, by its name at a stage. Every column of a table has; so has every field of a Windows or
 * Linux record as Sigma names it, but for the unnamed `Data` of old logs.
 */
export function singles(rule: Rule): (written: string, stage: StageId) => boolean {
  let contextAt: ReturnType<typeof fieldContexts> | undefined
  const flat =
    rule.family === 'sigma' &&
    rule.stages.some(
      (stage) =>
        stage.kind === 'read' &&
        stage.source.kind === 'events' &&
        ['windows', 'linux'].includes(stage.source.written.product ?? ''),
    )
  return (written, stage) => {
    if (written === '' || /[[\]{}]/.test(written)) return false
    if (rule.family === 'kusto') return !written.includes('.')
    if (flat) return written !== 'Data'
    contextAt ??= fieldContexts(rule)
    const { name, relation } = canonical(written, contextAt(stage))
    return oneValued.has(name) && (relation === 'exact' || relation === 'basename')
  }
}
