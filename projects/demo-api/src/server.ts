import closeWithGrace from 'close-with-grace';
import { createApp } from './app.ts';
import { ConfigError, readConfig } from './config/read-config.ts';
import { sqliteJobStore } from './jobs/job-store.ts';
import { sqliteSessionStore } from './sessions/sqlite-session-store.ts';
import { openDatabase } from './storage/database.ts';
import { storedSecret } from './storage/stored-secret.ts';
import { argon2Hasher } from './users/password-hasher.ts';
import { seedUsers } from './users/seed-users.ts';
import { sqliteUserStore } from './users/user-store.ts';

/** Starts the process: configuration, database, server, and an orderly end. */
async function start(): Promise<void> {
  const config = readConfig(process.env);
  const db = openDatabase(config.databaseFile);
  const users = sqliteUserStore(db);
  const passwordHasher = argon2Hasher();
  await seedUsers(users, passwordHasher);

  const app = await createApp(config, {
    jwtSecret: config.jwtSecret ?? storedSecret(db),
    clock: Date.now,
    sessions: sqliteSessionStore(db),
    users,
    jobs: sqliteJobStore(db),
    passwordHasher,
    logger: { level: config.logLevel },
  });
  closeWithGrace({ delay: 5000, logger: app.log }, async ({ err }) => {
    if (err) app.log.error({ err }, 'stopping after an error');
    await app.close();
    db.close();
  });
  await app.listen({
    host: config.host,
    port: config.port,
    listenTextResolver: (address) => `listening at ${address}`,
  });
}

try {
  await start();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
