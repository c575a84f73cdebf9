import type { Entry } from '../catalog/build.js'
import { type Period, type RuleDates, ruleDates } from '../catalog/rule-dates.js'
import { type Family, families } from '../model/rule.js'
import { type Content, type Html, html } from './html.js'
import { familyMark, familyNames, figure, none, plural } from './marks.js'
import { columnPlot, plotKey } from './plot.js'

/** Rules by the day that each states as its own, with the same numbers in a table that unfolds. */
export function datesSection(entries: readonly Entry[]): Html {
  const found = ruleDates(entries)
  const { unit, periods } = found
  const shown = families.filter((family) => periods.some((period) => period.families[family]))
  const drawn = periods.reduce((n, { rules }) => n + rules, 0)
  return html`<section class="sec" id="dates"><h2>Rules by ${unit}<span class="n">${figure(drawn)}</span></h2>${
    drawn === 0
      ? html`<p>No rule says when it was made.</p>`
      : html`<figure class="plf">${columnPlot({
          id: 'dates-plot',
          title: `Rules by ${unit}`,
          about: words(found),
          columns: periods.map(({ label, rules, families: split }) => ({ label, total: rules, split })),
        })}<figcaption>${plotKey(shown)}<p>${notes(found)}</p></figcaption></figure><details class="plt"><summary>The same as a table</summary>${table(found, shown)}</details>`
  }</section>`
}

function words({ unit, periods }: RuleDates): string {
  const [first] = periods
  const most = periods.reduce<Period | undefined>((best, one) => (best && best.rules >= one.rules ? best : one), first)
  return `A column for each ${unit} from ${first?.label} to ${periods.at(-1)?.label}, stacked by family; the highest is ${most?.label} with ${plural(most?.rules ?? 0, 'rule')}.`
}

function notes({ undated, earlier, later, sameDay }: RuleDates): Content {
  const without = families.flatMap((family) => {
    const n = undated[family] ?? 0
    return n > 0 ? [`${figure(n)} of ${familyNames[family]}`] : []
  })
  return [
    'By the date that a rule gives as its own.',
    without.length > 0 && ` Rules without one: ${without.join(', ')}.`,
    earlier > 0 && ` ${plural(earlier, 'older one')} not drawn.`,
    later > 0 && ` ${plural(later, 'later one')} not drawn.`,
    sameDay.map(
      ({ family, day, rules }) =>
        ` ${figure(rules)} of ${familyNames[family]} have the same date, ${day}: hardly the day of their making.`,
    ),
  ]
}

const table = ({ unit, periods }: RuleDates, shown: readonly Family[]): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="Rules by ${unit} and family"><table class="tbl"><thead><tr><th>${unit === 'year' ? 'Year' : 'Quarter'}</th>${shown.map((family) => html`<th class="r">${familyMark(family)}</th>`)}<th class="r">Rules</th></tr></thead><tbody>${periods.map(
    ({ label, rules, families: split }) =>
      html`<tr><th scope="row">${label}</th>${shown.map((family) => html`<td class="r">${split[family] ? figure(split[family] ?? 0) : none}</td>`)}<td class="r"><b>${figure(rules)}</b></td></tr>`,
  )}</tbody></table></div>`
