/** A user as the API returns it. Without a password or a hash, so that no response can contain one. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly string[];
}
