/** Which rules name which: related rules, what a correlation reads, what a filter is added to. Both directions. */
import { diagnose } from '../model/diagnostics.js'
import type { Diagnostic, Rule, Span } from '../model/rule.js'
import type { Entry } from './build.js'
import type { RelatedRule } from './view.js'

interface Reference {
  readonly type: string
  readonly ref: string
  readonly span: Span
  readonly entry: Entry | undefined
}

export class References {
  private readonly byName = new Map<string, Entry>()
  private readonly byId = new Map<string, Entry[]>()
  private readonly incoming = new Map<Entry, { type: string; entry: Entry }[]>()

  constructor(
    entries: readonly Entry[],
    private readonly copies: ReadonlyMap<Entry, Entry>,
  ) {
    for (const entry of entries) {
      const { id, meta } = entry.rule
      if (id) this.byId.set(id.toLowerCase(), [...(this.byId.get(id.toLowerCase()) ?? []), entry])
      if (meta.name && !this.byName.has(meta.name)) this.byName.set(meta.name, entry)
    }
    for (const entry of entries)
      for (const { type, entry: other } of this.outgoing(entry)) {
        if (!other) continue
        const list = this.incoming.get(other)
        if (list) list.push({ type, entry })
        else this.incoming.set(other, [{ type, entry }])
      }
  }

  private find(ref: string): Entry | undefined {
    return this.byId.get(ref.toLowerCase())?.[0] ?? this.byName.get(ref)
  }

  private resolve(type: string, ref: string, span: Span): Reference {
    return { type, ref, span, entry: this.find(ref) }
  }

  /** The rules that a correlation reads. */
  reads({ rule }: Entry): Reference[] {
    return rule.stages.flatMap((stage) =>
      stage.kind === 'read' && stage.source.kind === 'rule'
        ? [this.resolve('correlation', stage.source.ref, stage.span)]
        : [],
    )
  }

  private targets({ rule }: Entry): Reference[] {
    return rule.targets === 'any' ? [] : rule.targets.map((ref) => this.resolve('filter', ref, filterSpan(rule)))
  }

  private outgoing(entry: Entry): Reference[] {
    const related = entry.rule.meta.related.map(({ id, type, span }) => this.resolve(type, id, span))
    return [...related, ...this.reads(entry), ...this.targets(entry), ...this.copyOf(entry)]
  }

  private copyOf(entry: Entry): Reference[] {
    const original = this.copies.get(entry)
    const span = headSpan(entry.rule)
    return original ? [{ type: 'copy', ref: original.rule.id || original.rule.title, span, entry: original }] : []
  }

  related(entry: Entry): RelatedRule[] {
    const out = this.outgoing(entry).map(({ type, ref, entry: other }): RelatedRule => link(type, 'out', ref, other))
    const back = (this.incoming.get(entry) ?? []).map(({ type, entry: other }) =>
      link(type, 'in', other.rule.id || other.rule.title, other),
    )
    return [...out, ...back]
  }

  /** References that lead nowhere, and ids that several rules have. */
  problems(entry: Entry): Diagnostic[] {
    const lost = [...this.reads(entry), ...this.targets(entry)].filter((one) => !one.entry)
    const twins = this.byId.get(entry.rule.id.toLowerCase())?.filter((other) => other !== entry) ?? []
    return [
      ...lost.map(({ ref, span }) => diagnose('catalog/unknown-reference', span, ref)),
      ...twins.slice(0, 1).map((other) => diagnose('catalog/duplicate-id', headSpan(entry.rule), other.rule.path)),
    ]
  }
}

function link(type: string, direction: 'out' | 'in', id: string, other: Entry | undefined): RelatedRule {
  if (!other) return { type, direction, id }
  const { title, family, meta } = other.rule
  return {
    type,
    direction,
    id,
    rule: {
      title,
      family,
      href: other.href,
      ...(meta.level && { level: meta.level }),
      ...(meta.status && { status: meta.status }),
    },
  }
}

const headSpan = ({ span }: Rule): Span => ({ from: span.from, to: span.from })

const filterSpan = (rule: Rule): Span => rule.stages[1]?.span ?? headSpan(rule)
