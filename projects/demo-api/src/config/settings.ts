import Type, { type Static, type TSchema } from 'typebox';

const text = (what: string, fallback?: string) =>
  Type.String({ description: what, minLength: 1, default: fallback });
const whole = (what: string, minimum: number, maximum: number, fallback?: number) =>
  Type.Integer({ description: what, minimum, maximum, default: fallback });
const optional = <T extends TSchema>(schema: T) => Type.Optional(schema);

const YEAR = 31_536_000;

/** The environment variables. Each description completes the sentence "Set X to ...". */
export const Settings = Type.Object({
  NODE_ENV: optional(
    Type.Enum(['development', 'test', 'production'], {
      description: 'development, test or production',
    }),
  ),
  HOST: text('the address to listen on, such as 127.0.0.1', '127.0.0.1'),
  PORT: whole('a port, or 0 for any free one', 0, 65_535, 3000),
  DATABASE_FILE: text('the path of the SQLite file', '.data/demo.sqlite'),
  DEMO_USERS: optional(Type.Enum(['on', 'off'], { description: 'on or off' })),
  REDIS_URL: optional(
    Type.String({
      description: 'the address of a Redis, such as redis://127.0.0.1:6379',
      pattern: '^rediss?://[^/]',
    }),
  ),
  JWT_SECRET: optional(text('at least 32 random bytes, for example from: openssl rand -base64 48')),
  ACCESS_TOKEN_SECONDS: whole('the life of an access token in seconds', 1, 86_400, 900),
  REFRESH_TOKEN_SECONDS: whole('the life of a session in seconds', 1, YEAR, 2_592_000),
  REFRESH_GRACE_SECONDS: whole('for how many seconds a spent token may come again', 0, 60, 5),
  DPOP_WINDOW_SECONDS: whole('how many seconds the time in a proof may be off', 1, 600, 60),
  DPOP_NONCE_SECONDS: whole('for how many seconds a nonce is taken, or 0', 0, 86_400, 0),
  DPOP_PROOFS_PER_USER: whole('how many proofs of a user are remembered', 10, 100_000, 10_000),
  MAX_SESSIONS: whole('how many sessions a user may have', 1, 100, 5),
  PUBLIC_ORIGIN: optional(text('the origin of this server, such as https://app.example.com')),
  ALLOWED_ORIGINS: text('a comma list of origins, such as http://localhost:4200', ''),
  STATIC_DIR: optional(text('the folder of a built application')),
  RENDERER: optional(text('the server.mjs that renders the pages of the application')),
  LOGIN_LIMIT_PER_ACCOUNT: whole('how many failed logins one account may have', 1, 1e6, 10),
  LOGIN_LIMIT_PER_ADDRESS: whole('how many failed logins one address may have', 1, 1e6, 50),
  LOGIN_LIMIT_WINDOW_SECONDS: optional(whole('for how long failed logins count', 1, 86_400)),
  REFRESH_LIMIT_PER_ADDRESS: whole('how many refused refreshes one address may have', 1, 1e6, 50),
  REFRESH_LIMIT_WINDOW_SECONDS: whole('for how long refused refreshes count', 1, 86_400, 60),
  REQUEST_LIMIT_PER_MINUTE: whole('how many requests one address may send', 1, 1e9, 20_000),
  ARRIVAL_TIMEOUT_SECONDS: whole('how many seconds a request may be on its way', 1, 3600, 30),
  REQUEST_TIMEOUT_SECONDS: whole('how many seconds a request may take', 1, 3600, 10),
  // No `trace`: at that level, the framework logs the bytes of an unreadable request, including its tokens.
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
    description: 'fatal, error, warn, info, debug or silent',
    default: 'info',
  }),
  TRUST_PROXY: text('a comma list of the addresses of your proxies, or loopback', ''),
});

/** The settings after validation. */
export type Settings = Static<typeof Settings>;
