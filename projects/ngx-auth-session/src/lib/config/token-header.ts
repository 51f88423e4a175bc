/** Returns the value of a token header: the scheme, if there is one, and the token. */
export function headerValue(scheme: string, token: string): string {
  return scheme ? `${scheme} ${token}` : token;
}
