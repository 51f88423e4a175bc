/** The API that every competitor talks to, as the demo's server has it. */
export const LOGIN = '/api/login';
export const REFRESH = '/api/refresh-token';
export const LOGOUT = '/api/logout';
export const RESOURCE = '/api/job-list';

/** The same login and refresh in the form of RFC 6749, for libraries that speak nothing else. */
export const TOKEN_ENDPOINT = '/oauth/token';

/** Where RFC 8414 and OpenID Connect look for the other addresses. */
export const DISCOVERY = '/.well-known/openid-configuration';
export const KEYS = '/oauth/keys';

/** An API of another origin that may be given the token. */
export const OTHER_API = 'https://api.example.test/v1';

export const CREDENTIALS = { username: 'ada', password: 'ada-demo-password' };

export interface TokenAnswer {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
}
