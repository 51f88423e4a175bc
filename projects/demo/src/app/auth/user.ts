/** A user as the API describes one. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly string[];
}

declare module 'ngx-auth-session' {
  interface AuthTypes {
    user: User;
    credentials: { readonly username: string; readonly password: string };
  }
}
