/** Redis did not reply. The command may or may not have been executed. */
export class RedisUnreachable extends Error {
  override readonly name = 'RedisUnreachable';
}
