import type { Tree } from '@angular-devkit/schematics';
import { ReplaceChange } from '@schematics/angular/utility/change';
import ts from 'typescript';
import type { Application } from './application';
import { sourcesImporting } from './application-sources';
import { byHand } from './by-hand';
import { addImports } from './import-insertion';
import { insertIntoList } from './list-insertion';
import { HTTP, LIBRARY } from './package-names';
import type { Report } from './report';
import { rootProviders } from './root-providers';
import { callsOf, change, readSource } from './source';

/**
 * Makes `HttpClient` send requests through the interceptor, which goes last: one behind it could change a URL after the
 * decision that it may carry the token.
 */
export function addInterceptor(tree: Tree, application: Application, report: Report): void {
  const present = ['authInterceptor', 'AuthInterceptor', 'AuthModule']
    .flatMap((name) => sourcesImporting(tree, application, name, LIBRARY))
    .at(0);
  if (present) {
    report.kept(present.path, 'the interceptor is there already');
    return;
  }
  const { path } = rootProviders(tree, application).source;
  const [call, second] = callsOf(readSource(tree, path), 'provideHttpClient', HTTP);
  if (second) {
    throw byHand(
      path,
      'provideHttpClient() is called more than once',
      'withInterceptors([authInterceptor])',
    );
  }
  if (call) addToHttpClient(tree, path, report);
  else if (sourcesImporting(tree, application, 'HttpClientModule', HTTP).length > 0) {
    addInterceptorClass(tree, application, report);
  } else {
    addHttpClient(tree, application, report);
  }
}

/** Into the last list of interceptors that `provideHttpClient()` has; classes are such a list too. */
function addToHttpClient(tree: Tree, path: string, report: Report): void {
  const interceptor = addInterceptorImport(tree, path, report);
  const source = readSource(tree, path);
  const lists = callsOf(source, 'withInterceptors', HTTP);
  const classes = callsOf(source, 'withInterceptorsFromDi', HTTP);
  const list = lists.at(-1);
  const value = list?.arguments[0];

  if (!value || classes.some((call) => call.pos > list.pos)) {
    const [withInterceptors = ''] = addImports(tree, path, HTTP, ['withInterceptors']);
    const changed = readSource(tree, path);
    const [http] = callsOf(changed, 'provideHttpClient', HTTP);
    if (http) {
      change(tree, changed, insertIntoList(changed, http, `${withInterceptors}([${interceptor}])`));
    }
  } else if (ts.isArrayLiteralExpression(value)) {
    change(tree, source, insertIntoList(source, value, interceptor));
  } else {
    // A list that is made elsewhere stays as it is.
    const text = value.getText();
    change(tree, source, [
      new ReplaceChange(path, value.getStart(), text, `[...${text}, ${interceptor}]`),
    ]);
  }
  report.changed(path, 'the interceptor is the last of provideHttpClient()');
}

/** `HttpClientModule` knows classes only. */
function addInterceptorClass(tree: Tree, application: Application, report: Report): void {
  const { path } = rootProviders(tree, application).source;
  const [token = ''] = addImports(tree, path, HTTP, ['HTTP_INTERCEPTORS']);
  const [interceptor = ''] = addImports(tree, path, LIBRARY, ['AuthInterceptor']);
  const { source, literal } = rootProviders(tree, application);
  const provider = `{ provide: ${token}, useClass: ${interceptor}, multi: true }`;
  change(tree, source, insertIntoList(source, literal, provider));
  report.changed(path, 'the interceptor is the last of HTTP_INTERCEPTORS');
}

function addHttpClient(tree: Tree, application: Application, report: Report): void {
  const [elsewhere] = sourcesImporting(tree, application, 'provideHttpClient', HTTP);
  if (elsewhere) {
    throw byHand(
      elsewhere.path,
      'provideHttpClient() is called here, not in the list of providers of the application',
      "withInterceptors([authInterceptor])  // from 'ngx-auth-session'; the last of the interceptors",
    );
  }
  const { path } = rootProviders(tree, application).source;
  const [http, list] = addImports(tree, path, HTTP, ['provideHttpClient', 'withInterceptors']);
  const interceptor = addInterceptorImport(tree, path, report);
  const { source, literal } = rootProviders(tree, application);
  change(tree, source, insertIntoList(source, literal, `${http}(${list}([${interceptor}]))`));
  report.changed(path, 'provideHttpClient() with the interceptor');
}

function addInterceptorImport(tree: Tree, path: string, report: Report): string {
  const [local = ''] = addImports(tree, path, LIBRARY, ['authInterceptor']);
  if (local !== 'authInterceptor') {
    report.advise(
      `${path.slice(1)} has an authInterceptor of its own. If that puts a token on requests, remove it: a header that is set already is left alone, and nothing is refreshed.`,
    );
  }
  return local;
}
