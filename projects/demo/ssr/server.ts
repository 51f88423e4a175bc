import type { IncomingMessage } from 'node:http';
import { AngularNodeAppEngine } from '@angular/ssr/node';

const engine = new AngularNodeAppEngine();

/** Renders the page that a request asks for; gives `null` where the application cannot. */
export function render(request: IncomingMessage | Request): Promise<Response | null> {
  return engine.handle(request);
}
