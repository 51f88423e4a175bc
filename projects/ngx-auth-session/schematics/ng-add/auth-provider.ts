import { dirname } from 'node:path/posix';
import { handWritten } from './by-hand';
import { addImports } from './import-insertion';
import { insertIntoList } from './list-insertion';
import type { NgAddOptions } from './ng-add.options';
import { LIBRARY } from './package-names';
import type { Report } from './report';
import { rootProviders } from './root-providers';
import { endpointsOf, providerCode, storageOf } from './session-code';
import { sessionFile, type Setup } from './setup';
import { change } from './source';

/** Adds `provideAuth()` with the endpoints and the storage that were asked for. */
export function addAuthProvider(setup: Setup): void {
  const { tree, options, report } = setup;
  const present = sessionFile(setup);
  if (present) {
    report.kept(present.path, 'the session is set up already');
    return;
  }
  const { names, keeps } = storageOf(options);
  const { path } = rootProviders(setup).source;
  const [provideAuth = '', ...features] = addImports(tree, path, LIBRARY, [
    'provideAuth',
    ...names,
  ]);
  const { source, node } = rootProviders(setup);
  change(tree, source, insertIntoList(source, node, providerCode(provideAuth, features, options)));
  report.changed(path, `provideAuth(), which keeps the session in ${keeps}`);
  suggestTypes(setup);
  adviseOnOrigins(options, report);
}

/** Only you know what your server sends and expects. */
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
  report.suggest(`To type user() and login(), name your types in a file of their own:\n\n${lines}`);
}

/** Where tokens may go is for a person to decide. */
function adviseOnOrigins(options: NgAddOptions, report: Report): void {
  const origins = endpointsOf(options)
    .map(([, url]) => url)
    .filter((url) => /^https?:/.test(url) && URL.canParse(url))
    .map((url) => new URL(url).origin);
  for (const origin of new Set(origins)) {
    report.advise(
      `Other requests to ${origin} carry the token only if allowedOrigins of provideAuth() names it.`,
    );
  }
}
