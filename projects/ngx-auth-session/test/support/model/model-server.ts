import { AuthError } from '../../../src/lib/core/auth-error';
import { AuthResponse, AuthServer, ServerCall } from '../../../src/lib/core/auth-server';
import { FakeStorage } from '../fakes/fake-storage';
import { Freezer } from './freezer';

/** How a call ends: answered, lost on the way to the server or on the way back, or refused temporarily. */
export type Delivery = 'answered' | 'request-lost' | 'answer-lost' | 'unavailable';

/** A call that the test delivers. */
export interface PendingCall {
  readonly kind: 'login' | 'refresh' | 'logout' | 'resource';
  readonly tab: number;
  readonly refreshToken?: string;
  /** Whether its tab was frozen while the call was in flight. Such a tab can't know how long it has waited. */
  wasFrozen: boolean;
  deliver(how: Delivery): void;
}

interface Family {
  readonly user: string;
  access: number;
  refresh: number;
  revoked: boolean;
  /** When the refresh token was last rotated, by the server's clock. */
  rotatedAt: number;
  /** Whether a response with new tokens was lost, so that the client has only the rotated ones. */
  lost: boolean;
}

/**
 * A server that rotates refresh tokens. The reuse of a rotated token revokes its session, unless it is the direct predecessor
 * within the grace period: the response to that contains the same successor.
 */
export class ModelServer {
  /** How far its clock is ahead of the device's. */
  clockOffset = 0;
  /** Refresh tokens that were reused although no response was lost. */
  readonly stolen: string[] = [];
  readonly pending: PendingCall[] = [];
  /** Refresh tokens that were sent while a newer one of their session was stored. */
  readonly stale: string[] = [];
  readonly #families: Family[] = [];

  /** The grace period: how long a rotated token is still accepted. */
  graceMs = 0;

  /** @param stored returns the content of the tabs' storage */
  constructor(
    private readonly stored: () => string,
    private readonly now: () => number,
  ) {}

  /** The sessions that are not revoked, by the names that {@link sessionAtServer} returns. */
  get live(): string[] {
    return this.#families.flatMap(({ revoked }, index) => (revoked ? [] : [`${index}`]));
  }

  /** Creates the server interface of one tab. */
  forTab(tab: number, freezer: Freezer, storage: FakeStorage): AuthServer<string> {
    const delayed = <T>({ result, abort }: ServerCall<T>): ServerCall<T> => ({
      abort,
      result: freezer.promise(result),
    });
    return {
      usesCookie: false,
      canRefresh: ({ refreshToken }) => refreshToken !== null,
      login: (user) => delayed(this.#call('login', tab, () => this.#login(user as string))),
      refresh: ({ refreshToken }) => {
        // A tab that can't read the storage can't know of a newer token.
        const canRead = storage.mode !== 'blocked';
        if (canRead && this.#isStale(refreshToken!)) this.stale.push(refreshToken!);
        const act = (): AuthResponse<string> => this.#refresh(refreshToken!);
        return delayed(this.#call('refresh', tab, act, refreshToken!));
      },
      logout: ({ refreshToken }) =>
        delayed(this.#call('logout', tab, () => this.#logout(refreshToken!))).result,
    };
  }

  /** Records that a tab is frozen while its calls are in flight. */
  freezeTab(tab: number): void {
    for (const call of this.pending) call.wasFrozen ||= call.tab === tab;
  }

  /** Records that the user left a page, so that the tab may lose the responses to its refreshes. */
  mayLoseAnswers(tab: number): void {
    for (const { tab: of, refreshToken } of this.pending) {
      if (of === tab && refreshToken) this.#families[parse(refreshToken)[0]]!.lost = true;
    }
  }

  /** Requests a resource. Resolves with whether the access token was accepted. */
  resource(tab: number, accessToken: string | null): Promise<boolean> {
    return this.#call('resource', tab, () => this.#isGood(accessToken)).result;
  }

  /** Expires every access token that has been issued so far. */
  expireAccessTokens(): void {
    for (const family of this.#families) family.access++;
  }

  /** Ends the calls of a closed tab in the given way. */
  closeTab(tab: number, how: Delivery): void {
    for (const call of this.pending.filter((each) => each.tab === tab)) call.deliver(how);
  }

  #call<T>(
    kind: PendingCall['kind'],
    tab: number,
    act: () => T,
    refreshToken?: string,
  ): ServerCall<T> {
    let abort!: () => void;
    const result = new Promise<T>((resolve, reject) => {
      const end = (settle: () => void): void => {
        const index = this.pending.indexOf(call);
        if (index >= 0) this.pending.splice(index, 1);
        settle();
      };
      const call: PendingCall = {
        kind,
        tab,
        refreshToken,
        wasFrozen: false,
        deliver: (how) =>
          end(() => {
            try {
              const arrives = how === 'answered' || how === 'answer-lost';
              const answer = arrives ? act() : null;
              if (how === 'unavailable') throw new AuthError('server', undefined, { status: 503 });
              if (how === 'answer-lost' && refreshToken) {
                this.#families[parse(refreshToken)[0]]!.lost = true;
              }
              if (how === 'answered') resolve(answer as T);
              else reject(new AuthError('network'));
            } catch (error) {
              reject(how.endsWith('lost') ? new AuthError('network') : (error as AuthError));
            }
          }),
      };
      abort = () => end(() => reject(new AuthError('network')));
      this.pending.push(call);
    });
    return { result, abort };
  }

  #login(user: string): AuthResponse<string> {
    this.#families.push({
      user,
      access: 0,
      refresh: 0,
      revoked: false,
      rotatedAt: 0,
      lost: false,
    });
    return this.#grant(this.#families.length - 1);
  }

  #refresh(token: string): AuthResponse<string> {
    const [index, refresh] = parse(token);
    const family = this.#families[index]!;
    const now = this.now() + this.clockOffset;
    const age = now - family.rotatedAt;
    if (family.revoked) throw new AuthError('session-expired');
    // A clock that was set back must not extend the grace period.
    if (refresh === family.refresh - 1 && age >= 0 && age < this.graceMs) return this.#grant(index);
    if (refresh !== family.refresh) {
      if (!family.lost) this.stolen.push(token);
      family.revoked = true;
      throw new AuthError('session-expired');
    }
    family.refresh++;
    family.rotatedAt = now;
    family.access++;
    return this.#grant(index);
  }

  #isStale(token: string): boolean {
    const [family, sent] = parse(token);
    const newest = new RegExp(`"r\\.${family}\\.(\\d+)"`).exec(this.stored())?.[1];
    return newest !== undefined && Number(newest) > sent;
  }

  #logout(token: string): void {
    this.#families[parse(token)[0]]!.revoked = true;
  }

  #isGood(token: string | null): boolean {
    if (token === null) return false;
    const [index, access] = parse(token);
    return access === this.#families[index]!.access;
  }

  #grant(index: number): AuthResponse<string> {
    const { user, access, refresh } = this.#families[index]!;
    return {
      accessToken: `a.${index}.${access}`,
      refreshToken: `r.${index}.${refresh}`,
      expiresIn: 120,
      user,
    };
  }
}

/** Returns the name of the session that a token of this server belongs to. */
export function sessionAtServer(token: string): string {
  return token.split('.')[1]!;
}

function parse(token: string): readonly [number, number] {
  const [, family, count] = token.split('.');
  return [Number(family), Number(count)];
}
