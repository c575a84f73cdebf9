/** What fired, as one file to look at and to hand on: a timeline, the tactics of ATT&CK, and every rule. */
import { createHash } from 'node:crypto'
import { severity } from '../../catalog/attack-survey.js'
import { attackMatrix } from '../../catalog/attack-tables.js'
import { isoTime } from '../../match/hit-line.js'
import { levels } from '../../model/rule.js'
import { type Html, html, raw } from '../../site/html.js'
import { figure, plural } from '../../site/marks.js'
import type { MatchRun, Unread } from './run.js'
import type { RuleHits } from './tally.js'

export function reportPage(rules: readonly RuleHits[], asked: number, run: MatchRun): string {
  const fired = rules.filter(({ sure }) => sure > 0)
  const hits = fired.reduce((n, { sure }) => n + sure, 0)
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Rules that fired · Detectionary</title>
${raw(`<style>${style}</style>`)}
</head>
<body>
<main>
<h1>${plural(fired.length, 'rule')} fired</h1>
<p>${plural(hits, 'hit')} on ${plural(run.records, 'record')} of ${plural(run.files, 'file')}; ${plural(asked, 'rule')} ran.</p>
${timeline(fired)}
${strip(fired)}
${ruleTable('Rules', fired)}
${ruleTable(
  'May have fired; a part of them could not be decided',
  rules.filter(({ sure }) => sure === 0),
)}
${faultList(run)}
</main>
</body>
</html>
`.markup
}

// ---- the timeline ----

const [wide, high, bins] = [960, 150, 96]

/** Hits by time in equal stretches, gravest at the bottom. */
function timeline(rules: readonly RuleHits[]): Html | undefined {
  const times = rules.flatMap((rule) => rule.times.map((time) => ({ time, level: severity(rule.entry) })))
  if (times.length === 0) return undefined
  const from = times.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY)
  const to = times.reduce((most, { time }) => Math.max(most, time), Number.NEGATIVE_INFINITY)
  const stretch = Math.max(1, (to - from) / bins)
  const counts = Array.from({ length: bins }, () => levels.map(() => 0).concat(0))
  for (const { time, level } of times) {
    const bin = counts[Math.min(bins - 1, Math.floor((time - from) / stretch))]
    if (bin) bin[level + 1] = (bin[level + 1] ?? 0) + 1
  }
  const most = Math.max(...counts.map((bin) => bin.reduce((a, b) => a + b, 0)))
  const step = wide / bins
  const bars = counts.flatMap((bin, i) => {
    let y = high
    return bin
      .map((n, level) => ({ n, level: levels[level - 1] ?? 'none' }))
      .reverse()
      .flatMap(({ n, level }) => {
        if (n === 0) return []
        const tall = Math.max(1.5, (n / most) * (high - 12))
        y -= tall
        return html`<rect class="${level}" x="${(i * step).toFixed(1)}" y="${y.toFixed(1)}" width="${(step - 1).toFixed(1)}" height="${tall.toFixed(1)}"><title>${figure(n)} ${level}, ${isoTime(from + i * stretch)}</title></rect>`
      })
  })
  return html`<section><h2>Timeline</h2><svg viewBox="0 0 ${wide} ${high}" role="img" aria-label="Hits over time, from ${isoTime(from)} to ${isoTime(to)}">${bars}</svg>
<p class="ends"><span>${isoTime(from)}</span><span>${isoTime(to)}</span></p><p class="key">${[...levels].reverse().map((level) => html`<span class="${level}">${level}</span>`)}</p></section>`
}

// ---- ATT&CK ----

function strip(rules: readonly RuleHits[]): Html {
  const byTactic = new Map<string, { rules: number; readonly techniques: Set<string> }>()
  for (const { entry } of rules)
    for (const { shortname, techniques } of entry.attack) {
      const known = byTactic.get(shortname) ?? { rules: 0, techniques: new Set<string>() }
      byTactic.set(shortname, known)
      known.rules++
      for (const { id } of techniques) known.techniques.add(id)
    }
  return html`<section><h2>ATT&amp;CK</h2><ol class="strip">${attackMatrix().tactics.map(({ shortname, name }) => {
    const found = byTactic.get(shortname)
    return html`<li${found && html` class="on"`}><b>${name}</b><span>${found ? plural(found.rules, 'rule') : '–'}</span><small>${found && [...found.techniques].sort().join(' ')}</small></li>`
  })}</ol></section>`
}

// ---- rules and faults ----

function ruleTable(title: string, rules: readonly RuleHits[]): Html | undefined {
  if (rules.length === 0) return undefined
  return html`<section><h2>${title}</h2><div class="wide"><table><thead><tr><th>Level</th><th class="r">Hits</th><th>Rule</th><th>Family</th><th>First</th><th>Last</th><th>Where first</th></tr></thead><tbody>${rules.map(ruleRow)}</tbody></table></div></section>`
}

function ruleRow({ entry: { rule }, sure, unsure, first, last, place }: RuleHits): Html {
  const level = rule.meta.level ?? 'none'
  const where = place && `${place.file}${place.member === undefined ? '' : `/${place.member}`} #${place.record}`
  return html`<tr><td><span class="${level}">${level}</span></td><td class="r">${figure(sure || unsure)}</td><td>${rule.title}<small>${rule.path}</small></td><td>${rule.family}</td><td>${isoTime(first)}</td><td>${isoTime(last)}</td><td>${where}</td></tr>`
}

