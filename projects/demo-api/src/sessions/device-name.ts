const BROWSERS: readonly (readonly [RegExp, string])[] = [
  // Nearly every browser's user agent names Chrome, and Chrome's names Safari, so specific names come first.
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:HeadlessChrome|Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** Returns a short name for a device, from its user agent. */
export function deviceName(userAgent = ''): string {
  const browser = firstMatch(BROWSERS, userAgent);
  const system = firstMatch(SYSTEMS, userAgent);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? 'Unknown device';
}

/**
 * Makes a device name unique, such as `Firefox on Linux (2)`. The other devices keep their names when one is removed.
 */
export function distinctName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let count = 2; taken.includes(free); count++) free = `${name} (${count})`;
  return free;
}

function firstMatch(names: readonly (readonly [RegExp, string])[], text: string) {
  return names.find(([pattern]) => pattern.test(text))?.[1];
}
