import { HttpErrorResponse } from '@angular/common/http';
import { defer, Observable } from 'rxjs';
import { Settling } from './settling';

/**
 * A call that the library makes to the server: what it was made with, and what it is answered. A script holds for
 * every call that is answered after it, until the next one.
 *
 * @example
 * const { login } = TestBed.inject(AuthTestingController);
 * login.reject();
 * TestBed.inject(AuthService).login({ password: 'wrong' });
 * expect(login.calls).toEqual([{ password: 'wrong' }]);
 */
export interface ScriptedCall<Input, Answer> {
  /** What each call so far was made with, the earliest first. */
  readonly calls: readonly Input[];
  /**
   * Says yes.
   *
   * @param answer default: what the server would say of itself
   */
  accept(answer?: Answer): void;
  /**
   * Says no.
   *
   * @param status HTTP status of the answer. Default 401
   */
  reject(status?: number): void;
  /**
   * Fails for the moment.
   *
   * @param status HTTP status of the answer, such as 503. Default 0: no server answers
   */
  fail(status?: number): void;
  /** Leaves calls without an answer until the returned function is called. */
  hold(): () => void;
}

/** The server's side of it. `undefined` is the answer of a server without a script. */
export interface ServedCall<Input, Answer> extends ScriptedCall<Input, Answer> {
  serve(input: Input): Observable<Answer | undefined>;
}

/** Makes a call that is accepted until a test says otherwise. */
export function createScriptedCall<Input, Answer>(settling: Settling): ServedCall<Input, Answer> {
  const calls: Input[] = [];
  let respond = (): Answer | undefined => undefined;
  let held: Promise<void> | null = null;

  function refuse(status: number): void {
    respond = () => {
      throw new HttpErrorResponse({ status, statusText: 'Scripted by a test' });
    };
  }

  return {
    calls,
    accept: (answer) => void (respond = () => answer),
    reject: (status = 401) => refuse(status),
    fail: (status = 0) => refuse(status),
    hold() {
      let release!: () => void;
      const own = new Promise<void>((resolve) => (release = resolve));
      held = own;
      return () => {
        if (held === own) held = null;
        settling.begin();
        release();
      };
    },
    serve: (input) =>
      defer(async () => {
        calls.push(input);
        if (held) await held;
        else settling.begin();
        return respond();
      }),
  };
}
