import { readFileSync } from 'node:fs';
import { webAddressOf } from '../../../tools/published-text.mjs';
import { inRoot } from '../../../tools/workspace.mjs';

const manifest = JSON.parse(
  readFileSync(inRoot('projects/ngx-auth-session/package.json'), 'utf8'),
) as { readonly repository: { readonly url: string } };

/** The repository as a browser finds it. */
export const repository = webAddressOf(manifest.repository.url);
