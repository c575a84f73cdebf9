import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InputFile } from '../src/catalog/build.js'

/** The rules to measure on: the folder of this family below the first argument. */
export function readCorpus(family: string, ending: string): InputFile[] {
  const root = join(process.argv[2] ?? '', family)
  if (!existsSync(root)) throw new Error(`no rules at ${root}; give a folder that has them as argument`)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .sort()
    .map((path) => ({ source: 0, path, text: readFileSync(join(root, path), 'utf8') }))
}

/** The corpus `times` over, each copy with names and values of its own, so that nothing is shared between copies. */
export function multiplied(files: readonly InputFile[], times: number): InputFile[] {
  return Array.from({ length: times }, (_, copy) =>
    copy === 0
      ? files
      : files.map(({ source, path, text }) => ({
          source,
          path: `copy${copy}/${path}`,
          text: text.replace(/^id: .*$/m, `$&-${copy}`).replaceAll('.exe', `${copy}.exe`),
        })),
  ).flat()
}

/** Median of the milliseconds that `run` takes, after one run to warm up. */
export function median(run: () => unknown, runs = 5): number {
  run()
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  })
  return times.sort((a, b) => a - b)[runs >> 1] ?? 0
}
