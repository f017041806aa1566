// What is drawn among cells: links, trails, axes of divisions, arrows. Segments first, in the space of
// the tissue; they become bars that face the viewer when a picture is drawn.

import { dot } from "./camera.js";
import { roundDown } from "./numbers.js";

const LINK_REACH = 1.15;

/** Frames that the trails of all cells look back. */
const TRAIL_FRAMES = 12;

/** Part of the time of a run during which the axis of a division is shown. */
const DIVISION_MEMORY = 0.04;

/** Length of the arrow of the legend, in mean diameters. */
const ARROW_DIAMETERS = 1.2;

/** Arrows are not drawn longer than this number of times that of the legend. */
const LONGEST_ARROW = 3;

/** Share of the arrows that are not longer than the longest that the legend speaks of. */
const TYPICAL_SHARE = 0.9;

/**
 * Segments that are drawn alike.
 * - ends: six numbers a segment: from, to
 * - lifts: for each, how far it is brought towards the viewer, before the cells
 * @typedef {{
 *   ends: !Array<number>,
 *   lifts: !Array<number>
 * }}
 */
export let Segments;

/**
 * Arrows with their scale.
 * - unit: number that an arrow of `length` stands for
 * - length: in the space of the tissue
 * - cut: whether some would be too long and are drawn shorter
 * - label: what they show
 * - unitName: unit of the number
 * @typedef {{
 *   segments: Segments,
 *   unit: number,
 *   length: number,
 *   cut: boolean,
 *   label: string,
 *   unitName: string
 * }}
 */
export let Arrows;

/** @returns {Segments} */
function noSegments() {
  return { ends: [], lifts: [] };
}

/**
 * Lines between the centers of cells that touch, found on a grid.
 * @param {!Tissue} tissue
 * @param {!Uint8Array} colors of the cells; those with alpha 0 are left out
 */
export function touchingLinks(tissue, colors) {
  const edge = 2 * LINK_REACH * tissue.largestRadius || 1;
  const boxes = new Map();
  const box = (i) => tissue.position(i).map((x) => Math.floor(x / edge));
  for (let i = 0; i < tissue.count; i++) {
    const key = box(i).join();
    if (!boxes.has(key)) {
      boxes.set(key, []);
    }
    boxes.get(key).push(i);
  }
  const links = noSegments();
  for (let i = 0; i < tissue.count; i++) {
    if (colors[4 * i + 3] === 0) {
      continue;
    }
    const [bx, by, bz] = box(i);
    const p = tissue.position(i);
    for (let n = 0; n < 27; n++) {
      const near = boxes.get([bx + (n % 3) - 1, by + (Math.floor(n / 3) % 3) - 1, bz + Math.floor(n / 9) - 1].join());
      for (const k of near || []) {
        const q = tissue.position(k);
        const touch = LINK_REACH * (tissue.radius(i) + tissue.radius(k));
        if (k > i && colors[4 * k + 3] !== 0 && Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]) <= touch) {
          links.ends.push(...p, ...q);
          links.lifts.push(1.02 * Math.max(tissue.radius(i), tissue.radius(k)));
        }
      }
    }
  }
  return links;
}

/**
 * The way of a cell until a frame; null if no cell is chosen.
 * @param {!Run} run
 * @param {number|null} id
 * @param {number} frame
 * @returns {!Promise<Segments|null>}
 */
export async function trailOf(run, id, frame) {
  if (id === null) {
    return null;
  }
  const axes = run.cells.dimensions === 3 ? ["x", "y", "z"] : ["x", "y"];
  const histories = await Promise.all(axes.map((axis) => run.cellHistory(id, axis)));
  const trail = noSegments();
  const { frames } = histories[0];
  for (let k = 1; k < frames.length && frames[k] <= frame; k++) {
    for (const end of [k - 1, k]) {
      trail.ends.push(histories[0].values[end], histories[1].values[end], histories[2] ? histories[2].values[end] : 0);
    }
    trail.lifts.push(0);
  }
  return trail;
}

