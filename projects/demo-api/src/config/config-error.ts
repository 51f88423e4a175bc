/** A setting is missing or invalid. The message names the variable and what to set. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
