/**
 * The types of your user and credentials. Declare them once; `AuthService`, the configuration and the backend use them.
 *
 * @example
 * declare module 'ngx-auth-session' {
 *   interface AuthTypes {
 *     user: { readonly id: number; readonly name: string };
 *     credentials: { readonly email: string; readonly password: string };
 *   }
 * }
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- applications add its members
export interface AuthTypes {}

/** The type of the user's record: `user` of {@link AuthTypes}. Default: an object with members of unknown types. */
export type AuthUser = AuthTypes extends { user: infer User }
  ? User
  : { readonly [member: string]: unknown };

/** The type that `login()` accepts: `credentials` of {@link AuthTypes}. Default: any object, including `FormData`. */
export type AuthCredentials = AuthTypes extends { credentials: infer Credentials }
  ? Credentials
  : object;
