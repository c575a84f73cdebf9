/** The static files of the site as data; whoever has a disk copies them. */

export type Source =
  /** Below the project's own root. */
  | { readonly from: 'project'; readonly path: string }
  /** Below an installed package. */
  | { readonly from: 'package'; readonly name: string; readonly path: string }

export interface Asset {
  /** Address below the site's root. */
  readonly path: string
  /** Joined in order, a newline between. */
  readonly sources: readonly Source[]
}

const project = (path: string): Source => ({ from: 'project', path })

/** Order is cascade order. */
const styles = [
  'tokens',
  'base',
  'frame',
  'tables',
  'marks',
  'circuit',
  'stages',
  'code',
  'lists',
  'index',
  'search',
  'events',
  'attack',
  'findings',
  'fields',
  'plots',
  'match',
  'print',
] as const

/** Entry points below `src/site/client/`; the bundles are `dist/site/client/<name>.js`. */
const scripts = ['theme', 'palette', 'rule', 'index-rules', 'attack', 'compare', 'match', 'match-worker'] as const

export const assets: readonly Asset[] = [
  { path: 'assets/site.css', sources: styles.map((name) => project(`src/site/css/${name}.css`)) },
  ...scripts.map((name) => ({ path: `assets/${name}.js`, sources: [project(`dist/site/client/${name}.js`)] })),
  { path: 'assets/icon.svg', sources: [project('src/site/css/icon.svg')] },
  {
    path: 'assets/inter.woff2',
    sources: [{ from: 'package', name: '@fontsource-variable/inter', path: 'files/inter-latin-wght-normal.woff2' }],
  },
  {
    path: 'assets/mono.woff2',
    sources: [
      {
        from: 'package',
        name: '@fontsource-variable/jetbrains-mono',
        path: 'files/jetbrains-mono-latin-wght-normal.woff2',
      },
    ],
  },
]
