// What is written over the picture of a tissue: time, scale bar, legend, axes, chosen cell.

import { themed } from "./dom.js";
import { cssColor, kindColor } from "./colormaps.js";
import { barStops, isKind } from "./coloring.js";
import { numberText, roundDown, ticks, unitText, withUnit } from "./numbers.js";

const FONT = 'px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
const AXIS_NAMES = ["x", "y", "z"];
const MARGIN = 14;
const LABEL_PIXELS = 34;

/**
 * What the overlay tells.
 * - width: in pixels of the style sheet
 * - bounds: of the box, null for none
 * - chosen: row of the chosen cell
 * - covered: whether other cells hide it
 * - arrows: whose scale is told
 * - levels: of the contour lines of the field
 * - spot: a place that was chosen
 * @typedef {{
 *   width: number,
 *   height: number,
 *   camera: !Camera,
 *   run: !Run,
 *   tissue: (!Tissue|null),
 *   coloring: !Coloring,
 *   heading: string,
 *   bounds: (!Array<!Array<number>>|null),
 *   chosen: (number|null),
 *   covered: boolean,
 *   hiddenTypes: !Set<number>,
 *   arrows: (!Arrows|null|undefined),
 *   field: (!FieldLayer|null),
 *   levels: !Array<number>,
 *   opacity: number,
 *   spot: (!Array<number>|null)
 * }}
 */
export let OverlayContent;

/**
 * Draws over a picture.
 * @param {!CanvasRenderingContext2D} ctx scaled to pixels of the style sheet
 * @param {OverlayContent} content
 */
export function drawOverlay(ctx, content) {
  ctx.save();
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  if (content.bounds) {
    boxLabels(ctx, content);
  }
  heading(ctx, content);
  scaleBar(ctx, content);
  if (content.arrows) {
    arrowScale(ctx, content);
  }
  const below = isKind(content.coloring.column) ? kindLegend(ctx, content) : cellBar(ctx, content);
  if (content.field) {
    const { name, unit, scale } = content.field;
    colorBar(ctx, content, below, withUnit(name, unit), scale, content.levels, content.opacity);
  }
  if (!content.camera.flat) {
    triad(ctx, content);
  }
  ring(ctx, content);
  cross(ctx, content);
  ctx.restore();
}

/** Text that can be read over cells. */
function legible(ctx, text, x, y, size = 13, align = "left", color = "--ink") {
  ctx.font = size + FONT;
  ctx.textAlign = align;
  ctx.strokeStyle = themed("--paper");
  ctx.lineWidth = 3.5;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = themed(color);
  ctx.fillText(text, x, y);
}

/** A text that is cut where it would be wider. */
function shortened(ctx, text, size, widest) {
  ctx.font = size + FONT;
  let kept = text;
  while (kept.length > 1 && ctx.measureText(kept).width > widest) {
    kept = `${kept.slice(0, Math.min(kept.length - 2, 200))}…`;
  }
  return kept;
}

function heading(ctx, { run, tissue, heading: title, width }) {
  let y = MARGIN + 6;
  if (title) {
    legible(ctx, shortened(ctx, title, 14, width * 0.5), MARGIN, y, 14);
    y += 20;
  }
  if (tissue) {
    const unit = unitText(run.cells.timeUnit);
    const time = `t = ${numberText(tissue.time)}${unit && unit !== "time" ? ` ${unit}` : ""}`;
    legible(ctx, `${time}  ·  ${tissue.count} ${tissue.count === 1 ? "cell" : "cells"}`, MARGIN, y, 13, "left", "--soft");
  }
}

/** A bar of a round length. */
export function scaleBar(ctx, { camera, run, width, height }) {
  const scale = height / camera.span;
  const length = roundDown((width * 0.22) / scale);
  const pixels = length * scale;
  const [x, y] = [MARGIN, height - MARGIN - 4];
  ctx.lineCap = "butt";
  for (const [color, thick] of [["--paper", 7], ["--ink", 3]]) {
    ctx.strokeStyle = themed(color);
    ctx.lineWidth = thick;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + pixels, y);
    ctx.stroke();
  }
  const unit = unitText(run.cells.lengthUnit);
  const named = unit && unit !== "length" ? (unit.length > 3 && length !== 1 ? ` ${unit}s` : ` ${unit}`) : "";
  legible(ctx, `${numberText(length)}${named}`, x, y - 13, 12);
}

