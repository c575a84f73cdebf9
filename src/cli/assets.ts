import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { assets, type Source } from '../site/assets.js'
import { packageRoot } from './package.js'

/** The static files of the site by their path, from the disk. Throws when one is missing: the program is not built. */
export function loadAssets(): Map<string, Uint8Array<ArrayBuffer>> {
  return new Map(
    assets.map(({ path, sources }) => [path, joined(sources.map((source) => readFileSync(locate(source))))]),
  )
}

const newline = Buffer.from('\n')

function joined(parts: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const [only, ...others] = parts
  const whole = only && others.length === 0 ? only : Buffer.concat(parts.flatMap((part) => [part, newline]))
  return Uint8Array.from(whole)
}

function locate(source: Source): string {
  switch (source.from) {
    case 'project': {
      const file = join(packageRoot, source.path)
      // An installed package has no src; its styles are where the build put them.
      return existsSync(file) ? file : join(packageRoot, source.path.replace(/^src\//, 'dist/'))
    }
    case 'package':
      return createRequire(import.meta.url).resolve(`${source.name}/${source.path}`)
    default:
      return source satisfies never
  }
}
