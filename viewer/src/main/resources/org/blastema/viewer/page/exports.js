// Files for others: pictures, films, numbers.

import { el } from "./dom.js";
import { cssColor } from "./colormaps.js";
import { colorOf } from "./coloring.js";
import { GifMaker } from "./gif.js";
import { numberText } from "./numbers.js";

const FILM_FRAMES = 200;
const GIF_WIDTH = 640;
const RECORDER_MILLIS = 100;
const FILM_HEADER_BYTES = 1000;

/** Offers a file to the user. */
export function offer(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = /** @type {HTMLAnchorElement} */ (el("a", { href: address, download: name }));
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * All panes as they are now, on one canvas.
 * @param {import("./stage.js").Stage} stage
 * @param {number} [width] of the canvas; as on the screen unless given
 */
export function composed(stage, width) {
  stage.drawNow(true);
  const frame = stage.panes[0].element.parentElement.getBoundingClientRect();
  const scale = (width || frame.width * Math.min(2, devicePixelRatio || 1)) / frame.width;
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

/** @param {import("./stage.js").Stage} stage */
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
 * @param {import("./stage.js").Stage} stage
 * @param {import("./state.js").ViewState} state
 * @param {number} speed frames a second
 * @returns {Promise<Blob>}
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
 * @param {import("./stage.js").Stage} stage
 * @param {import("./state.js").ViewState} state
 * @param {number} speed frames a second
 * @returns {Promise<Blob>}
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
  const track = /** @type {any} */ (stream.getVideoTracks()[0]);
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
 * @param {import("./stage.js").Stage} stage
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
 * @param {import("./stage.js").Stage} stage
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

function csvNumber(value) {
  return value === null ? "NaN" : csvField(String(value));
}

/** A field of a table; one that a spreadsheet would take for a formula is disarmed. */
export function csvField(text) {
  const safe = /^[=+@\t]|^-(?!\d|\.)/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * A flat tissue as a drawing of circles.
 * @param {import("./stage.js").Stage} stage
 * @returns {Promise<string>}
 */
export async function tissueSvg(stage) {
  const { run, frame } = stage;
  const [tissue, coloring] = await Promise.all([run.tissue(frame), stage.coloring()]);
  const column = coloring.column === "type" ? null : await run.column(frame, coloring.column, coloring.log);
  const r = tissue.largestRadius;
  const reach = [0, 1].map((k) => Math.max(...Array.from({ length: tissue.count }, (_, i) => tissue.coordinate(i, k))));
  const [x, y] = [tissue.low[0] - r, -reach[1] - r];
  const [w, h] = [reach[0] - tissue.low[0] + 2 * r, reach[1] - tissue.low[1] + 2 * r];
  const circles = Array.from({ length: tissue.count }, (_, i) => {
    const color = cssColor(colorOf(column ? column.value(i) : tissue.types[i], coloring)).replaceAll(" ", ",");
    const short = (value) => Number(value.toPrecision(6));
    return `<circle cx="${short(tissue.coordinate(i, 0))}" cy="${short(-tissue.coordinate(i, 1))}" r="${short(tissue.radius(i))}" fill="${color}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${x} ${y} ${w} ${h}" width="800" stroke="#333" stroke-width="${r * 0.06}">\n<desc>t = ${numberText(tissue.time)}</desc>\n${circles.join("\n")}\n</svg>\n`;
}

/** Text as a file. */
export function textBlob(text, type) {
  return new Blob([text], { type: `${type};charset=utf-8` });
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
  if (stage.run.cells.dimensions === 2) {
    entries.push(["Drawing (SVG)", async () => offer(fileName(stage, "svg"), textBlob(await tissueSvg(stage), "image/svg+xml"))]);
  }
  return entries;
}
