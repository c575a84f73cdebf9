import { basename, relative } from 'node:path'
import type { Catalog, Entry } from '../catalog/build.js'
import type { Sample, Samples } from '../catalog/samples.js'
import { choose } from './match/choice.js'
import { complain } from './match/complain.js'
import { type Found, type Place, runMatch } from './match/run.js'

/** Samples that are kept of a rule, each of another log. */
const mostShown = 3

/** Hits of one rule as they come. */
interface Gathering {
  hits: number
  readonly files: Set<string>
  readonly sure: Sample[]
  readonly unsure: Sample[]
}

/** Runs the whole catalog over the logs below a folder. What cannot be read of them is told on standard error. */
export async function gatherSamples(catalog: Catalog, folder: string): Promise<Samples> {
  const { entries } = choose(catalog, { level: undefined, statuses: [], families: [] })
  const gathered = new Map<Entry, Gathering>()
  const ran = await runMatch(entries, [folder], {}, (hit) => {
    const place = hit.places.at(-1)
    if (!place) return
    let of = gathered.get(hit.entry)
    if (!of) {
      of = { hits: 0, files: new Set(), sure: [], unsure: [] }
      gathered.set(hit.entry, of)
    }
    add(of, hit, place, folder)
  })
  const of = new Map(
    [...gathered].map(([entry, { hits, files, sure, unsure }]) => [
      entry,
      { hits, files: files.size, shown: [...sure, ...unsure].slice(0, mostShown) },
    ]),
  )
  complain(ran)
  return { files: ran.files, records: ran.records, of }
}

function add(of: Gathering, { verdict, to, places, fields }: Found, place: Place, folder: string): void {
  of.hits++
  of.files.add(place.file)
  const kept = verdict === 'true' ? of.sure : of.unsure
  const file = relative(folder, place.file) || basename(place.file)
  if (kept.length >= mostShown || kept.some((one) => one.file === file)) return
  kept.push({
    file,
    ...(place.member !== undefined && { member: place.member }),
    record: place.record,
    records: places.length,
    verdict,
    ...(to !== undefined && { time: to }),
    // Hits see the record through the rule; what is kept is the record.
    fields: new Map(fields),
  })
}
