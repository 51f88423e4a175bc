import { HttpClient } from '@angular/common/http';
import { EnvironmentProviders, inject, provideAppInitializer } from '@angular/core';
import { lastValueFrom } from 'rxjs';

/** A file that any cache may store. Its URL is relative. */
export const GREETING = 'greeting-00000000.json';

/** Sends requests on the server and in the browser before the first page is shown, the case for HttpTransferCache. */
export function provideEarlyRequests(): EnvironmentProviders {
  return provideAppInitializer(async () => {
    const http = inject(HttpClient);
    const requests = [
      http.get(GREETING),
      http.get(`${GREETING}?by=header`, { headers: { Authorization: 'Bearer of-the-server' } }),
      http.get(`${GREETING}?by=credentials`, { withCredentials: true }),
    ];
    await Promise.allSettled(requests.map((request) => lastValueFrom(request)));
  });
}
