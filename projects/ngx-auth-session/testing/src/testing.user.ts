import { AuthUser, JwtClaims, TokenSet } from 'ngx-auth-session';

/**
 * Somebody who is signed in, as far as a test cares.
 *
 * @example
 * const editor: AuthTestingUser = { user: { name: 'Ada' }, roles: ['editor'] };
 * TestBed.inject(AuthTestingController).signIn(editor);
 */
export interface AuthTestingUser {
  /** The user's record. Default: one without members. */
  readonly user?: AuthUser;
  /** The roles, whatever record and claims say. Default: what the option `roles` reads from those. */
  readonly roles?: readonly string[];
  /** Claims of the access token. Default none. */
  readonly claims?: JwtClaims;
}

/** A record without members, of whatever type the application names. */
export function emptyRecord(): AuthUser {
  const record: unknown = {};
  return record as AuthUser;
}

/** Carries the roles that a test names, out of the way of claims that an application may read. */
const ROLES_CLAIM = 'ngx-auth-session/testing/roles';

/** How long a token is good for, in seconds. */
const LIFETIME = 900;

/** Whether a test describes anybody at all. */
export function describesSomebody({ user, roles, claims }: AuthTestingUser): boolean {
  return (user ?? roles ?? claims ?? null) !== null;
}

/** Makes tokens that no other call makes. They are of the right form and prove nothing. */
export function issueTokens(count: number, { roles, claims }: AuthTestingUser): Required<TokenSet> {
  const payload = base64Url({ ...claims, [ROLES_CLAIM]: roles });
  return {
    accessToken: `${base64Url({ alg: 'none', typ: 'JWT' })}.${payload}.access-${count}`,
    refreshToken: `refresh-${count}`,
    expiresIn: LIFETIME,
  };
}

/** Roles that a test has named come before what an application would read. */
export function rolesNamedByTest(
  read: (user: AuthUser | null, claims: JwtClaims | null) => readonly string[],
): typeof read {
  return (user, claims) =>
    (claims?.[ROLES_CLAIM] as readonly string[] | undefined) ?? read(user, claims);
}

function base64Url(value: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
