import { HttpResponse } from '@angular/common/http';
import { AuthResponse } from '../core/auth-server';
import { AuthCredentials, AuthUser } from '../core/auth-user';

/** What a request to an authentication endpoint can be built from. */
export interface EndpointInput {
  /** What `login()` was called with. */
  readonly credentials?: AuthCredentials;
  /** The access token that the call is about, or that it is made with. */
  readonly accessToken?: string;
  /** The refresh token that the call is about. */
  readonly refreshToken?: string | null;
  /** What the option `deviceId` gave. */
  readonly deviceId?: string;
}

/** A request to an authentication endpoint. `Answer` is what its answer is read as. */
export interface EndpointOptions<Answer> {
  /** Address, relative to the page or absolute; a query is kept. */
  readonly url: string;
  /** HTTP method. Default `'POST'`; `'GET'` for `user`. */
  readonly method?: string;
  /** Builds the body; nothing for no body. Default: what the endpoint usually takes. */
  readonly body?: (input: EndpointInput) => object | undefined;
  /** How the body is written. Default `'json'`. */
  readonly encoding?: 'json' | 'form';
  /** Headers to send besides. Default none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Which token stands in the token header. Default `'none'`; `'access'` for `user`. */
  readonly authorization?: 'none' | 'access' | 'refresh';
  /** Whether cookies go along to another origin. Default `false`. */
  readonly withCredentials?: boolean;
  /** Reads the answer. Its body is the parsed JSON, or the text where it is none. */
  readonly parse?: (response: HttpResponse<unknown>) => Answer;
}

/** The authentication endpoints of a server: an address each, or all that differs from the usual. */
export interface AuthEndpoints {
  /** Takes the credentials, gives tokens. */
  readonly login: string | EndpointOptions<AuthResponse>;
  /** Takes the refresh token, gives tokens. Without it a session ends with its access token. */
  readonly refresh?: string | EndpointOptions<AuthResponse>;
  /** Revokes the refresh token. Without it signing out is known to this device only. */
  readonly logout?: string | EndpointOptions<unknown>;
  /** Gives the user's record; `null` or nothing where nobody is signed in. */
  readonly user?: string | EndpointOptions<AuthUser | null | undefined>;
}

/** An endpoint with every option filled in, except what has no default. */
export type ResolvedEndpoint<Answer> = EndpointOptions<Answer> &
  Required<Pick<EndpointOptions<Answer>, 'method' | 'encoding' | 'authorization'>>;

/** The endpoints with their options filled in. */
export interface ResolvedEndpoints {
  /** Takes the credentials, gives tokens. */
  readonly login: ResolvedEndpoint<AuthResponse>;
  /** Takes the refresh token, gives tokens. */
  readonly refresh?: ResolvedEndpoint<AuthResponse>;
  /** Revokes the refresh token. */
  readonly logout?: ResolvedEndpoint<unknown>;
  /** Gives the user's record. */
  readonly user?: ResolvedEndpoint<AuthUser | null | undefined>;
}

/** Fills in the options of one endpoint, where a server has it. */
export function resolveEndpoint<Answer>(
  given: string | EndpointOptions<Answer> | undefined,
  defaults: Pick<EndpointOptions<Answer>, 'method' | 'authorization'> = {},
): ResolvedEndpoint<Answer> | undefined {
  return given
    ? {
        method: 'POST',
        encoding: 'json',
        authorization: 'none',
        ...defaults,
        ...(typeof given === 'string' ? { url: given } : given),
      }
    : undefined;
}
