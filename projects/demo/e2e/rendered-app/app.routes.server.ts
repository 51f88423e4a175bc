import { RenderMode, ServerRoute } from '@angular/ssr';

/** The default of an application: every route is rendered on the server. */
export const serverRoutes: ServerRoute[] = [{ path: '**', renderMode: RenderMode.Server }];
