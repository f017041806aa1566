// Draws what would be drawn on a canvas as a vector drawing.

const FINE = 100;

/** The part of a canvas context that plots and overlays use, writing SVG. */
export class SvgContext {
  /**
   * @param {number} width
   * @param {number} height
   */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    /** @type {!Array<string>} */
    this.body = [];
    /** @type {!Array<string>} */
    this.definitions = [];
    this.path = "";
    this.lastRect = "";
    this.dash = [];
    this.kept = [];
    this.opened = [0];
    this.measuring = /** @type {!CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    this.font = "12px sans-serif";
    this.textAlign = "left";
    this.textBaseline = "middle";
    /** @type {?} */
    this.fillStyle = "#000";
    /** @type {?} */
    this.strokeStyle = "#000";
    this.lineWidth = 1;
    this.lineCap = "butt";
    this.lineJoin = "round";
    this.globalAlpha = 1;
  }

  save() {
    const { font, textAlign, textBaseline, fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, globalAlpha, dash } = this;
    this.kept.push({ font, textAlign, textBaseline, fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, globalAlpha, dash });
    this.opened.push(0);
  }

  restore() {
    Object.assign(this, this.kept.pop());
    for (let k = this.opened.pop(); k > 0; k--) {
      this.body.push("</g>");
    }
  }

  beginPath() {
    this.path = "";
  }

  moveTo(x, y) {
    this.path += `M${fine(x)} ${fine(y)}`;
  }

  lineTo(x, y) {
    this.path += `${this.path === "" ? "M" : "L"}${fine(x)} ${fine(y)}`;
  }

  rect(x, y, w, h) {
    this.lastRect = `<rect x="${fine(x)}" y="${fine(y)}" width="${fine(w)}" height="${fine(h)}"/>`;
  }

  clip() {
    const name = `clip${this.definitions.length}`;
    this.definitions.push(`<clipPath id="${name}">${this.lastRect}</clipPath>`);
    this.body.push(`<g clip-path="url(#${name})">`);
    this.opened[this.opened.length - 1]++;
  }

  /** A whole circle, as everything that is drawn here asks for. */
  arc(x, y, r) {
    this.path += `M${fine(x - r)} ${fine(y)}a${fine(r)} ${fine(r)} 0 1 0 ${fine(2 * r)} 0a${fine(r)} ${fine(r)} 0 1 0 ${fine(-2 * r)} 0`;
  }

  closePath() {
    this.path += "Z";
  }

  stroke() {
    this.body.push(`<path d="${this.path}" fill="none" ${this.strokeWords()}/>`);
  }

  fill() {
    this.body.push(`<path d="${this.path}" ${this.fillWords()}/>`);
  }

  fillRect(x, y, w, h) {
    this.body.push(`<rect x="${fine(x)}" y="${fine(y)}" width="${fine(w)}" height="${fine(h)}" ${this.fillWords()}/>`);
  }

  strokeRect(x, y, w, h) {
    this.body.push(`<rect x="${fine(x)}" y="${fine(y)}" width="${fine(w)}" height="${fine(h)}" fill="none" ${this.strokeWords()}/>`);
  }

  /**
   * A picture in the drawing.
   * @param {string} address of its data
   * @param {number} x
   * @param {number} y
   * @param {number} w
   * @param {number} h
   * @param {boolean} smooth whether its pixels are blended
   */
  picture(address, x, y, w, h, smooth) {
    const rendering = smooth ? "auto" : "pixelated";
    this.body.push(`<image href="${address}" x="${fine(x)}" y="${fine(y)}" width="${fine(w)}" height="${fine(h)}" preserveAspectRatio="none" opacity="${this.globalAlpha}" style="image-rendering:${rendering}"/>`);
  }

  fillText(text, x, y) {
    this.words(text, x, y, this.fillWords());
  }

  strokeText(text, x, y) {
    this.words(text, x, y, `fill="none" ${this.strokeWords()}`);
  }

  setLineDash(dash) {
    this.dash = dash;
  }

  measureText(text) {
    this.measuring.font = this.font;
    return this.measuring.measureText(text);
  }

  /** A gradient between two places. */
  createLinearGradient(x0, y0, x1, y1) {
    const stops = [];
    const name = `gradient${this.definitions.length}`;
    const index = this.definitions.push("") - 1;
    const write = () => {
      this.definitions[index] = `<linearGradient id="${name}" gradientUnits="userSpaceOnUse" x1="${fine(x0)}" y1="${fine(y0)}" x2="${fine(x1)}" y2="${fine(y1)}">${stops.join("")}</linearGradient>`;
    };
    return {
      addColorStop(at, color) {
        stops.push(`<stop offset="${at}" stop-color="${plainColor(color)}"/>`);
        write();
      },
      toString: () => `url(#${name})`,
    };
  }

  words(text, x, y, style) {
    const size = parseFloat(this.font);
    const anchor = { left: "start", center: "middle", right: "end" }[this.textAlign] || "start";
    // The middle of small letters lies about a third of the size above their line.
    const base = this.textBaseline === "middle" ? y + 0.35 * size : y;
    this.body.push(`<text x="${fine(x)}" y="${fine(base)}" font-size="${size}" text-anchor="${anchor}" ${style}>${escaped(text)}</text>`);
  }

  strokeWords() {
    const dash = this.dash.length > 0 ? ` stroke-dasharray="${this.dash.join(" ")}"` : "";
    const alpha = this.globalAlpha < 1 ? ` stroke-opacity="${this.globalAlpha}"` : "";
    return `stroke="${plainColor(this.strokeStyle)}" stroke-width="${fine(this.lineWidth)}" stroke-linejoin="${this.lineJoin}"${dash}${alpha}`;
  }

  fillWords() {
    const alpha = this.globalAlpha < 1 ? ` fill-opacity="${this.globalAlpha}"` : "";
    return `fill="${plainColor(this.fillStyle)}"${alpha}`;
  }

  /** The drawing. */
  text() {
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${this.width} ${this.height}" width="${this.width}" height="${this.height}" font-family="system-ui, Segoe UI, Roboto, DejaVu Sans, sans-serif">\n<defs>${this.definitions.join("")}</defs>\n${this.body.join("\n")}\n</svg>\n`;
  }
}

function fine(value) {
  return Math.round(value * FINE) / FINE;
}

/** Colors as every program reads them: with commas. */
function plainColor(color) {
  return String(color).replace(/^rgb\((\d+) (\d+) (\d+)\)$/, "rgb($1,$2,$3)");
}

/** Text that stays text. */
function escaped(text) {
  return String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
