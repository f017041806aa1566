// Files for others: pictures, films, numbers.

import { themed } from "./dom.js";
import { cssColor } from "./colormaps.js";
import { sliceRows } from "./fields.js";
import { GifMaker } from "./gif.js";
import { boxLines } from "./overlay.js";
import { csvField, csvNumber, fileWords, offer, textBlob } from "./save.js";
import { SvgContext } from "./svg.js";

const FILM_FRAMES = 200;
const GIF_WIDTH = 640;
const RECORDER_MILLIS = 100;
const FILM_HEADER_BYTES = 1000;

/**
 * All panes as they are now, on one canvas.
 * @param {!Stage} stage
 * @param {number=} width of the canvas; as on the screen unless given
 */
export function composed(stage, width) {
  stage.drawNow(true);
  const frame = stage.panes[0].element.parentElement.getBoundingClientRect();
  const scale = (width || frame.width * Math.min(2, window.devicePixelRatio || 1)) / frame.width;
  const canvas = document.createElement("canvas");
  canvas.width = 2 * Math.round((frame.width * scale) / 2);
  canvas.height = 2 * Math.round((frame.height * scale) / 2);
  paintComposed(stage, canvas, scale, frame);
  return canvas;
}

function paintComposed(stage, canvas, scale, frame) {
  const ctx = canvas.getContext("2d", { willReadFrequently: true });
  for (const pane of stage.panes) {
    const place = pane.element.getBoundingClientRect();
    for (const layer of [pane.glCanvas, pane.overCanvas]) {
      ctx.drawImage(layer, (place.x - frame.x) * scale, (place.y - frame.y) * scale, place.width * scale, place.height * scale);
    }
  }
}

function fileName(stage, ending) {
  return `${stage.run.about.name}-frame-${stage.frame}.${ending}`;
}

/** @param {!Stage} stage */
export async function exportPng(stage) {
  const canvas = composed(stage);
  offer(fileName(stage, "png"), await new Promise((done) => canvas.toBlob(done, "image/png")));
}

/** The frames of a film: all, or evenly chosen ones of many. */
function filmFrames(stage) {
  const count = Math.min(stage.run.frames, FILM_FRAMES);
  return Array.from({ length: count }, (_, k) => (count === 1 ? 0 : Math.round((k * (stage.run.frames - 1)) / (count - 1))));
}

async function through(stage, state, frames, each) {
  const before = state.get("frame");
  for (const frame of frames) {
    state.set({ frame });
    await stage.update();
    await each();
  }
  state.set({ frame: before });
}

/**
 * @param {!Stage} stage
 * @param {!ViewState} state
 * @param {number} speed frames a second
 * @returns {!Promise<!Blob>}
 */
export async function makeGif(stage, state, speed) {
  let maker = null;
  await through(stage, state, filmFrames(stage), async () => {
    const canvas = composed(stage, GIF_WIDTH);
    maker = maker || new GifMaker(canvas.width, canvas.height, 100 / speed);
    maker.add(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data);
    await new Promise((done) => setTimeout(done));
  });
  return maker.finish();
}

/**
 * @param {!Stage} stage
 * @param {!ViewState} state
 * @param {number} speed frames a second
 * @returns {!Promise<!Blob>}
 */
export async function makeWebm(stage, state, speed) {
  const first = composed(stage);
  const film = document.createElement("canvas");
  film.width = first.width;
  film.height = first.height;
  const ctx = film.getContext("2d");
  ctx.drawImage(first, 0, 0);
  const stream = film.captureStream(0);
  const recorder = new MediaRecorder(stream, { mimeType: "video/webm", videoBitsPerSecond: 8e6 });
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  const ended = new Promise((done) => (recorder.onstop = done));
  recorder.start(RECORDER_MILLIS);
  const track = /** @type {?} */ (stream.getVideoTracks()[0]);
  await through(stage, state, filmFrames(stage), async () => {
    const start = performance.now();
    ctx.drawImage(composed(stage), 0, 0, film.width, film.height);
    track.requestFrame();
    await new Promise((done) => setTimeout(done, Math.max(0, 1000 / speed - (performance.now() - start))));
  });
  await quiet(parts, track);
  recorder.stop();
  await ended;
  return new Blob(parts, { type: "video/webm" });
}

