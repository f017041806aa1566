// Leaves out cells that other cells hide: in a dense tissue nine of ten, which would only cost time.

import { dot } from "./camera.js";

/** Below this number of cells it is not worth the effort. */
const FEWEST = 400;

/** Tiles a typical radius is long. */
const FINENESS = 3;
const MOST_TILES = 1e6;

/** How much of a disc counts as covering, and how far its surface there is before the center. */
const INNER = 0.8;
const INNER_FRONT = 0.6;

/**
 * Positions, radii and colors of the cells that may be seen; safe for the outline, since a cell is
 * left out only if every tile of its disc lies behind the inner part of some other disc.
 * @param {!Tissue} tissue
 * @param {!Uint8Array} colors
 * @param {!Camera} camera
 * @param {number} width of the canvas
 * @param {number} height
 * @param {!Array<number>} clip plane beyond which nothing is shown
 * @returns {{quanta: !Uint16Array, colors: !Uint8Array, count: number}}
 */
export function frontCells(tissue, colors, camera, width, height, clip) {
  const n = tissue.count;
  if (n < FEWEST || camera.flat) {
    return { quanta: tissue.quanta, colors, count: n };
  }
  const discs = discsOf(tissue, colors, camera, width, height, clip);
  const tiles = tilesOf(discs, width, height, n);
  const quanta = new Uint16Array(4 * n);
  const kept = new Uint8Array(4 * n);
  let count = 0;
  for (let i = 0; i < n; i++) {
    if (discs.radius[i] > 0 && isSeen(discs, tiles, i)) {
      for (let k = 0; k < 4; k++) {
        quanta[4 * count + k] = tissue.quanta[4 * i + k];
        kept[4 * count + k] = colors[4 * i + k];
      }
      count++;
    }
  }
  return { quanta: quanta.subarray(0, 4 * count), colors: kept.subarray(0, 4 * count), count };
}

/** Where cells are on the canvas; radius 0 for those that are not shown. */
function discsOf(tissue, colors, camera, width, height, clip) {
  const n = tissue.count;
  const discs = { x: new Float32Array(n), y: new Float32Array(n), radius: new Float32Array(n), depth: new Float32Array(n), size: new Float32Array(n) };
  const [right, up, back] = camera.axes();
  const unit = tissue.extent / 65535;
  const distance = camera.distance();
  const plain = height / camera.span;
  for (let i = 0; i < n; i++) {
    if (colors[4 * i + 3] === 0) {
      continue;
    }
    const point = [0, 1, 2].map((k) => tissue.low[k] + tissue.quanta[4 * i + k] * unit);
    if (dot(clip, point) > clip[3]) {
      continue;
    }
    const d = [point[0] - camera.target[0], point[1] - camera.target[1], point[2] - camera.target[2]];
    const depth = dot(back, d) - distance;
    const scale = camera.perspective ? plain * (distance / Math.max(1e-9, -depth)) : plain;
    discs.size[i] = tissue.radius(i);
    discs.x[i] = width / 2 + dot(right, d) * scale;
    discs.y[i] = height / 2 - dot(up, d) * scale;
    discs.radius[i] = Math.max(1e-6, discs.size[i] * scale);
    discs.depth[i] = depth;
  }
  return discs;
}

/** For every tile of the canvas, how near the nearest disc is that covers it whole. */
function tilesOf(discs, width, height, n) {
  let sum = 0;
  let shown = 0;
  for (let i = 0; i < n; i++) {
    sum += discs.radius[i];
    shown += discs.radius[i] > 0 ? 1 : 0;
  }
  const wanted = shown > 0 ? sum / shown / FINENESS : 1;
  const edge = Math.max(1, wanted, Math.sqrt((width * height) / MOST_TILES));
  const columns = Math.ceil(width / edge);
  const rows = Math.ceil(height / edge);
  const nearest = new Float32Array(columns * rows).fill(-Infinity);
  for (let i = 0; i < n; i++) {
    const inner = discs.radius[i] * INNER;
    if (inner < edge * 0.75) {
      continue;
    }
    const front = discs.depth[i] + INNER_FRONT * discs.size[i];
    const [x, y] = [discs.x[i], discs.y[i]];
    const first = Math.max(0, Math.ceil((y - inner) / edge));
    const last = Math.min(rows, Math.floor((y + inner) / edge));
    for (let row = first; row < last; row++) {
      // the whole tile is inside where its farther edge is
      const off = Math.max(Math.abs(row * edge - y), Math.abs((row + 1) * edge - y));
      if (off >= inner) {
        continue;
      }
      const half = Math.sqrt(inner * inner - off * off);
      const to = Math.min(columns, Math.floor((x + half) / edge));
      for (let column = Math.max(0, Math.ceil((x - half) / edge)); column < to; column++) {
        const at = row * columns + column;
        if (front > nearest[at]) {
          nearest[at] = front;
        }
      }
    }
  }
  return { edge, columns, rows, nearest };
}

function isSeen(discs, tiles, i) {
  const { edge, columns, rows, nearest } = tiles;
  const radius = discs.radius[i] * 1.05;
  const front = discs.depth[i] + discs.size[i];
  const top = Math.floor((discs.y[i] - radius) / edge);
  const bottom = Math.floor((discs.y[i] + radius) / edge);
  const left = Math.floor((discs.x[i] - radius) / edge);
  const right = Math.floor((discs.x[i] + radius) / edge);
  for (let row = Math.max(0, top); row <= Math.min(rows - 1, bottom); row++) {
    for (let column = Math.max(0, left); column <= Math.min(columns - 1, right); column++) {
      if (nearest[row * columns + column] < front) {
        return true;
      }
    }
  }
  return false;
}
