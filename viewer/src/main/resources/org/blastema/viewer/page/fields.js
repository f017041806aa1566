// Chemicals on a grid: a slice of them, its picture, its contour lines, and what they are at a place.

import { mapTable, MISSING_COLOR } from "./colormaps.js";
import { stepOf } from "./coloring.js";

/** Pixels that the longer edge of a smooth picture has about, and most pixels a voxel. */
const PICTURE_PIXELS = 512;
const MOST_FINE = 8;

/**
 * A grid of voxels, always of three axes: a flat one has one layer, whose middle is at z = 0.
 * @typedef {{lower: !Array<number>, spacing: number, shape: !Array<number>, flat: boolean}}
 */
export let Grid;

/**
 * The voxels of one layer.
 * - axis: which the layer lies across; u and v are the other two
 * - layer: its number along that axis
 * - place: coordinate of its middle
 * - width, height: number of voxels along u and v
 * - values: one a voxel, u running fastest
 * @typedef {{
 *   grid: !Grid,
 *   axis: number,
 *   layer: number,
 *   place: number,
 *   u: number,
 *   v: number,
 *   width: number,
 *   height: number,
 *   values: !Float64Array
 * }}
 */
export let Slice;

/**
 * The grid that the server tells of.
 * @param {{lower: !Array<number>, spacing: number, shape: !Array<number>}} told
 * @returns {!Grid}
 */
export function gridOf(told) {
  const flat = told.shape.length === 2;
  return /** @type {!Grid} */ ({
    lower: flat ? [...told.lower, -told.spacing / 2] : [...told.lower],
    spacing: told.spacing,
    shape: flat ? [...told.shape, 1] : [...told.shape],
    flat,
  });
}

/** Lowest and highest corner; a flat grid has no height. */
export function gridBounds(grid) {
  const high = grid.lower.map((low, k) => low + grid.spacing * grid.shape[k]);
  return grid.flat ? [[grid.lower[0], grid.lower[1], 0], [high[0], high[1], 0]] : [[...grid.lower], high];
}

/** The layer at a share of the length of an axis. */
export function layerAt(grid, axis, share) {
  return Math.min(grid.shape[axis] - 1, Math.max(0, Math.floor(share * grid.shape[axis])));
}

/** The share at which a layer is found, for a state of the view. */
export function shareOf(grid, axis, layer) {
  return Number(((Math.min(grid.shape[axis] - 1, Math.max(0, layer)) + 0.5) / grid.shape[axis]).toPrecision(6));
}

/**
 * A layer across an axis.
 * @param {!Grid} grid
 * @param {!Column} column one number a voxel
 * @param {number} axis
 * @param {number} layer
 * @returns {!Slice}
 */
export function sliceOf(grid, column, axis, layer) {
  const [u, v] = [0, 1, 2].filter((k) => k !== axis);
  const strides = [1, grid.shape[0], grid.shape[0] * grid.shape[1]];
  const [width, height] = [grid.shape[u], grid.shape[v]];
  const values = new Float64Array(width * height);
  for (let j = 0; j < height; j++) {
    for (let i = 0; i < width; i++) {
      values[j * width + i] = column.value(layer * strides[axis] + i * strides[u] + j * strides[v]);
    }
  }
  const place = grid.lower[axis] + (layer + 0.5) * grid.spacing;
  return /** @type {!Slice} */ ({ grid, axis, layer, place, u, v, width, height, values });
}

/** A point of a slice, by its distances from the lower corner in voxels. */
function pointOf(slice, i, j) {
  const { grid } = slice;
  const point = [0, 0, 0];
  point[slice.axis] = slice.place;
  point[slice.u] = grid.lower[slice.u] + i * grid.spacing;
  point[slice.v] = grid.lower[slice.v] + j * grid.spacing;
  return point;
}

/** The corners of a slice for a strip of two triangles. */
export function sliceCorners(slice) {
  const { width, height } = slice;
  return new Float32Array([[0, 0], [width, 0], [0, height], [width, height]].flatMap(([i, j]) => pointOf(slice, i, j)));
}

/**
 * A slice as a picture, its highest row first. A smooth one is interpolated between the middles of
 * the voxels before it is colored, so that every color is one of the map.
 * @param {!Slice} slice
 * @param {!Scale} scale
 * @param {boolean} smooth
 * @returns {!ImageData}
 */
