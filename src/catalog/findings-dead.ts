/**
 * Parts of a rule that no record can satisfy, or that every record does: told only where two tests of the rule's own text
 * show it. `deadSorts` of the page says what is looked for. Read along the condition: what must hold beside a part is known
 * when the part is looked at, and so is what earlier filters of the same records ask for.
 */
import type { Definition, Filter, Indicator, Predicate, Rule, Stage, StageId } from '../model/rule.js'
import { authored, walk } from '../model/walk.js'
import type { Catalog, Entry } from './build.js'
import { areApart, implies, ofOneField } from './findings-clash.js'
import { singles } from './findings-single.js'

export type DeadSort =
  /** The whole filter can never hold. */
  | 'never'
  /** One of several alternatives can never hold. */
  | 'alternative'
  /** An exclusion, or one of its alternatives, that nothing the rule asks for can meet. */
  | 'exclusion'
  /** A test between alternatives that every record satisfies. */
  | 'always'

/** Two tests that say it. */
export interface Clash {
  /** `apart`: no value satisfies both; `opposed`: the second is asked to be false, and holds whenever the first does. */
  readonly how: 'apart' | 'opposed'
  readonly one: Indicator
  readonly other: Indicator
}

export interface DeadPart {
  readonly sort: DeadSort
  readonly entry: Entry
  readonly clash: Clash
}

/** In the order of the catalog. */
export function deadParts(catalog: Catalog): DeadPart[] {
  return catalog.entries.flatMap((entry) =>
    entry.rule.kind === 'filter'
      ? []
      : deadPartsOf(entry.rule).map(([sort, clash]): DeadPart => ({ sort, entry, clash })),
  )
}

export function deadPartsOf(rule: Rule): (readonly [DeadSort, Clash])[] {
  const single = singles(rule)
  const facts = new Map<StageId, readonly Fact[]>()
  const found = new Map<string, readonly [DeadSort, Clash]>()
  rule.stages.forEach((stage, id) => {
    if (stage.kind !== 'filter') return
    const reader = new Reader(rule.definitions, (name) => single(name, id))
    const before = factsBefore(rule.stages, stage, facts)
    const whole = reader.read(stage.where, before)
    facts.set(id, [...before, ...reader.literals(stage.where)])
    if (whole) reader.found.push(['never', whole])
    for (const one of reader.found) {
      if (one[0] === 'exclusion' && !isOwnExclusion(one[1], stage.where, rule.definitions)) continue
      const name = `${one[1].one.span.from} ${one[1].other.span.from}`
      if (!found.has(name)) found.set(name, one)
    }
  })
  return [...found.values()]
}

/**
 * Written as an exclusion, and not against a missing or empty field, which is a habit that does no harm. The choice of one
 * value after another (`case`) has every earlier test negated beside a later one, at the place where it is written once.
 */
function isOwnExclusion({ other }: Clash, where: Predicate, definitions: readonly Definition[]): boolean {
  if (other.op === 'exists' || other.values.every(({ written }) => written.trim() === '')) return false
  let asked = false
  walk(where, definitions, (part, polarity) => {
    if (part.kind === 'indicator' && polarity === 'required' && part.span.from === other.span.from) asked = true
  })
  return !asked
}

/** What is known of a record: that it satisfies a test, or that it does not. */
interface Fact {
  readonly test: Indicator
  readonly holds: boolean
}

/** What the filters before one ask of the same records. Columns that are made have another identity. */
function factsBefore(
  stages: readonly Stage[],
  { from }: Filter,
  known: ReadonlyMap<StageId, readonly Fact[]>,
): readonly Fact[] {
  for (let id = from, stage = stages[id]; stage; stage = stages[id]) {
    if (stage.kind === 'filter') return known.get(id) ?? []
    if (stage.kind !== 'derive') return []
    id = stage.from
  }
  return []
}

/** Reads one filter's predicate. */
class Reader {
  readonly found: (readonly [DeadSort, Clash])[] = []

  constructor(
    private readonly definitions: readonly Definition[],
    private readonly isSingle: (written: string) => boolean,
  ) {}

  /** Why a part can never hold beside what is known. What lies inside it is noted as it is met. */
  read(part: Predicate, facts: readonly Fact[]): Clash | undefined {
    const open = this.opened(part)
    switch (open.kind) {
      case 'and': {
        const own = this.conjunction(open.of, facts)
        if ('clash' in own) return own.clash
        for (const inner of own.others) {
          const clash = this.read(inner, own.facts)
          if (clash) return clash
        }
        return undefined
      }
      case 'or': {
        const whys = open.of.map((one) => this.read(one, facts))
        if (whys.length > 0 && whys.every((why) => why !== undefined)) return whys[0]
        for (const why of whys) if (why) this.found.push(['alternative', why])
        const always = this.always(open)
        if (always) this.found.push(['always', always])
        return undefined
      }
      case 'not':
        this.exclusion(open.of, facts)
        return this.fails(open, true, facts)
      case 'use':
      case 'indicator':
      case 'compare':
      case 'opaque':
        return this.fails(open, true, facts)
      default:
        return open satisfies never
    }
  }

