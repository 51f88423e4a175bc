// The scripts that change sessions in Redis. Redis runs one script at a time and writes its changes together, so each is
// atomic, also against other processes and crashes. The key of a token maps to its session and never changes. Only the
// session says which token is live, so two keys can't contradict each other.
//
// Some scripts build keys from values that they read, so this works with a single Redis and its replicas, but not with a
// cluster that distributes keys.

/**
 * Ends a session once. Takes its id, the reason, the current time, and the key prefixes of sessions and of users'
 * session lists.
 */
const REVOKE_ONE = `
local function revoke_one(id, reason, now, sessions, ofUsers)
  local found = redis.call('HMGET', sessions .. id, 'userId', 'revokedAt')
  if not found[1] or found[2] then return 0 end
  redis.call('HSET', sessions .. id, 'revokedAt', now, 'revokedFor', reason)
  redis.call('ZREM', ofUsers .. found[1], id)
  return 1
end`;

/**
 * Adds a session. Ends the session that it replaces. If the user then still has the maximum number, ends all of those.
 * Returns whether it ended the replaced one, and the ids of the others. Expired sessions leave the user's list, so they
 * are revoked too: if the clock were set back, they would be live but not counted.
 *
 * KEYS: the new session, its token, the user's session list. ARGV: the current time, the session's lifetime in
 * milliseconds, its expiry, its id, the maximum number of sessions, the key prefixes of sessions and of users' session
 * lists, the id of the replaced session or an empty string, then the fields of the new session.
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
 * Compares and swaps the live token. The previous token keeps its key, so that its reuse is recognized.
 *
 * KEYS: the live token, the next token. ARGV: the current time, the hash of the live token, the hash of the next one,
 * the sealed successor, the key prefix of sessions.
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
 * KEYS: the session. ARGV: the current time, its id, the reason, the key prefixes of sessions and of users' session
 * lists.
 */
export const REVOKE = `${REVOKE_ONE}
return revoke_one(ARGV[2], ARGV[3], ARGV[1], ARGV[4], ARGV[5])`;
