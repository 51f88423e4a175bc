import { httpResource, HttpResourceRef } from '@angular/common/http';
import { computed, inject } from '@angular/core';
import { AuthService } from 'ngx-auth-session';

/**
 * Loads something that belongs to whoever is signed in.
 *
 * When somebody else signs in, in another tab for instance, it is loaded anew; when nobody is signed in any more, it
 * is dropped.
 */
export function ownResource<T>(url: string): HttpResourceRef<T | undefined> {
  const { claims } = inject(AuthService);
  const subject = computed(() => claims()?.sub);
  return httpResource<T>(() => (subject() === undefined ? undefined : url));
}
