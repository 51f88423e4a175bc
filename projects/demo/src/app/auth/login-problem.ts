import { isAuthError } from 'ngx-auth-session';

/** Says to a person why signing in failed and what to do about it. */
export function loginProblem(error: unknown): string {
  if (!isAuthError(error)) return 'Signing in failed for an unknown reason. Please try again.';
  switch (error.code) {
    case 'credentials-rejected':
      return 'Wrong user name or password.';
    case 'network':
      return 'The server cannot be reached. Check your connection and try again.';
    case 'rate-limited':
      return `Too many tries. Please wait ${waitingTime(error.retryAfterSeconds)} and try again.`;
    case 'timeout':
      return 'The server took too long to answer. Please try again.';
    case 'server':
      return `The server has a problem (status ${error.status}). Please try again later.`;
    case 'invalid-response':
      return 'The server gave an answer that makes no sense. Please try again later.';
    case 'superseded':
      return 'Another sign-in or sign-out came in between. Please try again.';
    default:
      return `Signing in failed (${error.code}). Please try again.`;
  }
}

function waitingTime(seconds: number | undefined): string {
  if (seconds === undefined) return 'a moment';
  if (seconds > 120) return `${Math.ceil(seconds / 60)} minutes`;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