/** An arrow whose length stands for a number. */
function arrowScale(ctx, { camera, arrows, height, heading: title }) {
  const pixels = (arrows.length * height) / camera.span;
  const [x, y] = [MARGIN, MARGIN + (title ? 68 : 48)];
  const head = Math.min(10, 0.6 * pixels);
  for (const [color, thick] of [["--paper", 5], ["--ink", 2]]) {
    ctx.strokeStyle = themed(color);
    ctx.lineWidth = thick;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + pixels, y);
    ctx.moveTo(x + pixels - head, y - 0.42 * head);
    ctx.lineTo(x + pixels, y);
    ctx.lineTo(x + pixels - head, y + 0.42 * head);
    ctx.stroke();
  }
  const unit = unitText(arrows.unitName);
  legible(ctx, `${arrows.label}: ${numberText(arrows.unit)}${unit ? ` ${unit}` : ""}${arrows.cut ? ", the longest are cut" : ""}`, x, y - 13, 12);
}

function cellBar(ctx, content) {
  const { coloring, run } = content;
  return colorBar(ctx, content, MARGIN, withUnit(coloring.column, run.unitOf(coloring.column)), coloring, [], 1);
}

/**
 * A bar of colors with ticks.
 * @param {?} ctx
 * @param {OverlayContent} content
 * @param {number} start from the top
 * @param {string} title
 * @param {{map: string, low: number, high: number, log: (boolean|undefined)}} coloring
 * @param {!Array<number>} levels that are marked
 * @param {number} opacity of what is colored
 * @returns {number} where it ends
 */
function colorBar(ctx, { width, field }, start, title, coloring, levels, opacity) {
  const [long, thick] = [180, 14];
  const left = width - MARGIN - long;
  const top = start + 22;
  const end = top + thick + 30;
  if (field) {
    // The field may lie behind, in the same colors.
    ctx.fillStyle = themed("--paper");
    ctx.fillRect(left - 10, start - 7, long + 10 + MARGIN, end - start + 2);
  }
  legible(ctx, shortened(ctx, title, 13, width * 0.45), width - MARGIN, start + 6, 13, "right");
  const gradient = ctx.createLinearGradient(left, 0, left + long, 0);
  for (const [at, color] of barStops(coloring.map)) {
    gradient.addColorStop(at, color);
  }
  ctx.fillStyle = gradient;
  ctx.globalAlpha = opacity;
  ctx.fillRect(left, top, long, thick);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = themed("--soft");
  ctx.lineWidth = 1;
  ctx.strokeRect(left + 0.5, top + 0.5, long - 1, thick - 1);
  const { low, high } = coloring;
  if (!(high > low)) {
    legible(ctx, numberText(low, 3), left + long / 2, top + thick + 12, 12, "center");
    return end;
  }
  for (const level of levels) {
    const x = left + ((level - low) / (high - low)) * long;
    for (const [color, wide] of [["--paper", 3], ["--ink", 1]]) {
      ctx.strokeStyle = themed(color);
      ctx.lineWidth = wide;
      ctx.beginPath();
      ctx.moveTo(x, top);
      ctx.lineTo(x, top + thick);
      ctx.stroke();
    }
  }
  const inner = coloring.log ? decadesBetween(low, high) : ticks(low, high, 3).filter((t) => t >= low && t <= high);
  const tickText = (tick) => numberText(coloring.log ? Number((10 ** tick).toPrecision(3)) : tick, 3);
  for (const tick of inner) {
    const x = left + ((tick - low) / (high - low)) * long;
    ctx.strokeStyle = themed("--ink");
    ctx.beginPath();
    ctx.moveTo(x, top + thick);
    ctx.lineTo(x, top + thick + 4);
    ctx.stroke();
    const align = x > width - MARGIN - 16 ? "right" : "center";
    legible(ctx, tickText(tick), Math.min(x, width - MARGIN), top + thick + 13, 12, align);
  }
  return end;
}

