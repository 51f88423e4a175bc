/** The authentication endpoints of the API. */
export const ENDPOINTS = {
  login: '/api/login',
  refresh: '/api/refresh-token',
  logout: '/api/logout',
  user: '/api/current-user',
} as const;
