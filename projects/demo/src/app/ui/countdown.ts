/** Formats a duration as 14:05, or as 1:02:09 from one hour on. Rounds up to the next second. */
export function countdown(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  const hours = Math.floor(seconds / 3600);
  if (hours > 0) parts.unshift(hours);
  return parts.map((part, index) => (index ? String(part).padStart(2, '0') : part)).join(':');
}
