import type { Reporter, TestModule } from 'vitest/node';

/** Prints at the very end how many tests passed and failed, in one plain line. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter((module) => module.errors().length > 0).length;
    const skipped = count('skipped');
    const line = `${count('passed')} passed, ${count('failed') + broken} failed${skipped ? `, ${skipped} skipped` : ''}`;
    // The PostgreSQL of the tests leaves with process.exit(0), whatever came of the run.
    if (count('failed') + broken > 0) {
      process.on('exit', () => {
        process.exitCode = 1;
      });
    }
    setTimeout(() => process.stdout.write(`\n${line}\n`), 0);
  }
}
