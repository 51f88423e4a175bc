import * as fc from 'fast-check';
import { beganBefore, nextSessionId } from './session-id';

describe('nextSessionId', () => {
  it('names a session that began after all that are known', () => {
    const known = ['', nextSessionId(), nextSessionId(nextSessionId()), 'of another application'];
    const next = nextSessionId(...known);
    for (const id of known) {
      expect(beganBefore(id, next)).withContext(id).toBeTrue();
      expect(beganBefore(next, id)).withContext(id).toBeFalse();
    }
  });

  it('counts past nine', () => {
    let id = '';
    for (let count = 0; count < 12; count++) {
      const next = nextSessionId(id);
      expect(beganBefore(id, next)).withContext(next).toBeTrue();
      id = next;
    }
  });

  it('gives two sessions two names, though two tabs count alike', () => {
    expect(nextSessionId('1-a')).not.toBe(nextSessionId('1-a'));
  });
});

describe('beganBefore', () => {
  it('X7 puts any ids in one order, in which none comes before itself', () => {
    const id = fc.oneof(
      fc.string(),
      fc.tuple(fc.nat(20), fc.string()).map(([count, rest]) => `${count}-${rest}`),
    );
    const property = fc.property(id, id, id, (a, b, c) => {
      const inOrder = a === b ? !beganBefore(a, b) : beganBefore(a, b) !== beganBefore(b, a);
      const chained = !(beganBefore(a, b) && beganBefore(b, c)) || beganBefore(a, c);
      return inOrder && chained;
    });
    expect(() => fc.assert(property)).not.toThrow();
  });
});