function faultList({ faults, moreFaults }: MatchRun): Html | undefined {
  if (faults.length === 0) return undefined
  const all = faults.length + moreFaults
  const said = ({ file, line, offset, message }: Unread): Html =>
    html`<li><code>${file}${line !== undefined ? `:${line}` : offset !== undefined ? `, byte ${figure(offset)}` : ''}</code> ${message}</li>`
  return html`<section><h2>Not read</h2><p>${plural(all, 'fault')}${moreFaults > 0 ? `, the first ${figure(faults.length)} of which are here` : ''}.</p><ul>${faults.map(said)}</ul></section>`
}

const style = `:root{color-scheme:light dark;--bg:light-dark(#fbfbf9,#131517);--ink:light-dark(#1a1c1e,#e9e9e5);--ink-2:light-dark(#474c50,#b7bcbf);--line:light-dark(#e4e4de,#2a2e32);--soft:light-dark(#e1eef0,#15302f)}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/24px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:1200px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:26px;line-height:32px;margin:0 0 8px}h2{font-size:17px;margin:40px 0 12px}
p{color:var(--ink-2);margin:0 0 8px}svg{display:block;width:100%;height:auto;border-bottom:1px solid var(--line)}
.ends{display:flex;justify-content:space-between;font-size:13px}.key{display:flex;flex-wrap:wrap;gap:4px 20px;font-size:13px}
.key span::before,td span::before{content:"";display:inline-block;width:8px;height:8px;margin-right:6px;background:currentColor}
rect{fill:currentColor}.critical{color:light-dark(#a00f3c,#f67d99)}.high{color:light-dark(#b0390f,#f3905f)}.medium{color:light-dark(#875700,#e2b457)}.low{color:light-dark(#2c6390,#82b8e2)}.informational,.none{color:light-dark(#5a646c,#a0aab1)}
.strip{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:8px;list-style:none;margin:0;padding:0}
.strip li{border:1px solid var(--line);border-radius:6px;padding:8px 12px;font-size:13px;line-height:20px;color:var(--ink-2)}.strip li.on{background:var(--soft);color:var(--ink)}
.strip b{display:block}small{display:block;color:var(--ink-2);font-size:12px;overflow-wrap:anywhere}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px;line-height:20px}th,td{text-align:left;padding:6px 16px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}th{font-size:12px;color:var(--ink-2)}td{overflow-wrap:anywhere}.r{text-align:right}
ul{padding-left:20px}code{font:13px ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}`
