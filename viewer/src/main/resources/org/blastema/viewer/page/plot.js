// Curves over time or epochs, with a bar at the present place; a click goes to a place.

import { el, fill, themed } from "./dom.js";
import { cssColor, curveColor } from "./colormaps.js";
import { numberText, ticks } from "./numbers.js";

/**
 * A curve. Numbers that are missing (null) are gaps.
 * @typedef {object} Curve
 * @property {string} name
 * @property {number[]} x
 * @property {(number|null)[]} y
 * @property {(number|null)[]} [spread] half width of a band
 * @property {number} [color] number of the color; its place in the list unless given
 */

const [LEFT, RIGHT, TOP, BOTTOM] = [58, 12, 24, 34];
const PLOT_FONT = '12px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';

/** A plot. */
export class Plot {
  /**
   * @param {object} options
   * @param {string} options.title
   * @param {string} options.xLabel
   * @param {number} [options.height]
   * @param {(x: number) => void} [options.picked] called with the place that was clicked
   */
  constructor({ title, xLabel, height = 170, picked }) {
    this.title = title;
    this.xLabel = xLabel;
    this.height = height;
    this.canvas = /** @type {HTMLCanvasElement} */ (el("canvas", {
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
    this.element = el("div", { class: "plot" }, this.canvas, this.legend);
    /** @type {Curve[]} */
    this.curves = [];
    this.bar = null;
    this.pointed = null;
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  /**
   * Shows curves.
   * @param {Curve[]} curves
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
    const density = devicePixelRatio || 1;
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(this.height * density);
    const ctx = canvas.getContext("2d");
    ctx.scale(density, density);
    this.paint(ctx, width);
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
