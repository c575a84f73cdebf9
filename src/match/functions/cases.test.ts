/**
 * Runs cases/*.txt, a file a language: a line `# what is shown`, a query, `==>`, then records as JSON, each with its
 * verdict. It is noon of 10 March 2026. `without time` before the records: nobody says so.
 */
import { expect } from 'vitest'
import { testCases } from '../../../test/case-files.js'
import { ruleWith } from '../../../test/rules.js'
import { readEql } from '../../languages/eql/read.js'
import { readEsql } from '../../languages/esql/read.js'
import { readKql } from '../../languages/kql/read.js'
import { readSpl } from '../../languages/spl/read.js'
import type { Language, Stage } from '../../model/rule.js'
import { parseKql } from '../../node/kusto.js'
import { type Fragment, plainFragment } from '../../text/fragment.js'
import { flatten } from '../record.js'
import { scan } from '../scan.js'

const now = Date.UTC(2026, 2, 10, 12)

const readers: Partial<Record<Language, (source: Fragment) => { readonly stages: readonly Stage[] }>> = {
  eql: (source) => readEql(source, {}),
  esql: readEsql,
  spl: (source) => readSpl(source, () => undefined),
  kql: (source) => readKql(source, parseKql),
}

for (const [language, read] of Object.entries(readers) as [Language, NonNullable<(typeof readers)[Language]>][])
  testCases(
    new URL('./cases/', import.meta.url),
    (query, expected) => {
      const rule = ruleWith({ language, stages: read(plainFragment(query)).stages })
      const timeless = expected.startsWith('without time\n')
      const lines = expected.split('\n').slice(timeless ? 1 : 0)
      const said = lines.map((line) => {
        const json = line.slice(0, line.lastIndexOf('}') + 1)
        return `${json}  ${scan(rule, flatten(JSON.parse(json)), timeless ? {} : { now })}`
      })
      expect(said).toEqual(lines)
    },
    language,
  )
