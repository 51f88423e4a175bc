/** The addresses that the library calls for the session. */
export const ENDPOINTS = {
  login: '/api/login',
  refresh: '/api/refresh-token',
  logout: '/api/logout',
  user: '/api/current-user',
} as const;