  /** The tests that must hold, or must not, by themselves. */
  literals(part: Predicate): Fact[] {
    const open = this.opened(part)
    if (open.kind === 'and') return open.of.flatMap((one) => this.literals(one))
    const fact = this.factOf(open)
    return fact ? [fact] : []
  }

  private exclusion(excluded: Predicate, facts: readonly Fact[]): void {
    // That another exclusion has already taken it away is no mistake.
    const required = facts.filter(({ holds }) => holds)
    const open = this.opened(excluded)
    const whole = this.fails(open, true, required)
    if (whole) this.found.push(['exclusion', whole])
    else if (open.kind === 'or')
      for (const one of open.of) {
        const why = this.fails(one, true, required)
        if (why) this.found.push(['exclusion', why])
      }
  }

  /** Its negation can never hold; of a test that needs its field, no value of the field would do. */
  private always(part: Predicate): Clash | undefined {
    const strictly = this.fails(part, false, [])
    if (strictly) return strictly
    const written = authored(part)
    const meant = written === part ? undefined : this.fails(written, false, [])
    return meant?.how === 'apart' ? meant : undefined
  }

  /** Why `part` cannot be true (or false, when not `holds`) beside what is known. */
  private fails(part: Predicate, holds: boolean, facts: readonly Fact[]): Clash | undefined {
    const open = this.opened(part)
    switch (open.kind) {
      case 'not':
        return this.fails(open.of, !holds, facts)
      case 'and':
      case 'or': {
        const parts = holds ? open.of : open.of.map((of): Predicate => ({ kind: 'not', of, span: of.span }))
        if ((open.kind === 'and') !== holds) {
          const whys = parts.map((one) => this.fails(one, true, facts))
          return whys.length > 0 && whys.every((why) => why !== undefined) ? whys[0] : undefined
        }
        const own = this.conjunction(parts, facts)
        if ('clash' in own) return own.clash
        for (const inner of own.others) {
          const why = this.fails(inner, true, own.facts)
          if (why) return why
        }
        return undefined
      }
      case 'indicator':
        return this.against({ test: open, holds }, facts)
      case 'use':
      case 'compare':
      case 'opaque':
        return undefined
      default:
        return open satisfies never
    }
  }

  /** What is known when all parts hold, and the parts that say more than one thing. */
  private conjunction(
    parts: readonly Predicate[],
    facts: readonly Fact[],
  ): { readonly clash: Clash } | { readonly facts: readonly Fact[]; readonly others: readonly Predicate[] } {
    const known = [...facts]
    const others: Predicate[] = []
    const queue = [...parts]
    for (let part = queue.shift(); part; part = queue.shift()) {
      const open = this.opened(part)
      const fact = this.factOf(open)
      if (open.kind === 'and') queue.unshift(...open.of)
      else if (!fact) others.push(open)
      else {
        const clash = this.against(fact, known)
        if (clash) return { clash }
        known.push(fact)
        // The exclusion of a single test is a part of its own, too.
        if (!fact.holds) others.push(open)
      }
    }
    return { facts: known, others }
  }

  private factOf(part: Predicate): Fact | undefined {
    if (part.kind === 'indicator') return { test: part, holds: true }
    const inner = part.kind === 'not' ? this.opened(part.of) : undefined
    return inner?.kind === 'indicator' ? { test: inner, holds: false } : undefined
  }

  private against({ test, holds }: Fact, facts: readonly Fact[]): Clash | undefined {
    for (const fact of facts) {
      if (fact.test === test && fact.holds === holds) continue
      if (!ofOneField(fact.test, test)) continue
      if (fact.holds && holds) {
        if (areApart(fact.test, test) && this.isSingle(test.field?.written ?? ''))
          return { how: 'apart', one: fact.test, other: test }
      } else if (fact.holds !== holds) {
        const [one, other] = holds ? [test, fact.test] : [fact.test, test]
        if (implies(one, other)) return { how: 'opposed', one, other }
      }
    }
    return undefined
  }

  /** What a definition stands for, and what is negated twice. */
  private opened(part: Predicate): Predicate {
    let open = part
    while (open.kind === 'use') {
      const definition = this.definitions[open.of]
      if (!definition) break
      open = definition.predicate
    }
    const inner = open.kind === 'not' ? this.opened(open.of) : open
    return open.kind === 'not' && inner.kind === 'not' ? this.opened(inner.of) : open
  }
}
