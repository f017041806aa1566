// Curves over time or epochs, with a bar at the present place; a click goes to a place.

import { button, el, fill, themed } from "./dom.js";
import { cssColor, curveColor } from "./colormaps.js";
import { numberText, ticks } from "./numbers.js";
import { csvField, csvNumber, fileWords, offer, textBlob } from "./save.js";
import { SvgContext } from "./svg.js";

/**
 * A curve. Numbers that are missing (null) are gaps.
 * - spread: half width of a band
 * - color: number of the color; its place in the list unless given
 * @typedef {{
 *   name: string,
 *   x: !Array<number>,
 *   y: !Array<(number|null)>,
 *   spread: (!Array<(number|null)>|undefined),
 *   color: (number|undefined)
 * }}
 */
export let Curve;

const [LEFT, RIGHT, TOP, BOTTOM] = [58, 12, 24, 34];
const PLOT_FONT = '12px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';

/** A plot. */
export class Plot {
  /**
   * @param {!Object} options
   * @param {string} options.title
   * @param {string} options.xLabel
   * @param {number} [options.height]
   * @param {function(number): ?} [options.picked] called with the place that was clicked
   */
  constructor({ title, xLabel, height = 170, picked }) {
    this.title = title;
    this.xLabel = xLabel;
    this.height = height;
    this.canvas = /** @type {!HTMLCanvasElement} */ (el("canvas", {
      role: "img",
      "aria-label": title,
      on: {
        click: (event) => picked && picked(this.xAt(event.offsetX)),
        mousemove: (event) => this.pointAt(event.offsetX),
        mouseleave: () => this.pointAt(null),
      },
    }));
    this.canvas.style.height = `${height}px`;
    this.legend = el("div", { class: "legend" });
    const save = el(
      "div",
      { class: "save" },
      button("SVG", () => offer(`${fileWords(this.title)}.svg`, textBlob(this.svg(), "image/svg+xml")), { title: "Save this plot as a drawing" }),
      button("CSV", () => offer(`${fileWords(this.title)}.csv`, textBlob(this.csv(), "text/csv")), { title: "Save the numbers of this plot" }),
    );
    this.element = el("div", { class: "plot" }, this.canvas, save, this.legend);
    /** @type {!Array<Curve>} */
    this.curves = [];
    /** @type {?Array<number>} limits of the places */
    this.x = null;
    /** @type {?Array<number>} limits of the numbers */
    this.y = null;
    this.bar = null;
    this.pointed = null;
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  /**
   * Shows curves.
   * @param {!Array<Curve>} curves
   */
  show(curves) {
    this.curves = curves;
    const xs = extent(curves.flatMap((curve) => extent(curve.x)));
    const bands = curves.map((curve) =>
      extent(curve.y.flatMap((y, i) => {
        const half = (curve.spread && curve.spread[i]) || 0;
        return y === null ? [] : [y - half, y + half];
      })));
    const ys = extent(bands.flat());
    const room = (ys[1] - ys[0] || Math.abs(ys[0]) || 1) * 0.06;
    this.x = xs;
    this.y = [ys[0] - room, ys[1] + room];
    this.draw();
  }

  /** Moves the bar. */
  setBar(x) {
    if (this.bar !== x) {
      this.bar = x;
      this.draw();
    }
  }

  pointAt(offset) {
    this.pointed = offset === null ? null : this.xAt(offset);
    this.draw();
  }

  xAt(offset) {
    const share = (offset - LEFT) / (this.canvas.clientWidth - LEFT - RIGHT);
    return this.x[0] + Math.min(1, Math.max(0, share)) * (this.x[1] - this.x[0]);
  }

  draw() {
    const { canvas } = this;
    const width = canvas.clientWidth;
    if (!this.x || width === 0) {
      return;
    }
    const density = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(this.height * density);
    const ctx = canvas.getContext("2d");
    ctx.scale(density, density);
    this.paint(ctx, width);
  }

  /** The plot as a drawing, with its legend. */
  svg() {
    const width = this.canvas.clientWidth || 420;
    const more = this.curves.length > 1 ? 18 * this.curves.length : 0;
    const ctx = new SvgContext(width, this.height + more);
    ctx.fillStyle = themed("--paper");
    ctx.fillRect(0, 0, width, this.height + more);
    this.paint(ctx, width);
    ctx.textAlign = "left";
    ctx.font = PLOT_FONT;
    this.curves.slice(0, more / 18).forEach((curve, k) => {
      ctx.fillStyle = cssColor(curveColor(curve.color ?? k));
      ctx.fillRect(LEFT, this.height + 18 * k + 3, 10, 10);
      ctx.fillStyle = themed("--ink");
      ctx.fillText(curve.name, LEFT + 16, this.height + 18 * k + 8);
    });
    return ctx.text();
  }

  /** What the plot shows, one row a place. */
  csv() {
    const places = [...new Set(this.curves.flatMap((curve) => curve.x))].sort((a, b) => a - b);
    const columns = this.curves.flatMap((curve) => {
      const rows = new Map(curve.x.map((x, i) => [x, i]));
      const column = (values) => places.map((x) => (rows.has(x) ? csvNumber(values[/** @type {number} */ (rows.get(x))]) : ""));
      const name = this.curves.length === 1 ? this.title : curve.name;
      const found = [{ name, values: column(curve.y) }];
      if (curve.spread) {
        found.push({ name: `half width of the band of ${curve.name}`, values: column(curve.spread) });
      }
      return found;
    });
    const lines = [[this.xLabel, ...columns.map((column) => column.name)].map(csvField).join(",")];
    places.forEach((x, i) => lines.push([csvNumber(x), ...columns.map((column) => column.values[i])].join(",")));
    return `${lines.join("\n")}\n`;
  }

  paint(ctx, width) {
    const bottom = this.height - BOTTOM;
    const px = (x) => LEFT + ((x - this.x[0]) / (this.x[1] - this.x[0] || 1)) * (width - LEFT - RIGHT);
    const py = (y) => bottom - ((y - this.y[0]) / (this.y[1] - this.y[0])) * (bottom - TOP);
    ctx.font = PLOT_FONT;
    ctx.textBaseline = "middle";
    this.axes(ctx, width, bottom, px, py);
    ctx.save();
    ctx.beginPath();
    ctx.rect(LEFT, TOP - 2, width - LEFT - RIGHT, bottom - TOP + 4);
    ctx.clip();
    this.curves.forEach((curve, k) => drawCurve(ctx, curve, cssColor(curveColor(curve.color ?? k)), px, py));
    if (this.bar !== null && this.bar !== undefined) {
      ctx.strokeStyle = themed("--ink");
      ctx.lineWidth = 1.5;
      line(ctx, px(this.bar), TOP, px(this.bar), bottom);
    }
    ctx.restore();
    this.words(ctx);
  }

  axes(ctx, width, bottom, px, py) {
    ctx.lineWidth = 1;
    ctx.fillStyle = themed("--soft");
    ctx.strokeStyle = themed("--line");
    ctx.textAlign = "right";
    for (const y of ticks(this.y[0], this.y[1], 4)) {
      line(ctx, LEFT, py(y), width - RIGHT, py(y));
      ctx.fillText(numberText(y, 3), LEFT - 6, py(y));
    }
    ctx.textAlign = "center";
    for (const x of ticks(this.x[0], this.x[1], Math.max(2, Math.floor(width / 90)))) {
      line(ctx, px(x), bottom, px(x), bottom + 4);
      ctx.fillText(numberText(x, 3), px(x), bottom + 12);
    }
    ctx.fillText(this.xLabel, LEFT + (width - LEFT - RIGHT) / 2, this.height - 7);
  }

  words(ctx) {
    ctx.textAlign = "left";
    ctx.fillStyle = themed("--ink");
    const at = this.pointed ?? this.bar;
    const told = this.curves.length === 1 && at !== null && at !== undefined ? `  ${numberText(valueAt(this.curves[0], at))}` : "";
    ctx.fillText(this.title + told, LEFT, 10);
    fill(this.legend, ...(this.curves.length > 1 ? this.curves.map((curve, k) => legendEntry(curve, k, at)) : []));
  }
}

function legendEntry(curve, k, at) {
  const swatch = el("span", { class: "swatch" });
  swatch.style.background = cssColor(curveColor(curve.color ?? k));
  const value = at !== null && at !== undefined ? ` ${numberText(valueAt(curve, at), 3)}` : "";
  return el("span", {}, swatch, ` ${curve.name}${value}`);
}

/** The number of a curve at the place nearest to x. */
export function valueAt(curve, x) {
  let best = 0;
  curve.x.forEach((place, i) => {
    if (Math.abs(place - x) < Math.abs(curve.x[best] - x)) {
      best = i;
    }
  });
  return curve.y[best];
}

function drawCurve(ctx, curve, color, px, py) {
  if (curve.spread) {
    ctx.fillStyle = color;
    ctx.globalAlpha = 0.18;
    ctx.beginPath();
    const rows = curve.x.map((_, i) => i).filter((i) => curve.y[i] !== null);
    rows.forEach((i, k) => ctx[k ? "lineTo" : "moveTo"](px(curve.x[i]), py(curve.y[i] + (curve.spread[i] || 0))));
    rows.reverse().forEach((i) => ctx.lineTo(px(curve.x[i]), py(curve.y[i] - (curve.spread[i] || 0))));
    ctx.fill();
    ctx.globalAlpha = 1;
  }
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.8;
  ctx.lineJoin = "round";
  ctx.beginPath();
  let drawing = false;
  curve.y.forEach((y, i) => {
    if (y === null) {
      drawing = false;
    } else {
      ctx[drawing ? "lineTo" : "moveTo"](px(curve.x[i]), py(y));
      drawing = true;
    }
  });
  ctx.stroke();
  if (curve.x.length === 1 && curve.y[0] !== null) {
    ctx.fillStyle = color;
    ctx.fillRect(px(curve.x[0]) - 3, py(curve.y[0]) - 3, 6, 6);
  }
}

function line(ctx, x0, y0, x1, y1) {
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
}

function extent(numbers) {
  let [low, high] = [Infinity, -Infinity];
  for (const number of numbers) {
    if (number !== null && Number.isFinite(number)) {
      low = Math.min(low, number);
      high = Math.max(high, number);
    }
  }
  return low <= high ? [low, high] : [0, 1];
}
