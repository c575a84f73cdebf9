import { attackMatrix, attackVersions, isLive, type Move, movesBetween, parentOf } from '../catalog/attack-tables.js'
import type { Catalog } from '../catalog/build.js'
import { grouped, groupedBy } from '../catalog/grouped.js'
import { tacticHref, techniqueHref } from './attack-links.js'
import { crumbs, toAttack } from './crumbs.js'
import { type Content, type Html, html } from './html.js'
import { page } from './layout.js'
import { attackId, figure, plural } from './marks.js'
import type { SitePage } from './rules-index.js'

const root = '../../'

/** `attack/moved/`: what the newest version of ATT&CK changed since the one before, and which rules still say it the old way. */
export function* movedPage({ entries }: Catalog): Generator<SitePage> {
  const [newest, before] = attackVersions
  if (newest === undefined || before === undefined) return
  const now = attackMatrix(newest)
  const then = attackMatrix(before)
  const moves = movesBetween(then, now)
  const names = (id: string): string => now.techniques.get(id)?.name ?? id
  const rules = groupedBy(entries, ({ attack }) => attack.flatMap((row) => row.techniques.map(({ id }) => id)))
  const old = groupedBy(entries, ({ attack }) =>
    attack.flatMap((row) => row.techniques.flatMap(({ revoked }) => revoked ?? [])),
  )
  const link = (id: string): Content => {
    const text = html`${attackId(id)}${names(id)}`
    return rules.has(id) ? html`<a href="${root}${techniqueHref(id)}">${text}</a>` : text
  }
  const count = (of: ReadonlyMap<string, readonly unknown[]>, id: string): string => figure(of.get(id)?.length ?? 0)
  const gone = moves.filter(({ kind }) => kind === 'gone')
  const fresh = moves.filter(({ kind }) => kind === 'new')
  const renamed = moves.filter(({ was }) => was !== undefined)
  const tactics = now.tactics.flatMap((tactic) => {
    const same = then.tactics.find(({ id }) => id === tactic.id)
    return same?.name === tactic.name ? [] : [{ tactic, same }]
  })
  yield {
    path: 'attack/moved/index.html',
    content: page({
      title: `What ATT&CK ${newest} changed`,
      root,
      current: 'attack',
      description: `Techniques that came, went or changed tactics between ATT&CK ${before} and ${newest}, and how many rules name them.`,
      main: html`<main id="main" class="wrap akp">${crumbs(root, [toAttack])}<div class="head"><h1>What ATT&amp;CK ${newest} changed since ${before}</h1>
<p class="lede">Rules are placed in ${newest}. One that names a technique by an id that was withdrawn since stands under its successor.</p></div>
${section(
  'Tactics',
  tactics.length,
  'No tactic came or changed its name.',
  () =>
    html`<table class="tbl"><thead><tr><th>Tactic</th><th>What changed</th></tr></thead><tbody>${tactics.map(
      ({ tactic: { id, shortname, name }, same }) =>
        html`<tr><td><a href="${root}${tacticHref(shortname)}">${attackId(id)}${name}</a></td><td>${same ? `was ${same.name}` : 'new'}</td></tr>`,
    )}</tbody></table>`,
)}
${section(
  'Withdrawn',
  gone.length,
  'No technique was withdrawn.',
  () =>
    html`<table class="tbl stack"><thead><tr><th>Technique of ${before}</th><th>Successor</th><th class="r">Rules that still name it</th></tr></thead><tbody>${gone.map(
      ({ id, name, became }) =>
        html`<tr><td>${attackId(id)}${name}</td><td data-t="now">${became === undefined ? 'none' : link(became)}</td><td class="r" data-t="rules that still name it">${count(old, id)}</td></tr>`,
    )}</tbody></table>`,
)}
${section('Other tactics', moves.filter(isMoved).length, 'No technique changed its tactics.', () => movedTable(moves, link))}
${section('Renamed', renamed.length, 'No technique changed its name.', () => html`<ul class="plain">${renamed.map(({ id, was }) => html`<li>${link(id)} <span class="muted">was ${was}</span></li>`)}</ul>`)}
${section(
  'New',
  fresh.length,
  'No technique is new.',
  () =>
    html`<table class="tbl"><thead><tr><th>Technique</th><th>Tactics</th><th class="r">Rules</th></tr></thead><tbody>${fresh.map(
      ({ id, joined }) =>
        html`<tr><td>${link(id)}</td><td>${joined.join(', ')}</td><td class="r">${count(rules, id)}</td></tr>`,
    )}</tbody></table>`,
)}
<p class="small muted">${plural([...now.techniques.values()].filter(isLive).length, 'technique and sub-technique', 'techniques and sub-techniques')} in ${newest}.</p></main>`,
    }).markup,
  }
}

const section = (name: string, n: number, nothing: string, body: () => Html): Html =>
  html`<section class="sec"><h2>${name} <span class="n">${figure(n)}</span></h2>${n === 0 ? html`<p>${nothing}</p>` : body()}</section>`

const isMoved = ({ kind, left, joined }: Move): boolean => kind === 'changed' && left.length + joined.length > 0

/** A parent takes its sub-techniques with it: they are named only where they went another way. */
function movedTable(moves: readonly Move[], link: (id: string) => Content): Html {
  const moved = moves.filter(isMoved)
  const way = ({ left, joined }: Move): string => `${left.join(', ')}\n${joined.join(', ')}`
  const ways = new Map(moved.map((move) => [move.id, way(move)]))
  const withParent = (move: Move): boolean => ways.get(parentOf(move.id) ?? '') === way(move)
  const subs = (id: string): number => moved.filter((move) => parentOf(move.id) === id && withParent(move)).length
  const rows = [
    ...grouped(
      moved.filter((move) => !withParent(move)),
      way,
    ).values(),
  ]
  return html`<table class="tbl stack"><thead><tr><th>Left</th><th>Joined</th><th>Techniques</th></tr></thead><tbody>${rows.map(
    (same) =>
      html`<tr><td data-t="left">${same[0]?.left.join(', ') || html`<span class="muted">none</span>`}</td><td data-t="joined">${same[0]?.joined.join(', ') || html`<span class="muted">none</span>`}</td><td><ul class="plain">${same.map(
        ({ id }) =>
          html`<li>${link(id)}${subs(id) > 0 && html` <span class="muted">with ${plural(subs(id), 'sub-technique')}</span>`}</li>`,
      )}</ul></td></tr>`,
  )}</tbody></table>`
}
