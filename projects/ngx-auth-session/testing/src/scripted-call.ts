import { HttpErrorResponse } from '@angular/common/http';
import { defer, Observable } from 'rxjs';
import { Settling } from './settling';

/**
 * One kind of call that the library makes to the server: records its inputs and sets its response. A response applies to
 * every call answered after you set it, until you set another one.
 *
 * @example
 * const { login } = TestBed.inject(AuthTestingController);
 * login.reject();
 * TestBed.inject(AuthService).login({ password: 'wrong' });
 * expect(login.calls).toEqual([{ password: 'wrong' }]);
 */
export interface ScriptedCall<Input, Answer> {
  /** The input of each call so far, oldest first. */
  readonly calls: readonly Input[];
  /**
   * Makes the calls succeed.
   *
   * @param answer the response. Default: the user of the test, with new tokens
   */
  accept(answer?: Answer): void;
  /**
   * Makes the server refuse the calls.
   *
   * @param status HTTP status of the response. Default 401
   */
  reject(status?: number): void;
  /**
   * Makes the calls fail temporarily.
   *
   * @param status HTTP status of the response, such as 503. Default 0: the server can't be reached
   */
  fail(status?: number): void;
  /** Delays the responses until you call the returned function. */
  hold(): () => void;
}

/** A scripted call with its server side. `serve()` emits `undefined` if the test set no response. */
export interface ServedCall<Input, Answer> extends ScriptedCall<Input, Answer> {
  serve(input: Input): Observable<Answer | undefined>;
}

/** Creates a call that succeeds until the test sets another response. */
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
      const thisHold = new Promise<void>((resolve) => (release = resolve));
      held = thisHold;
      return () => {
        if (held === thisHold) held = null;
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
