import { AuthError } from '../../../src/lib/core/auth-error';
import { AuthResponse, AuthServer, ServerCall } from '../../../src/lib/core/auth-server';
import { FakeStorage } from '../fakes/fake-storage';
import { Freezer } from './freezer';

/** How a call may end: answered, lost on the way to the server or on the way back, or refused for the moment. */
export type Delivery = 'answered' | 'request-lost' | 'answer-lost' | 'unavailable';

/** A call that waits for the test to deliver it. */
export interface PendingCall {
  readonly kind: 'login' | 'refresh' | 'logout' | 'resource';
  readonly tab: number;
  readonly refreshToken?: string;
  /** Whether its tab has been frozen since: that tab cannot know how long it has been waiting. */
  wasFrozen: boolean;
  deliver(how: Delivery): void;
}

interface Family {
  readonly user: string;
  access: number;
  refresh: number;
  revoked: boolean;
  /** When the refresh token was rotated, by the server's clock. */
  rotatedAt: number;
  /** Whether an answer with new tokens never arrived: then the client has only the spent ones. */
  lost: boolean;
}

/**
 * A server with rotating refresh tokens. A spent token that comes again ends its session, unless it is the direct
 * predecessor and comes within the grace: that is answered with the same successor.
 */
export class ModelServer {
  /** How far its clock is ahead of the device's. */
  clockOffset = 0;
  /** Refresh tokens that were taken for stolen although no answer was lost. */
  readonly stolen: string[] = [];
  readonly pending: PendingCall[] = [];
  /** Refresh tokens that were sent although a newer one of their session was stored. */
  readonly stale: string[] = [];
  readonly #families: Family[] = [];

  /** For how long the predecessor of a refresh token is answered with that token again. */
  graceMs = 0;

  /** @param stored what the tabs' storage holds, as text */
  constructor(
    private readonly stored: () => string,
    private readonly now: () => number,
  ) {}

  /** The sessions that nobody has ended, by the names that {@link sessionAtServer} gives. */
  get live(): string[] {
    return this.#families.flatMap(({ revoked }, index) => (revoked ? [] : [`${index}`]));
  }

  /** The server as one tab calls it. */
  forTab(tab: number, freezer: Freezer, storage: FakeStorage): AuthServer<string> {
    const noticed = <T>({ result, abort }: ServerCall<T>): ServerCall<T> => ({
      abort,
      result: freezer.promise(result),
    });
    return {
      usesCookie: false,
      canRefresh: ({ refreshToken }) => refreshToken !== null,
      login: (user) => noticed(this.#call('login', tab, () => this.#login(user as string))),
      refresh: ({ refreshToken }) => {
        // A tab that cannot read storage cannot know what is there.
        const informed = storage.mode !== 'blocked';
        if (informed && this.#isStale(refreshToken!)) this.stale.push(refreshToken!);
        const act = (): AuthResponse<string> => this.#refresh(refreshToken!);
        return noticed(this.#call('refresh', tab, act, refreshToken!));
      },
      logout: ({ refreshToken }) =>
        noticed(this.#call('logout', tab, () => this.#logout(refreshToken!))).result,
    };
  }

  /** Notes that a tab is frozen while its calls are under way. */
  freezeTab(tab: number): void {
    for (const call of this.pending) call.wasFrozen ||= call.tab === tab;
  }

  /** Notes that a tab may not get the answers to its refreshes in time, because its page was left. */
  mayLoseAnswers(tab: number): void {
    for (const { tab: of, refreshToken } of this.pending) {
      if (of === tab && refreshToken) this.#families[parse(refreshToken)[0]]!.lost = true;
    }
  }

  /** Asks for something that needs an access token; says whether the token was good. */
  resource(tab: number, accessToken: string | null): Promise<boolean> {
    return this.#call('resource', tab, () => this.#isGood(accessToken)).result;
  }

  /** Lets every access token end that has been given so far. */
  expireAccessTokens(): void {
    for (const family of this.#families) family.access++;
  }

  /** Drops what a closed tab has under way. Some of it may have reached the server. */
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
    // A clock that was set back must not make the grace last.
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

/** The session that a token of this server belongs to. */
export function sessionAtServer(token: string): string {
  return token.split('.')[1]!;
}

function parse(token: string): readonly [number, number] {
  const [, family, count] = token.split('.');
  return [Number(family), Number(count)];
}