/** Waits until the encoder, which may be slower than the film, has nothing more to say. */
async function quiet(parts, track) {
  const bytes = () => parts.reduce((sum, part) => sum + part.size, 0);
  const patience = performance.now() + 20_000;
  let before = -1;
  while (performance.now() < patience && (bytes() < FILM_HEADER_BYTES || bytes() !== before)) {
    before = bytes();
    track.requestFrame();
    await new Promise((done) => setTimeout(done, 4 * RECORDER_MILLIS));
  }
}

/**
 * The cells of the present frame, one row a cell.
 * @param {!Stage} stage
 */
export async function cellsCsv(stage) {
  const { run, frame } = stage;
  const names = run.colorColumns;
  const columns = await Promise.all(names.map((name) => run.column(frame, name)));
  const lines = [names.map((name) => csvField(run.unitOf(name) ? `${name} [${run.unitOf(name)}]` : name)).join(",")];
  const count = columns.length > 0 ? columns[0].count : 0;
  for (let row = 0; row < count; row++) {
    lines.push(columns.map((column, k) => csvNumber(names[k] === "type" ? run.cells.types[column.value(row)] : column.value(row))).join(","));
  }
  return `${lines.join("\n")}\n`;
}

/**
 * The metrics of the run, one row a sample.
 * @param {!Stage} stage
 */
export async function metricsCsv(stage) {
  const table = await stage.run.metrics();
  const lines = [table.columns.map((column) => csvField(column.unit ? `${column.name} [${column.unit}]` : column.name)).join(",")];
  const rows = table.values.length > 0 ? table.values[0].length : 0;
  for (let row = 0; row < rows; row++) {
    lines.push(table.values.map((values) => csvNumber(values[row])).join(","));
  }
  return `${lines.join("\n")}\n`;
}

/**
 * The slice of the field that is shown, one row a voxel.
 * @param {!Stage} stage
 */
export function sliceCsv(stage) {
  const { field, run } = stage.pane;
  if (!field) {
    throw new Error("no field is shown");
  }
  const { slice } = field.drawn(stage.state);
  const length = run.cells.lengthUnit;
  const names = ["x", "y", "z"].slice(0, slice.grid.flat ? 2 : 3).map((axis) => (length ? `${axis} [${length}]` : axis));
  names.push(field.unit ? `${field.name} [${field.unit}]` : field.name);
  const rows = sliceRows(slice).map((row) => {
    const value = row.pop();
    return [...row, field.scale.log ? 10 ** value : value].map(csvNumber).join(",");
  });
  return `${[names.map(csvField).join(","), ...rows].join("\n")}\n`;
}

/**
 * Flat tissues as a drawing: discs, what is drawn among them, scale, legend.
 * @param {!Stage} stage
 * @returns {string}
 */
export function tissueSvg(stage) {
  stage.drawNow(true);
  const frame = stage.panes[0].element.parentElement.getBoundingClientRect();
  const ctx = new SvgContext(Math.round(frame.width), Math.round(frame.height));
  ctx.fillStyle = themed("--paper");
  ctx.fillRect(0, 0, ctx.width, ctx.height);
  for (const pane of stage.panes) {
    const place = pane.element.getBoundingClientRect();
    ctx.body.push(`<g transform="translate(${place.x - frame.x} ${place.y - frame.y})">`);
    ctx.save();
    ctx.rect(0, 0, place.width, place.height);
    ctx.clip();
    fieldPicture(ctx, pane, place.width, place.height);
    axesLines(ctx, pane, place.width, place.height);
    flatCells(ctx, pane, place.width, place.height);
    contourPaths(ctx, pane, place.width, place.height);
    flatMarks(ctx, pane, place.width, place.height);
    pane.overlay(ctx, place.width, place.height);
    ctx.restore();
    ctx.body.push("</g>");
  }
  return ctx.text();
}

/** The field as a picture in the drawing. */
function fieldPicture(ctx, pane, width, height) {
  if (!pane.field) {
    return;
  }
  const { image, corners, smooth } = pane.field.drawn(pane.stage.state);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext("2d").putImageData(image, 0, 0);
  const low = pane.camera.project(corners.subarray(0, 3), width, height);
  const high = pane.camera.project(corners.subarray(9, 12), width, height);
  ctx.globalAlpha = pane.stage.state.get("opacity");
  ctx.picture(canvas.toDataURL("image/png"), low.x, high.y, high.x - low.x, low.y - high.y, smooth);
  ctx.globalAlpha = 1;
}

