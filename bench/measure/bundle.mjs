// What each competitor adds to the first load of a small application, gzipped.
import { initialGzipBytes } from '../../tools/bundle-contents.mjs';
import { BARE, FOLDERS } from '../competitors.mjs';
import { buildSizeApp } from './build.mjs';

export async function measureBundles() {
  /** @type {Record<string, number>} */
  const total = {};
  for (const folder of FOLDERS) {
    console.log(`Building the application with ${folder} ...`);
    total[folder] = initialGzipBytes(await buildSizeApp(folder));
  }
  const plain = total[BARE] ?? NaN;
  return {
    plainApplication: plain,
    added: Object.fromEntries(
      Object.entries(total).map(([folder, bytes]) => [folder, bytes - plain]),
    ),
  };
}
