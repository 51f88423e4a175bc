import { HttpErrorResponse } from '@angular/common/http';
import { Observable } from 'rxjs';
import { AuthError } from '../../src/public-api';

/** What a subscriber has received so far. */
export interface Outcome<T> {
  readonly values: T[];
  readonly error: unknown;
  readonly completed: boolean;
  /** Unsubscribes. */
  leave(): void;
}

export function watch<T>(source: Observable<T>): Outcome<T> {
  const outcome = {
    values: [] as T[],
    error: undefined as unknown,
    completed: false,
    leave: () => subscription.unsubscribe(),
  };
  const subscription = source.subscribe({
    next: (value) => outcome.values.push(value),
    error: (error: unknown) => (outcome.error = error),
    complete: () => (outcome.completed = true),
  });
  return outcome;
}

/** Returns the status of a failed request, and the code of the `AuthError` in it. */
export function failure({
  error,
}: Outcome<unknown>): { status: number; code?: string } | undefined {
  if (error === undefined) return undefined;
  expect(error).toBeInstanceOf(HttpErrorResponse);
  const { status, error: reason } = error as HttpErrorResponse;
  return reason instanceof AuthError ? { status, code: reason.code } : { status };
}

/** Returns the code of a command's error. */
export function codeOf({ error }: Outcome<unknown>): string | undefined {
  if (error === undefined) return undefined;
  expect(error).toBeInstanceOf(AuthError);
  return (error as AuthError).code;
}
