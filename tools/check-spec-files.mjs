// A spec file that no pattern in angular.json matches is skipped in silence while the run stays green. So the
// library's specs report which files they came from (count/karma-reporter.mjs), and every file must be among them.
// The run without zone.js is the one that is asked: zone.js hides the file names, and both runs share the patterns.
import { readResult } from './count/result-file.mjs';
import { report } from './report.mjs';
import { filesBelow } from './workspace.mjs';

const ran = new Set(readResult('lib-specs')?.files);
const written = filesBelow('projects/ngx-auth-session', /\.spec\.ts$/);

report(
  `Every one of ${written.length} spec files ran.`,
  written.length === 0
    ? ['projects/ngx-auth-session: no spec file at all']
    : written.filter((file) => !ran.has(file)).map((file) => `${file}: no test of it ran`),
  'Look at "include" in angular.json (it is relative to sourceRoot) and at skipped or focused tests.',
);
