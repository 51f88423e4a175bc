/** Redis did not answer. What was asked may or may not have been done. */
export class RedisUnreachable extends Error {
  override readonly name = 'RedisUnreachable';
}
