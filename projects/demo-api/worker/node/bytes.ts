import { base64url } from 'jose';

/** The part of Node's `Buffer` that the API calls. */
export class Bytes extends Uint8Array<ArrayBuffer> {
  static concat(parts: readonly Uint8Array[]): Bytes {
    const whole = bytes(parts.reduce((length, part) => length + part.length, 0));
    let end = 0;
    for (const part of parts) {
      whole.set(part, end);
      end += part.length;
    }
    return whole;
  }

  override toString(encoding?: string): string {
    return encoding === 'base64url' ? base64url.encode(this) : new TextDecoder().decode(this);
  }
}

/** So many zeros, or a copy. */
export function bytes(from: number | Uint8Array): Bytes {
  return typeof from === 'number' ? Bytes.from({ length: from }) : Bytes.from(from);
}

export { Bytes as Buffer };
