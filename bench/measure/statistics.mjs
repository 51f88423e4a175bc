// What is made of many short rounds.

/** @returns {number} */
export function median(/** @type {number[]} */ values) {
  return quantile(values, 0.5);
}

/** @returns {number} */
function quantile(/** @type {number[]} */ values, /** @type {number} */ share) {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place % 1);
}

/** The median of ratios and the range that holds the middle half of them. */
export function summary(/** @type {number[]} */ ratios) {
  const rounded = (/** @type {number} */ share) => Number(quantile(ratios, share).toFixed(3));
  return { median: rounded(0.5), middleHalf: [rounded(0.25), rounded(0.75)] };
}