/**
 * The ways of all cells through the last frames.
 * @param {!Run} run
 * @param {number} frame
 * @param {!Uint8Array} colors of the cells of this frame; those with alpha 0 are left out
 * @returns {!Promise<Segments>}
 */
export async function trailsOf(run, frame, colors) {
  const first = Math.max(0, frame - TRAIL_FRAMES);
  const tissues = await Promise.all(Array.from({ length: frame - first + 1 }, (_, k) => run.tissue(frame - k)));
  const trails = noSegments();
  const now = tissues[0];
  const rows = tissues.map(rowsById);
  for (let i = 0; i < now.count; i++) {
    if (colors[4 * i + 3] === 0) {
      continue;
    }
    let after = now.position(i);
    for (let k = 1; k < tissues.length; k++) {
      const row = rows[k].get(now.ids[i]);
      if (row === undefined) {
        break;
      }
      const before = tissues[k].position(row);
      trails.ends.push(...before, ...after);
      trails.lifts.push(1.05 * now.radius(i));
      after = before;
    }
  }
  return trails;
}

/** @param {!Tissue} tissue */
function rowsById(tissue) {
  const rows = new Map();
  tissue.ids.forEach((id, row) => rows.set(id, row));
  return rows;
}

/**
 * Lines through mothers and daughters that were one cell a short while ago.
 * @param {!Run} run
 * @param {!Tissue} tissue
 * @param {number} frame
 * @param {!Uint8Array} colors
 * @returns {!Promise<Segments>}
 */
export async function divisionAxes(run, tissue, frame, colors) {
  const [lineage, before] = await Promise.all([run.lineage(), frame > 0 ? run.tissue(frame - 1) : tissue]);
  const rows = rowsById(tissue);
  const known = rowsById(before);
  const since = tissue.time - DIVISION_MEMORY * (run.times[run.frames - 1] - run.times[0]);
  const axes = noSegments();
  lineage.id.forEach((id, k) => {
    const daughter = rows.get(id);
    const mother = rows.get(lineage.parent[k]);
    const recent = lineage.birth[k] > since || !known.has(id);
    if (!recent || daughter === undefined || mother === undefined || colors[4 * daughter + 3] === 0) {
      return;
    }
    const [p, q] = [tissue.position(mother), tissue.position(daughter)];
    const length = Math.hypot(q[0] - p[0], q[1] - p[1], q[2] - p[2]) || 1;
    const unit = [0, 1, 2].map((a) => (q[a] - p[a]) / length);
    axes.ends.push(
      ...[0, 1, 2].map((a) => p[a] - unit[a] * 0.8 * tissue.radius(mother)),
      ...[0, 1, 2].map((a) => q[a] + unit[a] * 0.8 * tissue.radius(daughter)),
    );
    axes.lifts.push(1.05 * Math.max(tissue.radius(mother), tissue.radius(daughter)));
  });
  return axes;
}

/**
 * How fast cells have moved since the frame before; at the first frame, until the next one.
 * @param {!Run} run
 * @param {!Tissue} tissue
 * @param {number} frame
 * @param {!Uint8Array} colors
 * @returns {!Promise<Arrows|null>}
 */
export async function velocityArrows(run, tissue, frame, colors) {
  if (run.frames < 2) {
    return null;
  }
  const other = await run.tissue(frame > 0 ? frame - 1 : 1);
  const rows = rowsById(other);
  const elapsed = tissue.time - other.time;
  if (elapsed === 0) {
    return null;
  }
  const vectors = [];
  for (let i = 0; i < tissue.count; i++) {
    const row = rows.get(tissue.ids[i]);
    vectors.push(row === undefined ? null : [0, 1, 2].map((a) => (tissue.coordinate(i, a) - other.coordinate(row, a)) / elapsed));
  }
  const { lengthUnit, timeUnit } = run.cells;
  const unit = `${lengthUnit || "length"}/${timeUnit || "time"}`;
  return scaledArrows(tissue, vectors, colors, "velocity", unit);
}

