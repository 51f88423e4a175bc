import closeWithGrace from 'close-with-grace';
import { createApp } from './app.ts';
import { ConfigError } from './config/config-error.ts';
import { readConfig } from './config/read-config.ts';
import { sqliteJobStore } from './jobs/job-store.ts';
import { openDatabase } from './storage/database.ts';
import { RedisUnreachable } from './storage/redis-unreachable.ts';
import { openSharedState } from './storage/shared-state.ts';
import { storedSecret } from './storage/stored-secret.ts';
import { argon2Hasher } from './users/password-hasher.ts';
import { prepareUsers } from './users/prepare-users.ts';
import { sqliteUserStore } from './users/user-store.ts';

/** Starts the process: configuration, stores, server, and an orderly shutdown. */
async function start(): Promise<void> {
  const config = readConfig(process.env);
  const db = openDatabase(config.databaseFile);
  const users = sqliteUserStore(db);
  const passwordHasher = argon2Hasher();
  const ofUsers = await prepareUsers(users, passwordHasher, config.demoUsers);

  const { proofsPerUser } = config.dpop;
  const shared = await openSharedState(config.redisUrl, db, Date.now, proofsPerUser);
  const app = await createApp(config, {
    jwtSecret: config.jwtSecret ?? storedSecret(db),
    clock: Date.now,
    sessions: shared.sessions,
    attempts: shared.attempts,
    replays: shared.replays,
    users,
    jobs: sqliteJobStore(db),
    passwordHasher,
    logger: { level: config.logLevel },
  });
  closeWithGrace({ delay: 5000, logger: app.log }, async ({ err }) => {
    if (err) app.log.error({ err }, 'stopping after an error');
    await app.close();
    await shared.close();
    db.close();
  });
  for (const warning of [...ofUsers, ...config.warnings, ...shared.warnings]) app.log.warn(warning);
  await app.listen({
    host: config.host,
    port: config.port,
    listenTextResolver: (address) => `listening at ${address}`,
  });
}

try {
  await start();
} catch (error) {
  const explained = error instanceof ConfigError || error instanceof RedisUnreachable;
  console.error(explained ? error.message : error);
  process.exit(1);
}