/** At most four powers of ten; the limits themselves where there is none between them. */
function decadesBetween(low, high) {
  const step = Math.max(1, Math.ceil((high - low) / 4));
  const found = [];
  for (let k = Math.floor(high); k >= low; k -= step) {
    found.push(k);
  }
  return found.length > 1 ? found : [low, high];
}

function kindLegend(ctx, { coloring, run, tissue, width, hiddenTypes }) {
  if (coloring.column !== "type") {
    legible(ctx, `colored by ${coloring.column}`, width - MARGIN, MARGIN + 6, 13, "right");
    return MARGIN + 30;
  }
  const counts = new Array(run.cells.types.length).fill(0);
  if (tissue) {
    tissue.types.forEach((type) => counts[type]++);
  }
  run.cells.types.forEach((name, type) => {
    const y = MARGIN + 6 + 20 * type;
    const short = shortened(ctx, name, 13, width * 0.28);
    const text = hiddenTypes.has(type) ? `${short} (hidden)` : `${short}  ${counts[type]}`;
    legible(ctx, text, width - MARGIN - 20, y, 13, "right");
    ctx.beginPath();
    ctx.arc(width - MARGIN - 7, y, 6, 0, 2 * Math.PI);
    ctx.fillStyle = cssColor(kindColor(type));
    ctx.globalAlpha = hiddenTypes.has(type) ? 0.3 : 1;
    ctx.fill();
    ctx.globalAlpha = 1;
  });
  return MARGIN + 12 + 20 * run.cells.types.length;
}

function triad(ctx, { camera, width, height }) {
  const [x, y, long] = [width - 46, height - 46, 26];
  const [right, up, back] = camera.axes();
  const arms = AXIS_NAMES.map((name, k) => ({ name, dx: right[k] * long, dy: -up[k] * long, depth: back[k] }));
  arms.sort((a, b) => a.depth - b.depth);
  for (const arm of arms) {
    for (const [color, thick] of [["--paper", 5], ["--ink", 2]]) {
      ctx.strokeStyle = themed(color);
      ctx.lineWidth = thick;
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(x + arm.dx, y + arm.dy);
      ctx.stroke();
    }
    if (Math.hypot(arm.dx, arm.dy) > 8) {
      legible(ctx, arm.name, x + arm.dx * 1.36, y + arm.dy * 1.36, 12, "center");
    }
  }
}

