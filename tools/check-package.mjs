// Packs the library as it will be published and looks at the tarball: which files are in it, what its manifest asks
// for, where its texts lead, and whether all of it can be resolved. check-package-app.mjs uses the same tarball in applications.
import { parseArgs } from 'node:util';
import { acceptFiles, contentsProblems } from './package-contents.mjs';
import { lintProblems } from './package-lint.mjs';
import { metadataProblems } from './package-metadata.mjs';
import { pack } from './package-tarball.mjs';
import { report } from './report.mjs';

const { values } = parseArgs({ options: { accept: { type: 'boolean' } } });

const { tarball, files } = await pack();
if (values.accept) acceptFiles(files);
else
  report(
    `The package has its ${files.length} files, and every entry point resolves.`,
    [...contentsProblems(files), ...metadataProblems(), ...(await lintProblems(tarball))],
    'If the list of files is meant to change: npm run build && npm run api:accept, and commit goldens/ with it.',
  );
