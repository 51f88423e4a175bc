import { addImports } from '../source/import-insertion';
import { LIBRARY } from '../source/package-names';
import type { Setup } from '../setup';

/** Imports the interceptor. Returns its local name. */
export function addInterceptorImport({ tree, report }: Setup, path: string): string {
  const [local = ''] = addImports(tree, path, LIBRARY, ['authInterceptor']);
  if (local !== 'authInterceptor') {
    report.advise(
      `${path.slice(1)} has its own authInterceptor. If that one attaches tokens, remove it: the library doesn't replace an existing header, so it would never refresh a token.`,
    );
  }
  return local;
}