/**
 * Where each cell should go for a better goal: the goal's derivative by its position.
 * @param {!Run} run
 * @param {!Tissue} tissue
 * @param {number} frame
 * @param {!Uint8Array} colors
 * @returns {!Promise<Arrows|null>}
 */
export async function goalArrows(run, tissue, frame, colors) {
  const names = ["x", "y", "z"].map((axis) => `sensitivity.${axis}`).filter((name) => run.colorColumns.includes(name));
  if (names.length === 0) {
    return null;
  }
  const columns = await Promise.all(names.map((name) => run.column(frame, name)));
  const vectors = Array.from({ length: tissue.count }, (_, i) => {
    const vector = [0, 1, 2].map((a) => (columns[a] ? columns[a].value(i) : 0));
    return vector.every(Number.isFinite) ? vector : null;
  });
  return scaledArrows(tissue, vectors, colors, "raises the goal", run.unitOf(names[0]));
}

function scaledArrows(tissue, vectors, colors, what, unitName) {
  const shown = vectors.map((vector, i) => (vector && colors[4 * i + 3] !== 0 ? Math.hypot(...vector) : 0));
  const sizes = shown.filter((size) => size > 0).sort((a, b) => a - b);
  if (sizes.length === 0) {
    return null;
  }
  const unit = roundDown(sizes[Math.floor(TYPICAL_SHARE * (sizes.length - 1))]);
  let radii = 0;
  for (let i = 0; i < tissue.count; i++) {
    radii += tissue.radius(i);
  }
  const length = (ARROW_DIAMETERS * 2 * radii) / tissue.count;
  const segments = noSegments();
  vectors.forEach((vector, i) => {
    if (shown[i] > 0) {
      const p = tissue.position(i);
      const share = Math.min(1, (LONGEST_ARROW * unit) / shown[i]);
      segments.ends.push(...p, ...[0, 1, 2].map((a) => p[a] + (vector[a] / unit) * share * length));
      segments.lifts.push(1.05 * tissue.radius(i));
    }
  });
  return { segments, unit, length, cut: sizes[sizes.length - 1] > LONGEST_ARROW * unit, label: what, unitName };
}

/**
 * Segments as triangles that face the viewer.
 * @param {Segments} segments
 * @param {!Camera} camera
 * @param {number} thick in the space of the tissue
 * @param {boolean=} headed whether they are arrows
 */
export function barTriangles(segments, camera, thick, headed = false) {
  const count = segments.lifts.length;
  const points = new Float32Array(count * (headed ? 27 : 18));
  const back = camera.axes()[2];
  let at = 0;
  const put = (p, along, unit, across, side) => {
    for (let a = 0; a < 3; a++) {
      points[at++] = p[a] + along * unit[a] + side * across[a];
    }
  };
  for (let k = 0; k < count; k++) {
    const lift = camera.flat ? 0 : segments.lifts[k];
    const p = [0, 1, 2].map((a) => segments.ends[6 * k + a] + lift * back[a]);
    const d = [0, 1, 2].map((a) => segments.ends[6 * k + 3 + a] - segments.ends[6 * k + a]);
    const size = Math.hypot(...d);
    const unit = size > 0 ? d.map((x) => x / size) : [0, 0, 0];
    const cross = [unit[1] * back[2] - unit[2] * back[1], unit[2] * back[0] - unit[0] * back[2], unit[0] * back[1] - unit[1] * back[0]];
    const wide = Math.sqrt(dot(cross, cross)) || 1;
    const across = cross.map((x) => x / wide);
    const head = headed ? Math.min(5 * thick, 0.6 * size) : 0;
    const half = thick / 2;
    for (const [along, side] of [[0, -half], [size - head, -half], [0, half], [0, half], [size - head, -half], [size - head, half]]) {
      put(p, along, unit, across, side);
    }
    if (headed) {
      put(p, size - head, unit, across, -0.42 * head);
      put(p, size, unit, across, 0);
      put(p, size - head, unit, across, 0.42 * head);
    }
  }
  return points;
}
