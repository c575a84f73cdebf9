import { describe, expect, test } from 'vitest'
import { sigmaCatalog } from '../../test/catalogs.js'
import { sectionText } from '../../test/markup.js'
import type { Entry } from '../catalog/build.js'
import type { Sample, Samples } from '../catalog/samples.js'
import { rulePage } from './rule-page.js'
import type { RuleRecords } from './rule-records.js'

const text = `title: Odd tool
id: 0d5f7f3e-1111-4222-8333-0123456789ab
logsource: {product: windows, category: process_creation}
detection:
  selection:
    Image|endswith: '\\odd.exe'
    CommandLine|contains: ' -enc '
  filter_main:
    ParentImage: 'C:\\good.exe'
  condition: selection and not filter_main
`

describe('records on the page of a rule', () => {
  const catalog = sigmaCatalog([text])
  const [entry] = catalog.entries as [Entry]
  const pageWith = (records: RuleRecords): string => rulePage(catalog.view(entry), [], records)
  const samples: Samples = { files: 3, records: 40, of: new Map() }
  const fields = new Map([
    ['EventID', [1]],
    ['Provider_Name', ['Microsoft-Windows-Sysmon']],
    ['Channel', ['Microsoft-Windows-Sysmon/Operational']],
    ['User', ['<script>alert(1)</script>']],
    ['Image', ['C:\\x\\odd.exe']],
    ['CommandLine', ['odd -enc QQ==']],
    ['ParentImage', ['C:\\bad.exe']],
  ])
  const sample: Sample = { file: 'a/b.evtx', record: 7, records: 1, verdict: 'true', time: 0, fields }

  test('a made one is shown where no logs were given', () => {
    const section = sectionText(pageWith({ made: false }), 'records')
    expect(section).toContain('A made record')
    expect(section).not.toContain('sample')
    expect(section).toContain(`detectionary records "0d5f7f3e-1111-4222-8333-0123456789ab"`)
  })

  test('the file with all of them is linked where there is one', () => {
    expect(pageWith({ made: true })).toContain('href="records.jsonl" download')
    expect(pageWith({ made: false })).not.toContain('records.jsonl')
  })

  test('a rule without a sample says so', () =>
    expect(sectionText(pageWith({ made: false, samples }), 'records')).toContain(
      'No sample: it fires on none of the 40 records in 3 logs that were tried.',
    ))

  test('of a sample the matched parts are marked and come first, and nothing of it is markup', () => {
    const page = pageWith({ made: false, samples, own: { hits: 5, files: 2, shown: [sample] } })
    expect(sectionText(page, 'records')).toContain('5 hits in 2 logs of the 3')
    expect(page).toContain('<code>odd<mark> -enc </mark>QQ==</code>')
    expect(page).toContain('<code>C:\\x<mark>\\odd.exe</mark></code>')
    expect(page).not.toContain('<mark>C:\\bad.exe')
    expect(page.indexOf('<mark>\\odd.exe</mark>')).toBeLessThan(page.indexOf('Microsoft-Windows-Sysmon</code>'))
    expect(page).not.toContain('<script>alert(1)')
  })

  test('a hit of several records is told with the last', () => {
    const several: Sample = { ...sample, records: 4, fields: new Map([['count', [4]]]) }
    const page = pageWith({ made: false, samples, own: { hits: 1, files: 1, shown: [several] } })
    expect(sectionText(page, 'records')).toContain('record 7, the last of 4')
  })
})

test('a record with huge values does not make a huge page', () => {
  const catalog = sigmaCatalog([text])
  const [entry] = catalog.entries as [Entry]
  const fields = new Map(Array.from({ length: 5000 }, (_, i) => [`f${i}`, ['x'.repeat(100_000)]]))
  const shown: Sample[] = [{ file: 'a', record: 1, records: 1, verdict: 'unsure', fields }]
  const samples: Samples = { files: 1, records: 1, of: new Map() }
  const page = rulePage(catalog.view(entry), [], { made: false, samples, own: { hits: 1, files: 1, shown } })
  expect(page.length).toBeLessThan(100_000)
})
