import { concerns } from '../../../resolve/concerns.js'
import { nowhere } from '../../../resolve/record-source.js'
import type { RulesFile, RulesIndex } from '../../match-files.js'
import { type PortableRule, unpackRule } from '../../match-rules.js'
import { fetchJson } from '../shared/fetch-json.js'

/** Files that are on their way at the same time. */
const atOnce = 4

/** The rules that the site was written with, in the order of its files. `told` hears how many are there. */
export async function loadRules(
  root: string,
  told: (done: number, of: number) => void,
): Promise<readonly PortableRule[]> {
  const base = new URL('match/', root)
  const { files, rules: total } = await fetchJson<RulesIndex>(new URL('index.json', base))
  const loaded: PortableRule[][] = files.map(() => [])
  let done = 0
  let next = 0
  const work = async (): Promise<void> => {
    for (let i = next++; i < files.length; i = next++) {
      const { rules } = await fetchJson<RulesFile>(new URL(files[i]?.path ?? '', base))
      const unpacked = rules.map(unpackRule)
      loaded[i] = unpacked
      // What a rule is about is found once and kept. It takes longest of all, so it is part of what is waited for here.
      for (const { rule } of unpacked) concerns(rule, nowhere)
      done += rules.length
      told(done, total)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return loaded.flat()
}
