// Formats figures. Locale and units are fixed, so that the page is the same everywhere.

const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Formats bytes in binary units, like the settings: 1536 is "1.5 KB". At most three digits. */
export function bytes(value) {
  let unit = 0;
  let scaled = value;
  while (Math.abs(scaled) >= 999.5 && unit < UNITS.length - 1) {
    scaled /= 1024;
    unit++;
  }
  return `${short(scaled)} ${UNITS[unit]}`;
}

/** Formats a count with separators: 12,345. */
export function count(value) {
  return COUNT.format(value);
}

/** Formats a count with its noun: "1 chunk", "2 chunks". */
export function counted(value, singular, plural = `${singular}s`) {
  return `${count(value)} ${value === 1 ? singular : plural}`;
}

/** Formats milliseconds as a duration: "0.4 ms", "12 ms", "1.3 s", "1 min", "2 min 5 s". */
export function duration(milliseconds) {
  if (milliseconds < 1000) {
    return `${short(milliseconds)} ms`;
  }
  if (milliseconds < 60_000) {
    return `${short(milliseconds / 1000)} s`;
  }
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min${seconds % 60 ? ` ${seconds % 60} s` : ''}`;
}

/** Formats a share of a whole: "0%", "below 0.1%", "3.1%", "37%". */
export function percent(part, whole) {
  const value = whole > 0 ? 100 * part / whole : 0;
  return value > 0 && value < 0.1 ? 'below 0.1%' : `${Number(value.toFixed(value < 9.95 ? 1 : 0))}%`;
}

function short(value) {
  const size = Math.abs(value);
  return String(Number(value.toFixed(size >= 99.5 || Number.isInteger(value) ? 0 : size >= 9.95 ? 1 : 2)));
}
