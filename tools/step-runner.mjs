// Decides when each step of the test command runs and what came of it. Two run at a time, which is what a small
// machine has cores for; a step that watches the clock runs alone. A failed step does not stop the others.
import { forgetResult, readResult, resultFile } from './count/result-file.mjs';
import { runCommand } from './run-command.mjs';
import { environment } from './test-steps.mjs';

const AT_ONCE = 2;

/** What a runner leaves that has died. */
const NOTHING = { passed: 0, failed: 0, skipped: 0, failures: [] };

/**
 * @typedef {import('./test-steps.mjs').Step} Step
 * @typedef {import('./count/failure.mjs').Failure} Failure
 * @typedef {{ step: Step, ok: boolean, passed: number, failed: number, skipped: number, failures: Failure[], seconds: number, output: string, note: string }} Outcome
 */

/**
 * Runs all steps and calls `onEnd` as each ends.
 *
 * @param {Step[]} steps
 * @param {{ onStart: (step: Step) => void, onEnd: (outcome: Outcome) => void }} watcher
 */
export async function runSteps(steps, { onStart, onEnd }) {
  /** @type {Map<string, Outcome>} */
  const done = new Map();
  /** @type {Map<Step, Promise<void>>} */
  const running = new Map();
  const waiting = new Set(steps);

  while (waiting.size > 0 || running.size > 0) {
    for (const step of waiting) {
      const { needs = [], after = [] } = step;
      const ready = [...needs, ...after].every((name) => done.has(name));
      if (!ready || !hasRoom(step, [...running.keys()])) continue;
      waiting.delete(step);
      onStart(step);
      const broken = needs.find((name) => !done.get(name)?.ok);
      const outcome = broken ? Promise.resolve(notRun(step, broken)) : runStep(step);
      running.set(
        step,
        outcome.then((result) => {
          done.set(step.name, result);
          running.delete(step);
          onEnd(result);
        }),
      );
    }
    await Promise.race(running.values());
  }
  return [...done.values()];
}

/** @type {(step: Step, running: Step[]) => boolean} */
function hasRoom(step, running) {
  if (running.length === 0) return true;
  return running.length < AT_ONCE && !step.alone && !running.some((other) => other.alone);
}

/** @returns {Promise<Outcome>} */
async function runStep(/** @type {Step} */ step) {
  forgetResult(step.name);
  const start = Date.now();
  const { code, output } = await execute(step);
  const seconds = (Date.now() - start) / 1000;
  return { step, seconds, output, ...judge(step, code) };
}

async function execute(/** @type {Step} */ step) {
  try {
    return await runCommand(step.command(), { env: environment(step, resultFile(step.name)) });
  } catch (error) {
    return { code: 1, output: `${error instanceof Error ? error.message : error}\n` };
  }
}

/** A runner that fails without a failed test, or that ran nothing, still counts as one failure. */
function judge(/** @type {Step} */ step, /** @type {number} */ code) {
  if (step.counts === 'check') {
    const ok = code === 0;
    return {
      ok,
      passed: ok ? 1 : 0,
      failed: ok ? 0 : 1,
      skipped: 0,
      failures: [],
      note: ok ? '' : `exit code ${code}`,
    };
  }
  const { passed, failed, skipped, failures } = readResult(step.name) ?? NOTHING;
  const note =
    passed + failed === 0 ? 'no test ran' : code !== 0 && failed === 0 ? `exit code ${code}` : '';
  const ok = failed === 0 && note === '';
  return { ok, passed, failed: ok ? 0 : Math.max(failed, 1), skipped, failures, note };
}

/** @returns {Outcome} */
function notRun(/** @type {Step} */ step, /** @type {string} */ broken) {
  const note = `not run, because "${broken}" failed`;
  return { ...NOTHING, step, ok: false, failed: 1, seconds: 0, output: '', note };
}
