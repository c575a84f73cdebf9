import { everyone, type NearMiss, type NearMissSort, several, severalWords } from '../catalog/findings-near.js'
import { valueHref } from '../catalog/values.js'
import type { FindingKind, FindingSection } from './findings-paging.js'
import { ruleCell } from './findings-row.js'
import { type Content, type Html, html } from './html.js'
import { code, visible } from './literal.js'
import { figure, plural } from './marks.js'
import { useName } from './value-text.js'

export function nearKind(found: readonly NearMiss[]): FindingKind {
  return {
    slug: 'near-misses',
    title: 'Near misses',
    about: `Values one edit from what at least ${several} other rules hold of the same field in the same way, where that can hardly be meant.`,
    count: found.length,
    noun: ['near miss', 'near misses'],
    sections: sorts.map((sort) => section(sort, found)),
  }
}

const sorts: readonly NearMissSort[] = ['misspelt', 'mark', 'separator', 'folder']

const section = (sort: NearMissSort, all: readonly NearMiss[]): FindingSection => {
  const found = all.filter((one) => one.sort === sort)
  return {
    id: sort,
    title: titles[sort],
    judged: judged[sort],
    head: ['Rule', 'Field and kind', 'Value', sort === 'misspelt' ? 'Known word' : 'Held by other rules', 'Rules'],
    rows: found.map((one) => (root) => row(one, root)),
    notes: found.map((one) => ({
      entries: [one.entry],
      reason: html`${ownValue(one)} is one edit from ${likeValue(one)}, which ${plural(one.rules, 'rule holds', 'rules hold')}`,
    })),
  }
}

const titles: Readonly<Record<NearMissSort, string>> = {
  misspelt: 'A word one slip from a known one',
  mark: 'One mark too many, too few, or another',
  separator: 'A file name without the separator before it',
  folder: 'An excluded folder without its end',
}

const judged: Readonly<Record<NearMissSort, Content>> = {
  misspelt: html`A word of a value that stands in no other file of the corpus and not in its rule’s own title, path or description. It is told when two neighbouring letters changed places or one is doubled (or should be), and the word meant is in the values of ${severalWords} rules; for any other letter inside the word, only when nothing else is as near and either the whole value is then one that a rule holds, or a letter too many or too few makes a word of ${everyone} rules. Edits of the first and last letter, of digits, and words that the same rule holds rightly are left out: those are other names, or meant. A rule may look for a name misspelt on purpose.`,
  mark: html`One character that is neither letter nor digit differs from a value that ${several} rules about the same product hold. Told of whole values, inside paths, and of a <code>*</code> that stands for itself where a pattern was meant. A test of equality with such a value holds of nothing that the others mean.`,
  separator: html`<code>ends_with cmd.exe</code> also holds of <code>notcmd.exe</code>. Told of paths where ${several} rules, and more than twice as many as hold the bare name, write the separator, and where the rule does not hold that, too. In an exclusion, whoever names a file to end so escapes the rule.`,
  folder: html`An exclusion of <code>C:\\Program Files</code> without the last separator also takes <code>C:\\Program Files Helper\\</code>. Told of exclusions by the beginning or part of a path where ${several} other rules end the folder.`,
}

function row(one: NearMiss, root: string): Html {
  const { entry, held, rules, likeKey } = one
  const own = html`<a class="val" href="${root}${valueHref(held.key)}">${ownValue(one)}</a>`
  const other = likeValue(one)
  return html`<tr>${ruleCell(entry, root, held.span)}<td data-t="field">${useName({ ...held.key, polarity: held.polarity })}</td><td data-t="value">${own}</td><td data-t="${likeKey ? 'others hold' : 'known word'}">${
    likeKey ? html`<a class="val" href="${root}${valueHref(likeKey)}">${other}</a>` : other
  }</td><td class="nw">${plural(rules, 'rule')}</td></tr>`
}

const likeValue = ({ like, edit }: NearMiss): Html => marked(like, edit.before, edit.there.length)

function ownValue({ held: { key }, word, edit }: NearMiss): Html {
  const text = key.value ?? ''
  // What is compared can be longer or shorter than what is written; then the place is not known.
  if (text.length !== key.folded.length) return code(text)
  const start = word === undefined ? 0 : key.folded.indexOf(word)
  return marked(text, start + edit.before, edit.here.length)
}

const room = 120

/** A value with a stretch of it marked; of a long value what is around the stretch. */
function marked(text: string, at: number, length: number): Html {
  if (length === 0 && text.length <= room) return code(text)
  const from = text.length > room ? Math.max(0, at - room / 2) : 0
  const to = text.length > room ? Math.min(text.length, at + room / 2) : text.length
  return html`<code>${from > 0 && '…'}${visible(text.slice(from, at))}${length > 0 && html`<mark>${visible(text.slice(at, at + length))}</mark>`}${visible(text.slice(at + length, to))}${to < text.length && html`<span class="muted">… ${figure(text.length - to)} more</span>`}</code>`
}
