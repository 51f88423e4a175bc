import { AuthUser, JwtClaims, TokenSet } from 'ngx-auth-session';

/**
 * A signed-in user, with the parts that a test sets.
 *
 * @example
 * const editor: AuthTestingUser = { user: { name: 'Ada' }, roles: ['editor'] };
 * TestBed.inject(AuthTestingController).signIn(editor);
 */
export interface AuthTestingUser {
  /** The user's record. Default: an empty object. */
  readonly user?: AuthUser;
  /** The user's roles, whatever the record and the claims contain. Default: what the option `roles` reads from them. */
  readonly roles?: readonly string[];
  /** The claims of the access token. Default: none. */
  readonly claims?: JwtClaims;
}

/** Returns an empty record. The cast is needed because the application declares the type. */
export function emptyRecord(): AuthUser {
  const record: unknown = {};
  return record as AuthUser;
}

/** The claim with the test's roles. Its name can't clash with a claim that an application reads. */
const ROLES_CLAIM = 'ngx-auth-session/testing/roles';

/** The lifetime of an access token, in seconds. */
const LIFETIME = 900;

/** Returns whether the options describe a user. */
export function describesUser({ user, roles, claims }: AuthTestingUser): boolean {
  return (user ?? roles ?? claims ?? null) !== null;
}

/** Issues tokens that differ for each `count`. The access token is a JWT without a signature. */
export function issueTokens(count: number, { roles, claims }: AuthTestingUser): Required<TokenSet> {
  const payload = base64Url({ ...claims, [ROLES_CLAIM]: roles });
  return {
    accessToken: `${base64Url({ alg: 'none', typ: 'JWT' })}.${payload}.access-${count}`,
    refreshToken: `refresh-${count}`,
    expiresIn: LIFETIME,
  };
}

/** Returns the option `roles` for a test: the test's roles, or what the application's own function reads. */
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
