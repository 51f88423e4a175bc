// Runs before the first paint, so that a chosen theme does not flash up in the other one.
// A file of its own, because a strict content security policy allows no inline script.
try {
  const theme = localStorage.getItem('demo.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be blocked. The system's theme it is.
}
