import { AuthError, isAuthError } from 'ngx-auth-session';

/** Why signing in failed. */
export interface LoginProblem {
  readonly code: AuthError['code'] | 'unknown';
  /** Tells the user what happened and what to do. */
  readonly text: string;
  /** When the server accepts another attempt, in milliseconds since 1970; `null` if it doesn't say. */
  readonly retryAt: number | null;
}

/** Returns the message for an error of `login()`. */
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
      return `Too many attempts. Please wait ${waitingTime(retryAfterSeconds)} and try again.`;
    case 'timeout':
      return 'The server took too long to answer. Try again.';
    case 'server':
      return `The server reported an error (status ${status}). Try again later.`;
    case 'invalid-response':
      return 'The server sent an invalid response. Try again later.';
    case 'superseded':
      return 'Another sign-in or sign-out happened meanwhile. Try again.';
    default:
      return `Signing in failed (${code}). Try again.`;
  }
}

function waitingTime(seconds: number | undefined): string {
  if (seconds === undefined) return 'a moment';
  if (seconds > 120) return `${Math.ceil(seconds / 60)} minutes`;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
