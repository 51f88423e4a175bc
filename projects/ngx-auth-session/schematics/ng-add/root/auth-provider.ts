import { dirname } from 'node:path/posix';
import { handWritten } from '../by-hand';
import { addImports } from '../source/import-insertion';
import { insertIntoList } from '../source/list-insertion';
import type { NgAddOptions } from '../ng-add.options';
import { LIBRARY } from '../source/package-names';
import type { Report } from '../report';
import { rootProviders } from './root-providers';
import { endpointsOf, providerCode, storageOf } from '../session-code';
import { sessionFile, type Setup } from '../setup';
import { change } from '../source/source';

/** Adds `provideAuth()` with the chosen endpoints and storage. */
export function addAuthProvider(setup: Setup): void {
  const { tree, options, report } = setup;
  const present = sessionFile(setup);
  if (present) {
    report.kept(present.path, 'the session is already set up');
    return;
  }
  const { names, description } = storageOf(options);
  const { path } = rootProviders(setup).source;
  const [provideAuth = '', ...features] = addImports(tree, path, LIBRARY, [
    'provideAuth',
    ...names,
  ]);
  const { source, node } = rootProviders(setup);
  change(tree, source, insertIntoList(source, node, providerCode(provideAuth, features, options)));
  report.changed(path, `added provideAuth(), which stores the session in ${description}`);
  suggestTypes(setup);
  adviseOnOrigins(options, report);
}

/** Suggests the code for `AuthTypes`: only the user knows the types that the server uses. */
function suggestTypes({ application, report }: Setup): void {
  const lines = handWritten({
    path: `${dirname(application.main)}/auth-types.ts`,
    imports: {},
    code: `import 'ngx-auth-session';

declare module 'ngx-auth-session' {
  interface AuthTypes {
    user: { readonly name: string };
    credentials: { readonly username: string; readonly password: string };
  }
}`,
  });
  report.suggest(`To type user() and login(), declare your types in a new file:\n\n${lines}`);
}

/** Explains how to add an origin to the allow-list. The schematic doesn't: that decision is the user's. */
function adviseOnOrigins(options: NgAddOptions, report: Report): void {
  const origins = endpointsOf(options)
    .map(([, url]) => url)
    .filter((url) => /^https?:/.test(url) && URL.canParse(url))
    .map((url) => new URL(url).origin);
  for (const origin of new Set(origins)) {
    report.advise(
      `Requests to other URLs of ${origin} get the access token only if you add it to allowedOrigins of provideAuth().`,
    );
  }
}
