import { AngularAppEngine } from '@angular/ssr';

const engine = new AngularAppEngine();

/** Renders the page of a request. */
export function render(request: Request): Promise<Response | null> {
  return engine.handle(request);
}
