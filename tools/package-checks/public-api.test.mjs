// API Extractor compares the public API with the accepted one in goldens/. Its command reads one configuration for each
// entry point, which would be four files that say the same. `npm run api:accept` accepts a change.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { entryPoints, PACKAGE_FOLDER } from '../built-package.mjs';
import { filesBelow, fromRoot, inRoot, root } from '../workspace.mjs';

const GOLDENS = 'goldens';
/** No messages beside the report: TypeDoc and ESLint read the comments. */
const SILENT = { default: { logLevel: /** @type {any} */ ('none') } };

const points = entryPoints();
const main = String(points[0]?.declarations);
const reportOf = (/** @type {string} */ name) => name.replaceAll('/', '-');

for (const { name, declarations } of points)
  test(`the public API of ${name} is the accepted one`, () => {
    const config = ExtractorConfig.prepare({
      configObjectFullPath: undefined,
      packageJsonFullPath: join(PACKAGE_FOLDER, 'package.json'),
      configObject: {
        projectFolder: root,
        mainEntryPointFilePath: declarations,
        compiler: {
          overrideTsconfig: {
            compilerOptions: {
              lib: ['es2022', 'dom'],
              module: 'esnext',
              moduleResolution: 'bundler',
              paths: { 'ngx-auth-session': [main] },
              skipLibCheck: true,
              types: [],
            },
            files: [declarations],
          },
        },
        apiReport: {
          enabled: true,
          reportFileName: reportOf(name),
          reportFolder: inRoot(GOLDENS),
          reportTempFolder: inRoot('dist/public-api'),
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        messages: { extractorMessageReporting: SILENT, tsdocMessageReporting: SILENT },
      },
    });
    const { succeeded, apiReportChanged } = Extractor.invoke(config, {
      localBuild: Boolean(process.env['ACCEPT']),
      printApiReportDiff: true,
      messageCallback: (message) => {
        message.handled =
          message.messageId === 'console-preamble' ||
          message.messageId === 'console-compiler-version-notice';
      },
    });
    const advice = `If the change is intended: npm run build && npm run api:accept, and commit ${fromRoot(inRoot(GOLDENS))}/.`;
    assert.ok(succeeded && (!apiReportChanged || process.env['ACCEPT']), advice);
  });

test('every accepted API belongs to an entry point', () => {
  const accepted = filesBelow(GOLDENS, /\.api\.md$/);
  assert.deepEqual(
    accepted,
    points.map(({ name }) => `${GOLDENS}/${reportOf(name)}.api.md`).sort(),
  );
});
