import { bootstrapApplication, BootstrapContext } from '@angular/platform-browser';
import { provideServerRendering, RenderMode, ServerRoute, withRoutes } from '@angular/ssr';
import { FieldRoot } from './pages';
import { providersOf } from './providers';

const serverRoutes: ServerRoute[] = [{ path: '**', renderMode: RenderMode.Server }];

/** The application as a server renders it if a test requests that. */
const providers = [
  ...providersOf({ http: 'fetch', hydration: true }),
  provideServerRendering(withRoutes(serverRoutes)),
];

export default (context: BootstrapContext) =>
  bootstrapApplication(FieldRoot, { providers }, context);
