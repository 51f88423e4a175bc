// A lazy part with an HttpClient of its own, whose requests go on through the application's.
import {
  HttpHandlerFn,
  HttpRequest,
  provideHttpClient,
  withInterceptors,
  withRequestsMadeViaParent,
} from '@angular/common/http';
import { Routes } from '@angular/router';
import { Reports } from './reports';

function addReportsHeader(request: HttpRequest<unknown>, next: HttpHandlerFn) {
  return next(request.clone({ setHeaders: { 'X-Reports': 'yes' } }));
}

const routes: Routes = [
  {
    path: '',
    component: Reports,
    providers: [
      provideHttpClient(withInterceptors([addReportsHeader]), withRequestsMadeViaParent()),
    ],
  },
];

export default routes;
