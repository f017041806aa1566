// Numbers as people read them.

/**
 * A number with some significant digits.
 * @param {number|null|undefined} value
 * @param {number=} digits
 */
export function numberText(value, digits = 4) {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return "not a number";
  }
  if (Number.isInteger(value) && Math.abs(value) < 1e7) {
    return minus(String(value));
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
    return minus(`${Number(mantissa)}e${Number(exponent)}`);
  }
  return minus(String(Number(value.toPrecision(digits))));
}

function minus(text) {
  return text.replace(/-/g, "\u2212");
}

/** A unit as it is printed; a concentration that has none is a number. */
export function unitText(unit) {
  return unit === "concentration" ? "" : (unit || "").replace(/\bu(?=[mMgls]\b)/g, "µ");
}

/** What the names of columns that tell how the goal depends on a cell begin with. */
export const SENSITIVITY = "sensitivity.";

/** The name of a column as people read it. */
export function columnTitle(name) {
  return name.startsWith(SENSITIVITY) ? `∂goal/∂${name.slice(SENSITIVITY.length)}` : name;
}

/** A name with its unit. */
export function withUnit(name, unit) {
  const text = unitText(unit);
  return text ? `${columnTitle(name)} [${text}]` : columnTitle(name);
}

/** The largest of 1, 2 and 5 times a power of ten that is not above a number. */
export function roundDown(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const share = value / power;
  return (share >= 5 ? 5 : share >= 2 ? 2 : 1) * power;
}

/**
 * Round numbers between two limits.
 * @param {number} low
 * @param {number} high
 * @param {number=} wanted about how many
 * @returns {!Array<number>}
 */
export function ticks(low, high, wanted = 5) {
  if (!(high > low)) {
    return [low];
  }
  let step = roundDown((high - low) / wanted);
  while ((high - low) / step > wanted * 1.5) {
    step *= 2;
  }
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
    found.push(Number((k * step).toPrecision(12)));
  }
  return found;
}

/** Bytes as people say them. */
export function bytesText(bytes) {
  return bytes > 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : bytes > 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} kB`;
}
