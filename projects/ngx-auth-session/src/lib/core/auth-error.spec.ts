import { AuthError, isAuthError } from './auth-error';

describe('AuthError', () => {
  it('uses the code as its message if there is no other', () => {
    const error = new AuthError('network');
    expect(error.code).toBe('network');
    expect(error.message).toBe('network');
    expect(error.name).toBe('AuthError');
    expect(String(error)).toBe('AuthError: network');
  });

  it('keeps the cause and the facts of the response', () => {
    const cause = new TypeError('Failed to fetch');
    const error = new AuthError('rate-limited', 'Too many', {
      cause,
      status: 429,
      retryAfterSeconds: 7,
    });
    expect(error.message).toBe('Too many');
    expect(error.cause).toBe(cause);
    expect(error.status).toBe(429);
    expect(error.retryAfterSeconds).toBe(7);
  });

  it('has no status if no response arrived', () => {
    const error = new AuthError('timeout');
    expect(error.status).toBeUndefined();
    expect(error.retryAfterSeconds).toBeUndefined();
    expect(error.cause).toBeUndefined();
  });
});

describe('isAuthError', () => {
  it('recognises an error of this library', () => {
    expect(new AuthError('server')).toBeInstanceOf(Error);
    expect(isAuthError(new AuthError('server'))).toBeTrue();
  });

  it('recognises an error of another copy of the package', () => {
    const brand = { [Symbol.for('ngx-auth-session.AuthError')]: true };
    expect(isAuthError(Object.assign(new Error('server'), brand))).toBeTrue();
  });

  it('recognises nothing else', () => {
    const lookalike = { code: 'server', name: 'AuthError', message: 'server' };
    const branded = { [Symbol.for('ngx-auth-session.AuthError')]: true };
    for (const value of [new Error('server'), lookalike, branded, 'server', null, undefined, 7]) {
      expect(isAuthError(value)).withContext(JSON.stringify(value)).toBeFalse();
    }
  });
});
