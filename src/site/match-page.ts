/** `match/index.html`: where records are dropped or pasted, and the rules of the catalog run over them in the browser. */

import type { Catalog, Entry } from '../catalog/build.js'
import { type Runnable, runnable } from '../match/unable.js'
import { families, levels } from '../model/rule.js'
import { type Content, type Html, html } from './html.js'
import { page } from './layout.js'
import { familyNames, figure, plural } from './marks.js'
import { ruleFiles } from './match-files.js'
import { firing } from './match-firing.js'
import type { SitePage } from './rules-index.js'

export function* matchPages(catalog: Catalog): Generator<SitePage> {
  const able = runnable(catalog.entries)
  yield { path: 'match/index.html', content: matchPage(able).markup }
  yield* ruleFiles(able)
}

const formats = 'EVTX, JSON lines, JSON, CSV, XML, syslog, auditd; also in gz, zip or zst'

const matchPage = (able: Runnable<Entry>): Html =>
  page({
    title: 'Match records against rules',
    root: '../',
    current: 'match',
    description: `Drop a log or paste records, and see which of ${figure(able.entries.length)} detection rules fire, and why. Nothing leaves your machine.`,
    scripts: ['match'],
    main: html`<main id="main" class="wrap vi ma"><h1>Match records against rules</h1>
<p class="lede">Drop a log or paste records, and see which rules fire, and why. ${plural(able.entries.length, 'rule')} of this catalog ${able.entries.length === 1 ? 'runs' : 'run'} in this page: what you drop or paste is read here, and nothing of it leaves your machine.</p>
<noscript><p>Matching needs JavaScript, since the rules run in this page. Without it, each rule’s page says what the rule looks for.</p></noscript>
<form class="drop js" id="give">
<div><label class="tgt" id="target"><svg width="32" height="32" viewBox="0 0 32 32" aria-hidden="true"><path d="M16 4v16M10 14l6 6 6-6M5 22v5h22v-5"/></svg><span>Drop files here, or <span class="pick">choose them</span></span><input class="vh" type="file" id="files" multiple><span class="muted small">${formats}</span></label></div>
<div><label class="small muted" for="text">or paste records</label><textarea id="text" spellcheck="false" autocomplete="off" autocapitalize="off"></textarea><button class="btn primary" id="go">Match</button></div>
</form>
${examplesList(able)}
<section id="outcome" aria-label="Outcome" hidden>
<p class="going"><span id="said"></span><progress id="share" max="1" value="0" aria-label="Read so far"></progress><button class="btn" type="button" id="stop">Stop</button></p>
<div class="bar"><span id="sums" class="sums"></span><span class="end">${filter('family', 'Rules', [['', 'all families'], ...families.map((family) => [family, familyNames[family]] as const)])}${filter('level', 'Level', [['', 'any'], ...[...levels].reverse().map((level, i) => [level, i === 0 ? level : `${level} or above`] as const)])}${filter('status', 'Status', [['', 'any']])}<button class="btn quiet" type="button" id="save" title="A hit a line, as JSON">Download</button></span></div>
<div id="faults"></div><div id="full"></div><div id="near"></div><div id="unsure"></div>
</section>
<p class="vh" role="status" id="heard"></p>
${unableList(able)}</main>`,
  })

const filter = (name: string, word: string, options: readonly (readonly [string, string])[]): Html =>
  html`<label>${word} <select id="by-${name}">${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select></label>`

function examplesList({ entries }: Runnable<Entry>): Content {
  const shown = firing(entries.map(({ rule }) => rule))
  return (
    shown.length > 0 &&
    html`<div class="tries js"><h2 class="small muted">Or try a record</h2><ul>${shown.map(
      ({ name, log, record }) =>
        html`<li><button class="btn" type="button" data-record="${JSON.stringify(record, null, 1)}">${name} <span class="muted">${log}</span></button></li>`,
    )}</ul></div>`
  )
}

function unableList({ unable }: Runnable<Entry>): Content {
  const all = [...unable.values()].reduce((sum, n) => sum + n, 0)
  return (
    all > 0 &&
    html`<section class="sec"><h2>What does not run<span class="n">${plural(all, 'rule')}</span></h2><ul class="plain b">${[
      ...unable,
    ]
      .sort(([, a], [, b]) => b - a)
      .map(([reason, n]) => html`<li>${plural(n, 'rule')}: ${reason}</li>`)}</ul></section>`
  )
}
