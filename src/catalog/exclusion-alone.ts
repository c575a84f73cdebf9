/**
 * Which exclusions stop a rule by themselves: whatever else a record holds, a record that satisfies one does not pass.
 * `not (Image starts_with X)` does; `not (Image starts_with X and User eq Y)` needs both. Told from the predicates, so
 * what is said is true; that nothing is said of one means nothing.
 */
import type { Definition, Predicate, Span, Stage } from '../model/rule.js'
import type { Entry } from './build.js'
import type { Held } from './indicators.js'

/** Texts of the keys (`Key.text`) of those exclusions of a rule. */
export function aloneIn({ rule }: Entry, held: readonly Held[]): ReadonlySet<string> {
  const excluded = held.filter(({ polarity }) => polarity === 'excluded')
  if (excluded.length === 0) return nothing
  const reader = new Reader(rule.definitions, new Map(excluded.map(({ key, span }) => [placeOf(span), key.text])))
  return reader.through(rule.stages)
}

const nothing: ReadonlySet<string> = new Set()

const placeOf = ({ from, to, in: insert }: Span): string => `${insert ?? ''} ${from} ${to}`

class Reader {
  constructor(
    private readonly definitions: readonly Definition[],
    /** Keys of exclusions by the place where they are written. */
    private readonly keys: ReadonlyMap<string, string>,
  ) {}

  /** Keys any one of which keeps a record from getting through all stages; in a sequence, from being one of its steps. */
  through(stages: readonly Stage[]): ReadonlySet<string> {
    const found: ReadonlySet<string>[] = []
    for (const [id, stage] of stages.entries()) found[id] = this.atStage(stage, (from) => found[from] ?? nothing)
    return found.at(-1) ?? nothing
  }

  private atStage(stage: Stage, before: (stage: number) => ReadonlySet<string>): ReadonlySet<string> {
    switch (stage.kind) {
      case 'read':
      case 'opaque':
        return nothing
      case 'filter':
        return union([before(stage.from), this.stopping(stage.where)])
      case 'derive':
      case 'group':
      case 'novel':
      case 'shape':
        return before(stage.from)
      case 'union':
        return common(stage.from.map(before))
      case 'sequence':
        return union(stage.steps.filter(({ absent }) => !absent).map(({ from }) => before(from)))
      case 'join':
        return joined[stage.how](before(stage.from), before(stage.other))
      default:
        return stage satisfies never
    }
  }

  /** Keys any one of which makes the predicate false. */
  private stopping(predicate: Predicate): ReadonlySet<string> {
    switch (predicate.kind) {
      case 'and':
        return union(predicate.of.map((part) => this.stopping(part)))
      case 'or':
        return common(predicate.of.map((part) => this.stopping(part)))
      case 'not':
        return this.satisfying(predicate.of)
      case 'use':
        return this.of(predicate.of, (part) => this.stopping(part))
      case 'indicator':
      case 'compare':
      case 'opaque':
        return nothing
      default:
        return predicate satisfies never
    }
  }

  /** Keys any one of which makes the predicate true. */
  private satisfying(predicate: Predicate): ReadonlySet<string> {
    switch (predicate.kind) {
      case 'and':
        return common(predicate.of.map((part) => this.satisfying(part)))
      case 'or':
        return union(predicate.of.map((part) => this.satisfying(part)))
      case 'not':
        if (predicate.of.kind === 'indicator' && predicate.of.op === 'exists') return this.at([predicate.span])
        return this.stopping(predicate.of)
      case 'use':
        return this.of(predicate.of, (part) => this.satisfying(part))
      case 'indicator':
        if (predicate.op === 'exists') return this.at([predicate.span])
        return predicate.need === 'one' || predicate.values.length === 1
          ? this.at(predicate.values.map(({ span }) => span))
          : nothing
      case 'compare':
      case 'opaque':
        return nothing
      default:
        return predicate satisfies never
    }
  }

  private of(id: number, ask: (predicate: Predicate) => ReadonlySet<string>): ReadonlySet<string> {
    const definition = this.definitions[id]
    return definition ? ask(definition.predicate) : nothing
  }

  private at(spans: readonly Span[]): ReadonlySet<string> {
    return new Set(spans.flatMap((span) => this.keys.get(placeOf(span)) ?? []))
  }
}

type Keys = ReadonlySet<string>

/** What stops a record on the side that a join cannot do without. */
const joined: Readonly<Record<Extract<Stage, { kind: 'join' }>['how'], (from: Keys, other: Keys) => Keys>> = {
  inner: (from, other) => union([from, other]),
  semi: (from, other) => union([from, other]),
  left: (from) => from,
  anti: (from) => from,
  right: (_, other) => other,
  full: (from, other) => common([from, other]),
}

const union = (sets: readonly ReadonlySet<string>[]): ReadonlySet<string> => new Set(sets.flatMap((set) => [...set]))

function common([first, ...others]: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set([...(first ?? [])].filter((key) => others.every((set) => set.has(key))))
}
