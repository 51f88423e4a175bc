import { byHand } from '../by-hand';
import { addToHttpClient, clientsToChange } from './http-client-call';
import { addInterceptorImport } from './interceptor-import';
import { adviseOnOtherClients, hiddenClient } from './other-clients';
import { addImports } from '../source/import-insertion';
import { insertIntoList } from '../source/list-insertion';
import { HTTP, LIBRARY } from '../source/package-names';
import { rootProviders } from '../root/root-providers';
import { interceptorByHand, providersByHand } from '../session-code';
import { interceptorFile, rootContents, sessionFile, type Setup } from '../setup';
import { change } from '../source/source';

/**
 * Registers the interceptor as the last one: an interceptor behind it could change a URL after the check against the
 * origin allow-list.
 */
export function addInterceptor(setup: Setup): void {
  const { application, report } = setup;
  const present = interceptorFile(setup);
  if (present) {
    report.kept(present.path, 'the interceptor is already registered');
    return;
  }
  const { calls, names } = rootContents(setup);
  const clients = clientsToChange(calls);
  const foreign = clients?.find(({ source }) => !application.owns(source.path));
  const hidden = clients?.length === 0 ? hiddenClient(setup) : undefined;
  if (!clients) {
    const [last] = calls.filter(({ callee }) => callee === `${HTTP}#provideHttpClient`).slice(-1);
    const { path } = last?.source ?? rootProviders(setup).source;
    throw unchangeable(
      setup,
      path,
      'provideHttpClient() is called more than once, and a condition decides which call counts',
    );
  }
  if (foreign) {
    const reason =
      'provideHttpClient() is called here, in a project that other applications may share';
    throw unchangeable(setup, foreign.source.path, reason);
  }
  if (hidden) {
    const reason =
      "provideHttpClient() is called here, and ng add can't find out how the application uses it";
    throw unchangeable(setup, hidden.path, reason);
  }
  if (clients.length > 0) addToHttpClient(setup, clients.length);
  else if (names.includes(`${HTTP}#HttpClientModule`)) addInterceptorClass(setup);
  else addHttpClient(setup);
  adviseOnOtherClients(setup);
}

/** Registers the class form of the interceptor: `HttpClientModule` doesn't support interceptor functions. */
function addInterceptorClass(setup: Setup): void {
  const { tree, report } = setup;
  const { path } = rootProviders(setup).source;
  const [token = ''] = addImports(tree, path, HTTP, ['HTTP_INTERCEPTORS']);
  const [interceptor = ''] = addImports(tree, path, LIBRARY, ['AuthInterceptor']);
  const { source, node } = rootProviders(setup);
  const provider = `{ provide: ${token}, useClass: ${interceptor}, multi: true }`;
  change(tree, source, insertIntoList(source, node, provider));
  report.changed(path, 'added the interceptor as the last one of HTTP_INTERCEPTORS');
}

function addHttpClient(setup: Setup): void {
  const { tree, application, report } = setup;
  const { path } = rootProviders(setup).source;
  const [http, list] = addImports(tree, path, HTTP, ['provideHttpClient', 'withInterceptors']);
  const [fetch] = application.needsFetch ? addImports(tree, path, HTTP, ['withFetch']) : [];
  const interceptor = addInterceptorImport(setup, path);
  const { source, node } = rootProviders(setup);
  const features = `${fetch ? `${fetch}(), ` : ''}${list}([${interceptor}])`;
  change(tree, source, insertIntoList(source, node, `${http}(${features})`));
  report.changed(path, 'added provideHttpClient() with the interceptor');
}

function unchangeable(setup: Setup, path: string, reason: string): Error {
  const session = sessionFile(setup)
    ? []
    : [
        providersByHand(rootProviders(setup).source.path, setup.options, {
          http: false,
          session: true,
        }),
      ];
  return byHand(path, reason, [interceptorByHand(path), ...session]);
}
