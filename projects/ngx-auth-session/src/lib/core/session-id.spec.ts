import * as fc from 'fast-check';
import { beganBefore, nextSessionId } from './session-id';

const NOW = 1_700_000_000_000;

describe('nextSessionId', () => {
  it('names a session that began after all that are known', () => {
    const first = nextSessionId(NOW);
    const known = ['', first, nextSessionId(NOW, first), 'of another application', '9'.repeat(25)];
    const next = nextSessionId(NOW, ...known);
    for (const id of known) {
      expect(beganBefore(id, next)).withContext(id).toBeTrue();
      expect(beganBefore(next, id)).withContext(id).toBeFalse();
    }
  });

  it('T1 counts on where the clock was set back', () => {
    let id = nextSessionId(NOW);
    for (let hour = 1; hour < 12; hour++) {
      const next = nextSessionId(NOW - hour * 3_600_000, id);
      expect(beganBefore(id, next)).withContext(next).toBeTrue();
      id = next;
    }
  });

  it('S1 comes after sessions that an emptied storage knows nothing of', () => {
    const before = nextSessionId(NOW, nextSessionId(NOW));
    expect(beganBefore(before, nextSessionId(NOW + 1_000))).toBeTrue();
  });

  it('gives two sessions two names, though two tabs come to one number', () => {
    expect(nextSessionId(NOW)).not.toBe(nextSessionId(NOW));
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