function ring(ctx, { tissue, chosen, covered, camera, width, height }) {
  if (!tissue || chosen === null || chosen < 0) {
    return;
  }
  const place = camera.project(tissue.position(chosen), width, height);
  const radius = Math.max(4, tissue.radius(chosen) * place.scale) + 2.5;
  for (const [color, thick] of [["--paper", 5], ["--ink", 2.5]]) {
    ctx.strokeStyle = themed(color);
    ctx.lineWidth = thick;
    ctx.setLineDash(covered ? [5, 4] : []);
    ctx.beginPath();
    ctx.arc(place.x, place.y, radius, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

/** Marks the chosen place. */
function cross(ctx, { spot, camera, width, height }) {
  if (!spot) {
    return;
  }
  const at = camera.project(spot, width, height);
  for (const [color, thick] of [["--paper", 5], ["--ink", 2]]) {
    ctx.strokeStyle = themed(color);
    ctx.lineWidth = thick;
    ctx.beginPath();
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      ctx.moveTo(at.x + 3 * dx, at.y + 3 * dy);
      ctx.lineTo(at.x + 11 * dx, at.y + 11 * dy);
    }
    ctx.stroke();
  }
}

/** The corner of a box: bit k of the number chooses the end of axis k. */
function cornerOf(bounds, bits) {
  return [0, 1, 2].map((k) => bounds[(bits >> k) & 1][k]);
}

/** For each axis whether its higher face is behind the tissue. */
function facesBehind(camera) {
  const back = camera.axes()[2];
  return [0, 1, 2].map((k) => back[k] < 0);
}

/**
 * The faces of a box that lie behind what is in it, with lines at the ticks.
 * @param {!Camera} camera
 * @param {!Array<!Array<number>>} bounds
 * @returns {{edges: !Float32Array, grid: !Float32Array}}
 */
export function boxLines(camera, bounds) {
  const edges = [];
  const grid = [];
  const behind = facesBehind(camera);
  for (let axis = 0; axis < 3; axis++) {
    if (camera.flat && axis !== 2) {
      continue;
    }
    const at = bounds[behind[axis] ? 1 : 0][axis];
    const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
    const line = (into, u0, v0, u1, v1) => {
      for (const [a, b] of [[u0, v0], [u1, v1]]) {
        const point = [0, 0, 0];
        point[axis] = at;
        point[u] = a;
        point[v] = b;
        into.push(...point);
      }
    };
    const [ul, uh, vl, vh] = [bounds[0][u], bounds[1][u], bounds[0][v], bounds[1][v]];
    line(edges, ul, vl, uh, vl);
    line(edges, ul, vh, uh, vh);
    line(edges, ul, vl, ul, vh);
    line(edges, uh, vl, uh, vh);
    for (const t of tickPlaces(bounds, u)) {
      line(grid, t, vl, t, vh);
    }
    for (const t of tickPlaces(bounds, v)) {
      line(grid, ul, t, uh, t);
    }
  }
  return { edges: new Float32Array(edges), grid: new Float32Array(grid) };
}

/** Ticks of all axes have the same distance. */
function tickPlaces(bounds, axis) {
  const longest = Math.max(...bounds[0].map((low, k) => bounds[1][k] - low));
  const step = roundDown(longest / 4) || 1;
  const places = [];
  for (let k = Math.ceil(bounds[0][axis] / step); k * step <= bounds[1][axis]; k++) {
    places.push(Number((k * step).toPrecision(12)));
  }
  return places;
}

function boxLabels(ctx, { camera, bounds, width, height }) {
  const middle = camera.project(bounds[0].map((low, k) => (low + bounds[1][k]) / 2), width, height);
  for (let axis = 0; axis < (camera.flat ? 2 : 3); axis++) {
    const edge = outerEdge(camera, bounds, axis, width, height);
    if (!edge || edge.length < 40) {
      continue;
    }
    const away = awayFrom(middle, edge);
    const places = tickPlaces(bounds, axis);
    const crowd = Math.ceil((LABEL_PIXELS * places.length) / edge.length);
    for (const tick of places.filter((_, k) => k % crowd === 0)) {
      const point = [...edge.from];
      point[axis] = tick;
      const place = camera.project(point, width, height);
      legible(ctx, numberText(tick, 3), place.x + away[0] * 15, place.y + away[1] * 12, 11, "center", "--soft");
    }
    const name = AXIS_NAMES[axis];
    legible(ctx, name, edge.x + away[0] * 34, edge.y + away[1] * 28, 13, "center");
  }
}

function awayFrom(middle, edge) {
  const d = [edge.x - middle.x, edge.y - middle.y];
  const along = edge.along;
  const share = d[0] * along[0] + d[1] * along[1];
  const across = [d[0] - share * along[0], d[1] - share * along[1]];
  const length = Math.hypot(...across) || 1;
  return [across[0] / length, across[1] / length];
}

/** The edge along an axis that is on the outline of the box and lowest, or leftmost. */
function outerEdge(camera, bounds, axis, width, height) {
  const behind = facesBehind(camera);
  const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
  let best = null;
  let highest = -Infinity;
  for (let side = 0; side < 4; side++) {
    const bits = ((side & 1) << u) | ((side >> 1) << v);
    const outline = camera.flat || ((side & 1) === 1) === behind[u] !== (((side >> 1) === 1) === behind[v]);
    if (!outline) {
      continue;
    }
    const from = cornerOf(bounds, bits);
    const to = cornerOf(bounds, bits | (1 << axis));
    const [a, b] = [camera.project(from, width, height), camera.project(to, width, height)];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const edge = {
      from,
      length,
      along: [(b.x - a.x) / (length || 1), (b.y - a.y) / (length || 1)],
      x: (a.x + b.x) / 2,
      y: (a.y + b.y) / 2,
    };
    const steep = Math.abs(edge.along[1]) > 0.7;
    const rank = steep ? -edge.x : edge.y;
    if (!best || rank > highest) {
      best = edge;
      highest = rank;
    }
  }
  return best;
}
