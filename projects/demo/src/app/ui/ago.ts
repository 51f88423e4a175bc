const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

const FORMAT = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

/** Formats how long ago a time was, in the browser's locale, such as "3 minutes ago". */
export function ago(time: number, now: number): string {
  const passed = Math.max(0, now - time);
  const [unit, length] = UNITS.find(([, length]) => passed >= length) ?? ['second', passed || 1];
  return FORMAT.format(unit === 'second' ? 0 : -Math.floor(passed / length), unit);
}
