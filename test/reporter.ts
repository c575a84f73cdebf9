import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node'

/** Ends a run with the names and reasons of what was skipped, and one line: `12 passed, 0 failed, 1 skipped`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const skipped = tests.filter((test) => test.result().state === 'skipped')
    const passed = tests.filter((test) => test.result().state === 'passed').length
    // A file that could not be loaded has no tests to fail, and a stray error belongs to none.
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length
    const failed = tests.filter((test) => test.result().state === 'failed').length + broken
    const lines = [...whySkipped(skipped), closing(passed, failed, skipped.length)]
    process.stdout.write(`\n${lines.join('\n')}\n`)
  }
}

export const closing = (passed: number, failed: number, skipped: number): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

/** One line for the tests of a file that were skipped together: those of one `describe`, or a test by itself. */
function whySkipped(tests: readonly TestCase[]): string[] {
  const counts = new Map<string, number>()
  for (const test of tests) {
    const result = test.result()
    const note = result.state === 'skipped' && result.note ? `: ${result.note}` : ''
    const line = `skipped  ${test.module.relativeModuleId} > ${test.fullName.split(' > ')[0]}${note}`
    counts.set(line, (counts.get(line) ?? 0) + 1)
  }
  return [...counts].map(([line, count]) => (count > 1 ? `${line} (${count} tests)` : line))
}
