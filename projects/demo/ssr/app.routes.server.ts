import { RenderMode, ServerRoute } from '@angular/ssr';

/** Which pages the server renders. Whose routes have a guard, it leaves to the browser: only that knows who is signed in. */
export const serverRoutes: ServerRoute[] = [
  { path: '', renderMode: RenderMode.Server },
  { path: 'forbidden', renderMode: RenderMode.Server },
  { path: 'login', renderMode: RenderMode.Client },
  { path: 'profile', renderMode: RenderMode.Client },
  { path: 'devices', renderMode: RenderMode.Client },
  { path: 'admin', renderMode: RenderMode.Client },
  { path: '**', renderMode: RenderMode.Server, status: 404 },
];
