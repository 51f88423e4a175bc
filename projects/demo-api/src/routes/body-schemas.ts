import Type from 'typebox';

/** Closed: a member that nobody expects is a mistake or an attempt, never to be ignored. */
const CLOSED = { additionalProperties: false };

const DeviceId = Type.Optional(Type.String({ minLength: 1, maxLength: 256 }));
const RefreshToken = Type.Optional(Type.String({ minLength: 1, maxLength: 512 }));

/** The body of a login. The limit on the password bounds the work of hashing it. */
export const LoginBody = Type.Object(
  {
    username: Type.String({ minLength: 1, maxLength: 128 }),
    password: Type.String({ minLength: 1, maxLength: 1024 }),
    deviceId: DeviceId,
  },
  CLOSED,
);

/** The body of a refresh; in cookie mode the token is not in it. */
export const RefreshBody = Type.Object({ refreshToken: RefreshToken, deviceId: DeviceId }, CLOSED);

/** The body of a logout; in cookie mode the token is not in it. */
export const LogoutBody = Type.Object({ refreshToken: RefreshToken }, CLOSED);
