import { RenderMode, ServerRoute } from '@angular/ssr';

/** What an application has that does not think about it. */
export const serverRoutes: ServerRoute[] = [{ path: '**', renderMode: RenderMode.Server }];
