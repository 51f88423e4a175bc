// A spec file that no pattern in angular.json matches is skipped in silence while the run stays green. So the
// library's specs report which files they came from (count/karma-reporter.mjs), and every file must be among them.
// The run without zone.js is the one that is asked: zone.js hides the file names, and both runs share the patterns.
import { readResult } from './count/result-file.mjs';
import { report } from './report.mjs';
import { filesBelow } from './workspace.mjs';

const ADVICE =
  'Look at "include" in angular.json (it is relative to sourceRoot) and at skipped or focused tests.';

const result = readResult('lib-specs');
const ran = new Set(result?.files);
const written = filesBelow('projects/ngx-auth-session', /\.spec\.ts$/);

report(`Every one of ${written.length} spec files ran.`, problems(), ADVICE);

function problems() {
  if (!result) return ['the library specs did not run to their end'];
  if (written.length === 0) return ['projects/ngx-auth-session: no spec file at all'];
  return written.filter((file) => !ran.has(file)).map((file) => `${file}: no test of it ran`);
}
