import Type from 'typebox';

/** Rejects unknown members: they are a mistake or an attack, so don't ignore them. */
const CLOSED = { additionalProperties: false };

const DeviceId = Type.Optional(Type.String({ minLength: 1, maxLength: 256 }));
const RefreshToken = Type.Optional(Type.String({ minLength: 1, maxLength: 512 }));

/** The body of a login. The length limit on the password bounds the work of hashing it. */
export const LoginBody = Type.Object(
  {
    username: Type.String({ minLength: 1, maxLength: 128 }),
    password: Type.String({ minLength: 1, maxLength: 1024 }),
    deviceId: DeviceId,
  },
  CLOSED,
);

/** The body of a refresh. In cookie mode it contains no token. */
export const RefreshBody = Type.Object({ refreshToken: RefreshToken, deviceId: DeviceId }, CLOSED);

/** The body of a logout. In cookie mode it contains no token. */
export const LogoutBody = Type.Object({ refreshToken: RefreshToken }, CLOSED);
