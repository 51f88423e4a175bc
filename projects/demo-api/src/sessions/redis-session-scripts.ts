// What changes sessions in Redis. Redis runs one script at a time and writes its changes together, so that each is
// atomic against every other process and against a crash. A token leads to its session by a key that never changes, and
// the session says whether it is the live one: no second key can contradict the first.
//
// Keys that depend on what a script reads are put together in it, so this works with one Redis and its replicas, not
// with a cluster that spreads keys.

/** Ends a session once. Takes its id, why, now, and what begins the keys of sessions and of the sessions of a user. */
const REVOKE_ONE = `
local function revoke_one(id, reason, now, sessions, ofUsers)
  local found = redis.call('HMGET', sessions .. id, 'userId', 'revokedAt')
  if not found[1] or found[2] then return 0 end
  redis.call('HSET', sessions .. id, 'revokedAt', now, 'revokedFor', reason)
  redis.call('ZREM', ofUsers .. found[1], id)
  return 1
end`;

/**
 * Adds a session. Ends the one that it replaces and, if the user then has as many as allowed, all of these. Returns
 * whether it ended the first, and the ids of the others. Sessions that have expired leave the list of the user, so they
 * are revoked too: if the clock were set back, they would be live and uncounted.
 *
 * KEYS: the new session, its token, the sessions of the user. ARGV: now, its life in milliseconds, its end, its id, how
 * many are allowed, what begins the key of a session and of the sessions of a user, the id of the one that it replaces or
 * nothing, then the fields of the new one.
 */
export const ADD = `${REVOKE_ONE}
local session, token, ofUser = KEYS[1], KEYS[2], KEYS[3]
local now, life, id = ARGV[1], ARGV[2], ARGV[4]
local function revoke(ids, reason)
  for _, other in ipairs(ids) do
    local key = ARGV[6] .. other
    if redis.call('EXISTS', key) == 1 then
      redis.call('HSET', key, 'revokedAt', now, 'revokedFor', reason)
    end
    redis.call('ZREM', ofUser, other)
  end
end
local replaced = revoke_one(ARGV[8], 'replaced_by_login', now, ARGV[6], ARGV[7])
revoke(redis.call('ZRANGEBYSCORE', ofUser, '-inf', now), 'expired')
local evicted = {}
if redis.call('ZCARD', ofUser) >= tonumber(ARGV[5]) then
  evicted = redis.call('ZRANGE', ofUser, 0, -1)
  revoke(evicted, 'too_many_sessions')
end
redis.call('HSET', session, unpack(ARGV, 9))
redis.call('PEXPIRE', session, life)
redis.call('SET', token, id, 'PX', life)
redis.call('ZADD', ofUser, ARGV[3], id)
if redis.call('PTTL', ofUser) < tonumber(life) then redis.call('PEXPIRE', ofUser, life) end
return { replaced, evicted }`;

/**
 * Compare-and-swap of the live token. The spent one keeps its key, so that it is known when it comes back.
 *
 * KEYS: the live token, the next one. ARGV: now, hash of the live token, hash of the next one, the sealed successor,
 * what begins the key of a session.
 */
export const ROTATE = `
local now, hash = ARGV[1], ARGV[2]
local id = redis.call('GET', KEYS[1])
if not id then return 0 end
local session = ARGV[5] .. id
local found = redis.call('HMGET', session, 'tokenHash', 'expiresAt', 'revokedAt')
if found[1] ~= hash or found[3] or tonumber(now) >= tonumber(found[2]) then return 0 end
local life = redis.call('PTTL', session)
if life <= 0 then return 0 end
redis.call('SET', KEYS[2], id, 'PX', life)
redis.call('HSET', session,
  'tokenHash', ARGV[3], 'previousHash', hash, 'sealedSuccessor', ARGV[4], 'lastUsedAt', now)
return 1`;

/**
 * Ends a session once.
 *
 * KEYS: the session. ARGV: now, its id, why, what begins the key of a session and of the sessions of a user.
 */
export const REVOKE = `${REVOKE_ONE}
return revoke_one(ARGV[2], ARGV[3], ARGV[1], ARGV[4], ARGV[5])`;
