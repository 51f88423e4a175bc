import { ErrorReply } from '@redis/client';
import type { Redis } from './redis.ts';

/** What a Redis reports about itself. Members that it doesn't allow this server to read are missing. */
type Said = Readonly<Record<string, string | undefined>>;

/**
 * Returns warnings about data that a Redis may lose. The server still works, so the operator would otherwise notice
 * only when Redis is full or crashes.
 */
export async function checkKeeping(redis: Redis): Promise<string[]> {
  const said = { ...(await infoOf(redis)), ...(await configOf(redis)) };
  const { maxmemory_policy: policy, aof_enabled: appends, appendfsync: fsync } = said;
  const warnings = [
    ...(policy === undefined || policy === 'noeviction' ? [] : [evicts(policy)]),
    ...(appends === '0' ? [said['save'] === '' ? KEEPS_NOTHING : KEEPS_SNAPSHOTS] : []),
    ...(appends === '1' && fsync !== undefined && fsync !== 'always' ? [writesLater(fsync)] : []),
  ];
  const answered = [policy, appends, appends === '1' ? fsync : said['save']];
  return answered.includes(undefined) ? [...warnings, UNKNOWN] : warnings;
}

/** `INFO` has lines such as `aof_enabled:1`. */
async function infoOf(redis: Redis): Promise<Said> {
  const text = await allowed(redis.ask((client) => client.info()));
  return Object.fromEntries(
    [...(text ?? '').matchAll(/^(\w+):(.*?)\r?$/gm)].map(([, name, value]) => [name, value]),
  ) as Said;
}

async function configOf(redis: Redis): Promise<Said> {
  return (await allowed(redis.ask((client) => client.configGet(['appendfsync', 'save'])))) ?? {};
}

/** A hosted Redis may refuse these commands. The server starts anyway. */
async function allowed<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ErrorReply) return undefined;
    throw error;
  }
}

const evicts = (policy: string) =>
  `Redis has maxmemory-policy ${policy}: when it is full, sessions, proofs and counts of failed logins vanish. ` +
  'Set it to noeviction.';

const KEEPS_NOTHING =
  'Redis writes nothing to the disk: when it restarts, every user is signed out. Set appendonly to yes, and appendfsync ' +
  'to always.';

const KEEPS_SNAPSHOTS =
  'Redis has no append-only file: when it crashes, a sign-out can be undone and a session lost. Set appendonly to yes, ' +
  'and appendfsync to always.';

const writesLater = (fsync: string) =>
  `Redis has appendfsync ${fsync}: when it crashes, a sign-out of the last moments can be undone. Set it to always.`;

const UNKNOWN =
  'Redis does not say all of maxmemory-policy, appendonly, appendfsync and save, so it was not checked whether it keeps ' +
  'what it is given.';
