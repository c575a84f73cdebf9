/** Which data streams a way to meet a condition leaves of those that the indices of a rule hold. */
import { allows, type Cell, type Terms } from './cells.js'
import { providersIn, type Reach, type Stream, streamOf, streamsLike } from './data-streams.js'

/** The data streams that a cell's data sets, modules, providers and systems leave. */
export function narrowed(cell: Cell, reach: Reach): Reach {
  const { dataset, module, os, provider } = cell
  let left = dataset ? ofDatasets(dataset, module, reach) : ofModules(module, reach)
  if (os) left = keep(left, ({ row }) => !row.os || row.os.some((name) => allows(os, name)))
  if (provider && !cell.id) left = keep(left, (stream) => stream.row.id !== 'code' || hasProvider(stream, provider))
  return left
}

/** A rule that contradicts itself is still about its indices. */
function keep(reach: Reach, fits: (stream: Stream) => boolean): Reach {
  const named = reach.named.filter(fits)
  const gathered = reach.gathered.filter(fits)
  return named.length + gathered.length > 0 ? { named, gathered, wholes: reach.wholes } : reach
}

const hasProvider = ({ logs }: Stream, provider: Terms): boolean =>
  logs.some((log) => providersIn(log).some((name) => allows(provider, name)))

function ofDatasets(datasets: Terms, modules: Terms | undefined, reach: Reach): Reach {
  const [module] = modules?.exact.keys() ?? []
  const named = [...datasets.exact.keys()].map((name) =>
    // Beats once named the data set without its module.
    streamOf(module !== undefined && !name.includes('.') ? `${module}.${name}` : name),
  )
  const all = [...reach.named, ...reach.gathered]
  const fitting = datasets.tests.length === 0 ? [] : all.filter(({ row }) => allows(datasets, row.name))
  const found = [...new Set([...named, ...fitting])]
  return found.length > 0 ? { named: found, gathered: [], wholes: [] } : reach
}

function ofModules(modules: Terms | undefined, reach: Reach): Reach {
  if (!modules) return reach
  const fits = (stream: Stream): boolean => stream.modules.some((name) => allows(modules, name))
  const named = reach.named.filter(fits)
  if (named.length > 0) return { named, gathered: [], wholes: [] }
  const gathered = reach.gathered.filter(fits)
  if (gathered.length > 0) return { named: gathered, gathered: [], wholes: reach.wholes }
  const asked = [...modules.exact.keys()].flatMap((name) => {
    const known = streamsLike(`${name}.*`)
    return known.length > 0 ? known : [streamOf(name)]
  })
  return asked.length > 0 ? { named: asked, gathered: [], wholes: [] } : reach
}
