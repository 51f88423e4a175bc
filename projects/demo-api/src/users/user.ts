/** A user as the API describes one. It has no password and no hash, so none can slip into an answer. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly string[];
}
