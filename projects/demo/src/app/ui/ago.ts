const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

const FORMAT = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

/** How long ago something was, in the visitor's own locale: "3 minutes ago". */
export function ago(time: number, now: number): string {
  const passed = Math.max(0, now - time);
  const [unit, length] = UNITS.find(([, length]) => passed >= length) ?? ['second', passed || 1];
  return FORMAT.format(unit === 'second' ? 0 : -Math.floor(passed / length), unit);
}
