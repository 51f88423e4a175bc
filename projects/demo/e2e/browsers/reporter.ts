// Prints one line for each test, and the totals at the end. A test that a browser cannot run is listed with its
// reason, and counts neither as passed nor as failed.
import type {
  FullResult,
  Reporter,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';

export default class BrowserReporter implements Reporter {
  #passed = 0;
  #failed = 0;

  onStdOut(text: string | Buffer): void {
    process.stdout.write(text);
  }

  onStdErr(text: string | Buffer): void {
    process.stderr.write(text);
  }

  onTestEnd(test: TestCase, { status, duration, errors }: TestResult): void {
    const [, browser] = test.titlePath();
    const line = `${browser}: ${test.title}`;
    if (status === 'skipped') {
      const reason = test.annotations.find(({ type }) => type === 'skip')?.description;
      console.log(`NOT SHOWN ${line} (${reason ?? 'no reason given'})`);
    } else if (test.ok()) {
      this.#passed++;
      console.log(`passed    ${line} (${(duration / 1000).toFixed(1)} s)`);
    } else {
      this.#failed++;
      console.log(`FAILED    ${line}`);
      errors.forEach((error) => this.#print(error));
    }
  }

  /** Counts a file that cannot be loaded, or a server that did not stop, as a failure. */
  onError(error: TestError): void {
    this.#failed++;
    this.#print(error);
  }

  onEnd({ status }: FullResult): void {
    if (status === 'timedout' || status === 'interrupted') console.log(`The run was ${status}.`);
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
  }

  printsToStdio(): boolean {
    return true;
  }

  #print({ location, message, value, snippet }: TestError): void {
    const where = location ? `${location.file}:${location.line}\n` : '';
    console.log(`${where}${message ?? value}\n${snippet ?? ''}`);
  }
}
