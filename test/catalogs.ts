import { build, type Catalog } from '../src/catalog/build.js'

/** A catalog of Sigma rules, each the text of a file: `r0.yml`, `r1.yml`. */
export const sigmaCatalog = (texts: readonly string[]): Catalog =>
  build(
    [{ name: 'test', root: '/' }],
    texts.map((text, i) => ({ source: 0, path: `r${i}.yml`, text })),
  )
