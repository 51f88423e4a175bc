import { bindingCheck } from '../src/dpop/check-binding.ts';
import { DEMO_JOBS } from '../src/jobs/demo-jobs.ts';
import { addCurrentUser } from '../src/routes/current-user.ts';
import { addHealth } from '../src/routes/health.ts';
import { addJobList } from '../src/routes/job-list.ts';
import { addLogin } from '../src/routes/login.ts';
import { addLogout } from '../src/routes/logout.ts';
import { addOwnSessions } from '../src/routes/own-sessions.ts';
import { addRefreshToken } from '../src/routes/refresh-token.ts';
import { addSecretRandomNumber } from '../src/routes/secret-random-number.ts';
import { addUserList } from '../src/routes/user-list.ts';
import { memoryAttempts } from '../src/security/limits/attempt-counter.ts';
import { authenticator } from '../src/security/authenticate.ts';
import { loginLimits } from '../src/security/limits/login-limits.ts';
import { refreshLimit } from '../src/security/limits/refresh-limit.ts';
import { accessTokens } from '../src/tokens/access-token.ts';
import { passwordCheck } from '../src/users/check-password.ts';
import { seedUsers } from '../src/users/seed-users.ts';
import { openDatabase, storedSecret } from './database.ts';
import { indexedDbSessionStore } from './indexed-db-session-store.ts';
import { memoryUserStore } from './memory-user-store.ts';
import { pbkdf2Hasher } from './pbkdf2-hasher.ts';
import { createRouteHost } from './route-host.ts';

/** Short enough that a visitor sees an access token expire. The rest is what the server has by default. */
const TOKENS = { accessSeconds: 120, refreshSeconds: 2_592_000, graceSeconds: 5 };
const MAX_SESSIONS = 5;
const LOGIN_LIMIT = { perAccount: 10, perAddress: 50, windowSeconds: 60 };
const REFRESH_LIMIT = { perAddress: 50, windowSeconds: 60 };

/** Gives the function that answers the demo's requests. */
export async function createApi(): Promise<(request: Request) => Promise<Response>> {
  const db = await openDatabase();
  const clock = Date.now;
  const sessions = indexedDbSessionStore(db);
  const users = memoryUserStore();
  await seedUsers(users, pbkdf2Hasher);
  const attempts = memoryAttempts(clock);
  const { app, answer } = createRouteHost(attempts);
  const tokens = accessTokens(await storedSecret(db), TOKENS.accessSeconds, clock);
  const checkProof = () => Promise.resolve(undefined);
  const parts = {
    sessions,
    users,
    jobs: { list: () => Promise.resolve(DEMO_JOBS.map(toJob)) },
    clock,
    accessTokens: tokens,
    tokens: TOKENS,
    maxSessions: MAX_SESSIONS,
    cookies: { allowedOrigins: [], alwaysSecure: false },
    authenticate: authenticator(tokens, sessions, users, bindingCheck(checkProof), clock),
    checkProof,
    checkPassword: await passwordCheck(users, pbkdf2Hasher),
    beginLogin: loginLimits(app, attempts, LOGIN_LIMIT),
    limitRefresh: refreshLimit(app, attempts, REFRESH_LIMIT),
  };
  addLogin(app, parts);
  addRefreshToken(app, parts);
  addLogout(app, parts);
  addCurrentUser(app, parts);
  addJobList(app, parts);
  addSecretRandomNumber(app, parts);
  addUserList(app, parts);
  addOwnSessions(app, parts);
  addHealth(app);
  return answer;
}

function toJob([title, company, location]: (typeof DEMO_JOBS)[number], index: number) {
  return { id: index + 1, title, company, location };
}
