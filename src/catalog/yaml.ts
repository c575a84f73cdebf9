/** YAML files hold rules of three families, told apart by what is in them; anything else is Sigma's to judge. */
import { isBrokenSentinel, isSentinelDocument } from '../formats/kusto-sentinel.js'
import { isMacroDocument, isSplunkDocument, readMacros } from '../formats/splunk-yaml.js'
import type { Macro } from '../languages/spl/macros.js'
import { parseYaml, type YamlMap } from '../text/yaml.js'
import type { ReadFile, Tools } from './families.js'
import { readSentinel } from './kusto.js'
import { readSigma } from './sigma.js'
import { readSplunk } from './splunk.js'

export function readYaml(path: string, text: string, tools: Tools): ReadFile {
  const file = parseYaml(text)
  const maps = file.documents.filter((node): node is YamlMap => node.kind === 'map')
  if (maps.some(isSplunkDocument) || maps.some(isMacroDocument)) return readSplunk(path, text, file, tools)
  if (maps.some(isSentinelDocument) || (maps.length === 0 && isBrokenSentinel(text)))
    return readSentinel(path, text, file, tools)
  return readSigma(path, text, file)
}

/** The macros that a file defines; none of a file that defines something else. */
export const macrosOf = (path: string, text: string): readonly Macro[] => readMacros(path, parseYaml(text))
