import { AuthError, isAuthError } from 'ngx-auth-session';

/** Why signing in failed. */
export interface LoginProblem {
  readonly code: AuthError['code'] | 'unknown';
  /** Says to the user what to do about it. */
  readonly text: string;
  /** When the server takes another try, in milliseconds since 1970; `null` if it doesn't say. */
  readonly retryAt: number | null;
}

/** Says to the user why signing in failed and what to do about it. */
export function loginProblem(error: unknown): LoginProblem {
  if (!isAuthError(error)) {
    const text = 'Signing in failed for an unknown reason. Try again.';
    return { code: 'unknown', text, retryAt: null };
  }
  const { code, retryAfterSeconds: wait } = error;
  const retryAt = wait === undefined ? null : Date.now() + wait * 1000;
  return { code, text: textFor(error), retryAt };
}

function textFor({ code, status, retryAfterSeconds }: AuthError): string {
  switch (code) {
    case 'credentials-rejected':
      return 'Wrong user name or password.';
    case 'network':
      return 'The server cannot be reached. Check your connection and try again.';
    case 'rate-limited':
      return `Too many tries. Please wait ${waitingTime(retryAfterSeconds)} and try again.`;
    case 'timeout':
      return 'The server took too long to answer. Try again.';
    case 'server':
      return `The server has a problem (status ${status}). Try again later.`;
    case 'invalid-response':
      return 'The server gave an answer that makes no sense. Try again later.';
    case 'superseded':
      return 'Another sign-in or sign-out came in between. Try again.';
    default:
      return `Signing in failed (${code}). Try again.`;
  }
}

function waitingTime(seconds: number | undefined): string {
  if (seconds === undefined) return 'a moment';
  if (seconds > 120) return `${Math.ceil(seconds / 60)} minutes`;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
