// All checks end the same way: one line when all is well, otherwise a list of what to change and exit code 1.

/**
 * @param {string} good what holds when there are no problems
 * @param {string[]} problems one line each, with the place first
 * @param {string} [advice] what to do about them
 */
export function report(good, problems, advice) {
  if (problems.length === 0) {
    console.log(good);
    return;
  }
  for (const problem of problems) console.error(problem);
  console.error(`\n${problems.length} problem${problems.length === 1 ? '' : 's'}.`);
  if (advice) console.error(advice);
  process.exitCode = 1;
}
