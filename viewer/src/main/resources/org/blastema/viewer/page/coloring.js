// From numbers of cells to their colors.

import { cssColor, kindColor, mapTable, MISSING_COLOR } from "./colormaps.js";

/**
 * How cells are colored in a frame.
 * - column: name; `type`, `id` and `parent` are kinds, all others are amounts
 * - log: whether limits and numbers are decimal logarithms
 * @typedef {{
 *   column: string,
 *   map: string,
 *   low: number,
 *   high: number,
 *   log: (boolean|undefined)
 * }}
 */
export let Coloring;

/**
 * Which colors numbers get.
 * - log: whether limits and numbers are decimal logarithms
 * @typedef {{map: string, low: number, high: number, log: (boolean|undefined)}}
 */
export let Scale;

/** Decades below the largest number that a logarithmic scale shows unless told otherwise. */
const MOST_DECADES = 6;

/**
 * A scale between limits that were set, or else those of the numbers.
 * @param {!Array<?number>} limits smallest, largest and smallest positive number
 * @param {number|null} low
 * @param {number|null} high
 * @param {boolean} log whether limits are wanted as logarithms, if they have some
 * @param {string} map
 * @param {boolean=} positive whether the lower limit must have a logarithm
 * @returns {!Scale}
 */
export function scaleWithin(limits, low, high, log, map, positive = log) {
  const to = /** @type {number} */ (high ?? limits[1]);
  const from = /** @type {number} */ (low ?? (positive && limits[2] ? Math.max(limits[2], to * 10 ** -MOST_DECADES) : limits[0]));
  return /** @type {!Scale} */ (log && from > 0 && to > from
    ? { map, low: Math.log10(from), high: Math.log10(to), log: true }
    : { map, low: from, high: to, log: false });
}

/** Whether a column says what a cell is, not how much it has. */
export function isKind(column) {
  return column === "type" || column === "parent" || column === "id";
}

/** The color of a number. */
export function colorOf(value, coloring) {
  if (isKind(coloring.column)) {
    return coloring.column === "type" ? kindColor(value) : value < 0 ? MISSING_COLOR : kindColor(scatter(value));
  }
  if (!Number.isFinite(value)) {
    return MISSING_COLOR;
  }
  const table = mapTable(coloring.map);
  const k = 3 * stepOf(value, coloring);
  return [table[k], table[k + 1], table[k + 2]];
}

/** Neighbors in number get different colors. */
function scatter(value) {
  return (value * 5 + (value >> 3)) % 7;
}

/** The place of a number in the table of a color map. */
export function stepOf(value, coloring) {
  const span = coloring.high - coloring.low;
  const share = span > 0 ? (value - coloring.low) / span : 0.5;
  return Math.round(255 * Math.min(1, Math.max(0, share)));
}

/**
 * Colors of all cells as the graphics card takes them; a cell that is not shown has alpha 0, one
 * that stands back has alpha 128.
 * @param {!Tissue} tissue
 * @param {!Column|null} column null to color by type
 * @param {Coloring} coloring
 * @param {function(number): boolean} shown
 * @param {(function(number): boolean)|null=} emphasized null if all are
 */
export function cellColors(tissue, column, coloring, shown, emphasized = null) {
  const colors = new Uint8Array(4 * tissue.count);
  const quick = column && !isKind(coloring.column) ? quantumColors(column, coloring) : null;
  for (let i = 0; i < tissue.count; i++) {
    if (!shown(i)) {
      continue;
    }
    if (quick) {
      const k = quick.table[column.quanta[i]];
      colors[4 * i] = quick.map[k];
      colors[4 * i + 1] = quick.map[k + 1];
      colors[4 * i + 2] = quick.map[k + 2];
      if (k === quick.missing) {
        colors.set(MISSING_COLOR, 4 * i);
      }
    } else {
      colors.set(colorOf(column ? column.value(i) : tissue.types[i], coloring), 4 * i);
    }
    colors[4 * i + 3] = emphasized === null || emphasized(i) ? 255 : 128;
  }
  return colors;
}

/** The place in the color map of every quantum: one look-up a cell instead of arithmetic. */
function quantumColors(column, coloring) {
  const table = new Uint16Array(65536);
  const missing = 3 * 256;
  for (let q = 0; q < 65535; q++) {
    table[q] = 3 * stepOf(column.low + (q / 65534) * (column.high - column.low), coloring);
  }
  table[65535] = missing;
  return { table, map: mapTable(coloring.map), missing };
}

/** Stops of a color bar from low to high, for a canvas gradient. */
export function barStops(map) {
  const table = mapTable(map);
  const stops = [];
  for (let i = 0; i <= 32; i++) {
    const k = 3 * Math.round((i / 32) * 255);
    stops.push([i / 32, cssColor([table[k], table[k + 1], table[k + 2]])]);
  }
  return stops;
}
