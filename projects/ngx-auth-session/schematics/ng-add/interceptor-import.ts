import { addImports } from './import-insertion';
import { LIBRARY } from './package-names';
import type { Setup } from './setup';

/** Imports the interceptor; returns what the file calls it. */
export function addInterceptorImport({ tree, report }: Setup, path: string): string {
  const [local = ''] = addImports(tree, path, LIBRARY, ['authInterceptor']);
  if (local !== 'authInterceptor') {
    report.advise(
      `${path.slice(1)} has an authInterceptor of its own. If that puts a token on requests, remove it: a header that is set already is left alone, and nothing is refreshed.`,
    );
  }
  return local;
}
