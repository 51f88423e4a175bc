import { AngularAppEngine } from '@angular/ssr';

const engine = new AngularAppEngine();

/** Renders the page that a request asks for. */
export function render(request: Request): Promise<Response | null> {
  return engine.handle(request);
}
