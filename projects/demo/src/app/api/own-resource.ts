import { httpResource, HttpResourceRef } from '@angular/common/http';
import { computed, inject } from '@angular/core';
import { AuthService } from 'ngx-auth-session';

/**
 * Loads data of the signed-in user.
 *
 * Loads it again if another user signs in, for example in another tab, and drops it when the user signs out.
 */
export function ownResource<T>(url: string): HttpResourceRef<T | undefined> {
  const { claims } = inject(AuthService);
  const subject = computed(() => claims()?.sub);
  return httpResource<T>(() => (subject() === undefined ? undefined : url));
}
