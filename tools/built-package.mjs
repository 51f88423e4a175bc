// The library as it is shipped: what `ng build ngx-auth-session` left in dist.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './workspace.mjs';

export const PACKAGE_FOLDER = inRoot('dist/ngx-auth-session');

export function builtManifest() {
  const file = join(PACKAGE_FOLDER, 'package.json');
  if (!existsSync(file)) {
    console.error('The library is not built. Run: npm run build');
    process.exit(1);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Each name that applications import from, and the file with its declarations. */
export function entryPoints() {
  const { name, exports } = builtManifest();
  return Object.entries(exports)
    .filter(([, target]) => target.types)
    .map(([path, target]) => ({
      name: join(name, path).replaceAll('\\', '/'),
      declarations: join(PACKAGE_FOLDER, target.types),
    }));
}