/** Contour lines: a path a level. */
function contourPaths(ctx, pane, width, height) {
  const contours = pane.field ? pane.field.drawn(pane.stage.state).contours : [];
  for (const [color, thick, alpha] of [["--paper", 3, 0.45], ["--ink", 1.1, 1]]) {
    for (const pieces of contours) {
      ctx.strokeStyle = themed(color);
      ctx.lineWidth = thick;
      ctx.globalAlpha = alpha;
      ctx.beginPath();
      for (let k = 0; k < pieces.length; k += 3) {
        const at = pane.camera.project(pieces.slice(k, k + 3), width, height);
        ctx[k % 6 === 0 ? "moveTo" : "lineTo"](at.x, at.y);
      }
      ctx.stroke();
    }
  }
  ctx.globalAlpha = 1;
}

function axesLines(ctx, pane, width, height) {
  const bounds = pane.stage.state.get("box") ? pane.bounds() : null;
  if (!bounds) {
    return;
  }
  const box = boxLines(pane.camera, bounds);
  ctx.lineWidth = 1;
  for (const [points, color] of [[box.grid, "--line"], [box.edges, "--soft"]]) {
    ctx.strokeStyle = themed(color);
    ctx.beginPath();
    for (let k = 0; k < points.length; k += 6) {
      for (const end of [0, 3]) {
        const at = pane.camera.project(points.subarray(k + end, k + end + 3), width, height);
        ctx[end === 0 ? "moveTo" : "lineTo"](at.x, at.y);
      }
    }
    ctx.stroke();
  }
}

function flatCells(ctx, pane, width, height) {
  const { tissue, colors, camera } = pane;
  for (let i = 0; tissue && i < tissue.count; i++) {
    const alpha = colors[4 * i + 3];
    if (alpha > 0) {
      const color = [0, 1, 2].map((k) => colors[4 * i + k]);
      const at = camera.project(tissue.position(i), width, height);
      const radius = tissue.radius(i) * at.scale;
      ctx.globalAlpha = alpha < 192 ? 0.16 : 1;
      ctx.fillStyle = cssColor(color);
      ctx.strokeStyle = cssColor(color.map((channel) => Math.round(0.55 * channel)));
      ctx.lineWidth = 0.1 * radius;
      ctx.beginPath();
      ctx.arc(at.x, at.y, 0.95 * radius);
      ctx.fill();
      ctx.stroke();
    }
  }
  ctx.globalAlpha = 1;
}

function flatMarks(ctx, pane, width, height) {
  const { camera } = pane;
  for (const mark of pane.markTriangles(height)) {
    ctx.fillStyle = mark.color;
    ctx.beginPath();
    for (let k = 0; k < mark.points.length; k += 9) {
      for (let corner = 0; corner < 9; corner += 3) {
        const at = camera.project(mark.points.subarray(k + corner, k + corner + 3), width, height);
        ctx[corner === 0 ? "moveTo" : "lineTo"](at.x, at.y);
      }
      ctx.closePath();
    }
    ctx.fill();
  }
}

/** The entries of the menu: what they say and what they do. */
export function exportEntries(stage, state, player) {
  const entries = [
    ["Picture (PNG)", () => exportPng(stage)],
    ["Film (WebM)", async () => offer(fileName(stage, "webm"), await makeWebm(stage, state, player.speed()))],
    ["Film (GIF)", async () => offer(fileName(stage, "gif"), await makeGif(stage, state, player.speed()))],
    ["Cells of this frame (CSV)", async () => offer(fileName(stage, "csv"), textBlob(await cellsCsv(stage), "text/csv"))],
    ["Metrics (CSV)", async () => offer(`${stage.run.about.name}-metrics.csv`, textBlob(await metricsCsv(stage), "text/csv"))],
  ];
  if (stage.run.fields) {
    entries.push(["Slice of the field (CSV)", async () => offer(fileName(stage, `${fileWords(stage.pane.field?.name || "field")}.csv`), textBlob(sliceCsv(stage), "text/csv"))]);
  }
  if (stage.run.cells.dimensions === 2) {
    entries.push(["Drawing (SVG)", async () => offer(fileName(stage, "svg"), textBlob(tissueSvg(stage), "image/svg+xml"))]);
  }
  return entries;
}
