import type { Diagnostic, Field, Span, Stage, StageId } from '../model/rule.js'

/** The stages of a rule while they are put one behind the other, with what was noticed on the way. */
export class Flow {
  readonly stages: Stage[] = []
  readonly diagnostics: Diagnostic[] = []

  /** The stage that yields what there is so far; -1 before the first. */
  get last(): StageId {
    return this.stages.length - 1
  }

  add(stage: Stage): StageId {
    return this.stages.push(stage) - 1
  }

  /** Stages that refer to each other by index; only possible at the beginning. */
  addAll(stages: readonly Stage[]): void {
    this.stages.push(...stages)
  }

  report(problem: Diagnostic): void {
    this.diagnostics.push(problem)
  }

  reportAll(problems: readonly Diagnostic[]): void {
    this.diagnostics.push(...problems)
  }

  /** A field as a later stage names it: with the stage that made it, if one did. */
  field(written: string, span: Span): Field {
    const made = this.stages.findLastIndex(
      (stage) => (stage.kind === 'group' || stage.kind === 'derive') && stage.make.some((one) => one.as === written),
    )
    return made < 0 ? { written, span } : { written, span, made }
  }
}