export function sliceImage(slice, scale, smooth) {
  const longer = Math.max(slice.width, slice.height);
  const fine = smooth ? Math.min(MOST_FINE, Math.max(1, Math.round(PICTURE_PIXELS / longer))) : 1;
  const image = new ImageData(slice.width * fine, slice.height * fine);
  const table = mapTable(scale.map);
  const columns = Array.from({ length: image.width }, (_, x) => between(x, fine, slice.width));
  let at = 0;
  for (let y = image.height - 1; y >= 0; y--) {
    const row = between(y, fine, slice.height);
    for (const column of columns) {
      const value = blended(slice, column, row);
      const k = 3 * (Number.isFinite(value) ? stepOf(value, scale) : 0);
      for (let c = 0; c < 3; c++) {
        image.data[at + c] = Number.isFinite(value) ? table[k + c] : MISSING_COLOR[c];
      }
      image.data[at + 3] = 255;
      at += 4;
    }
  }
  return image;
}

/** The two voxels whose middles a pixel is between, the nearer one, and its share of the second. */
function between(pixel, fine, count) {
  const place = Math.min(count - 1, Math.max(0, (pixel + 0.5) / fine - 0.5));
  const first = Math.min(Math.floor(place), Math.max(0, count - 2));
  return { first, second: Math.min(first + 1, count - 1), share: place - first, nearest: Math.min(count - 1, Math.floor(pixel / fine)) };
}

function blended({ values, width }, column, row) {
  const [lower, upper] = [row.first * width, row.second * width];
  const low = mixed(values[lower + column.first], values[lower + column.second], column.share);
  const high = mixed(values[upper + column.first], values[upper + column.second], column.share);
  const value = mixed(low, high, row.share);
  return Number.isFinite(value) ? value : values[row.nearest * width + column.nearest];
}

function mixed(a, b, share) {
  return share === 0 ? a : a + share * (b - a);
}

/** Numbers at equal distances between the limits of a scale. */
export function contourLevels(scale, count) {
  return scale.high > scale.low
    ? Array.from({ length: count }, (_, k) => scale.low + ((k + 1) / (count + 1)) * (scale.high - scale.low))
    : [];
}

/**
 * Where a slice has a number: pieces of lines through the squares between the middles of voxels
 * (marching squares). A saddle is told apart by the mean of its corners.
 * @param {!Slice} slice
 * @param {number} level
 * @returns {!Array<number>} six numbers a piece: from, to
 */
export function contourPieces(slice, level) {
  const { values, width, height } = slice;
  const pieces = [];
  for (let j = 0; j + 1 < height; j++) {
    for (let i = 0; i + 1 < width; i++) {
      // corners in a circle; edge k is between the corners k and k + 1
      const corners = [values[j * width + i], values[j * width + i + 1], values[(j + 1) * width + i + 1], values[(j + 1) * width + i]];
      const above = corners.map((value) => value > level);
      if (!corners.every(Number.isFinite) || above.every((side) => side === above[0])) {
        continue;
      }
      const crossed = [0, 1, 2, 3].filter((k) => above[k] !== above[(k + 1) % 4]);
      const middle = (corners[0] + corners[1] + corners[2] + corners[3]) / 4 > level;
      if (crossed.length === 4 && middle === above[0]) {
        // the corners 0 and 2 are joined: lines cut off 1 and 3
        crossed.splice(0, 4, 0, 1, 2, 3);
      } else if (crossed.length === 4) {
        crossed.splice(0, 4, 3, 0, 1, 2);
      }
      for (const edge of crossed) {
        const share = (level - corners[edge]) / (corners[(edge + 1) % 4] - corners[edge]);
        const [x, y] = [[share, 0], [1, share], [1 - share, 1], [0, 1 - share]][edge];
        pieces.push(...pointOf(slice, i + 0.5 + x, j + 0.5 + y));
      }
    }
  }
  return pieces;
}

/** The number of the voxel at a place; -1 outside of the grid. */
export function voxelAt(grid, point) {
  const at = point.map((x, k) => (grid.flat && k === 2 ? 0 : Math.floor((x - grid.lower[k]) / grid.spacing)));
  const inside = at.every((k, axis) => k >= 0 && k < grid.shape[axis]);
  return inside ? at[0] + grid.shape[0] * (at[1] + grid.shape[1] * at[2]) : -1;
}

/**
 * A slice as rows: the middle of a voxel, what it holds.
 * @param {!Slice} slice
 * @returns {!Array<!Array<number>>}
 */
export function sliceRows(slice) {
  const rows = [];
  for (let j = 0; j < slice.height; j++) {
    for (let i = 0; i < slice.width; i++) {
      const point = pointOf(slice, i + 0.5, j + 0.5).map((x) => Number(x.toPrecision(12)));
      rows.push([...(slice.grid.flat ? point.slice(0, 2) : point), slice.values[j * slice.width + i]]);
    }
  }
  return rows;
}
