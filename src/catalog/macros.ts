/** The macros that the files of a catalog define, for the rules that use them. */
import type { Macro, MacroLibrary } from '../languages/spl/macros.js'
import type { InputFile } from './build.js'
import { macrosOf } from './yaml.js'

export interface Macros {
  /** A source's own macros go before those of others. */
  libraryOf(source: number): MacroLibrary
}

/** What could define a macro, told without parsing it. */
const defines = /^definition\s*:/m

/** Those of `previous` when no definition changed, so that rules that use them need not be read again. */
export function gatherMacros(files: readonly InputFile[], previous?: Macros): Macros {
  const defining = files.filter(({ path, text }) => /\.ya?ml$/i.test(path) && defines.test(text))
  if (previous instanceof Gathered && previous.isOf(defining)) return previous
  return new Gathered(defining)
}

const nameOf = (name: string, arity: number): string => `${name}(${arity})`

class Gathered implements Macros {
  private readonly all = new Map<string, Macro>()
  private readonly bySource = new Map<number, Map<string, Macro>>()
  private readonly libraries = new Map<number, MacroLibrary>()

  constructor(private readonly files: readonly InputFile[]) {
    for (const { source, path, text } of files)
      for (const macro of macrosOf(path, text)) {
        const name = nameOf(macro.name, macro.args.length)
        const own = this.bySource.get(source) ?? new Map<string, Macro>()
        this.bySource.set(source, own)
        if (!own.has(name)) own.set(name, macro)
        if (!this.all.has(name)) this.all.set(name, macro)
      }
  }

  isOf(files: readonly InputFile[]): boolean {
    return (
      files.length === this.files.length &&
      files.every(({ source, path, text }, i) => {
        const known = this.files[i]
        return known?.source === source && known.path === path && known.text === text
      })
    )
  }

  libraryOf(source: number): MacroLibrary {
    const known = this.libraries.get(source)
    if (known) return known
    const own = this.bySource.get(source)
    const library: MacroLibrary = (name, arity) => {
      const key = nameOf(name, arity)
      return own?.get(key) ?? this.all.get(key)
    }
    this.libraries.set(source, library)
    return library
  }
}
