// One run on the stage: its picture, what is written over it, and the pointer.

import { el, themed } from "./dom.js";
import { Camera, dot } from "./camera.js";
import { cellColors } from "./coloring.js";
import { frontCells } from "./culling.js";
import { FieldLayer, shownChemical, SLICE_CLIP } from "./fieldlayer.js";
import { gridBounds, gridOf, voxelAt } from "./fields.js";
import { barTriangles, divisionAxes, goalArrows, touchingLinks, trailOf, trailsOf, velocityArrows } from "./marks.js";
import { numberText, unitText } from "./numbers.js";
import { boxLines, drawOverlay } from "./overlay.js";
import { Scene } from "./scene.js";

const CLICK_PIXELS = 4;
const SLOW_MILLIS = 150;
const PATIENT_MILLIS = 1500;

/** A pane. */
export class Pane {
  /**
   * @param {!Stage} stage
   * @param {!Run} run
   */
  constructor(stage, run) {
    this.stage = stage;
    this.run = run;
    this.glCanvas = /** @type {!HTMLCanvasElement} */ (el("canvas"));
    this.overCanvas = /** @type {!HTMLCanvasElement} */ (el("canvas", { class: "overlay" }));
    this.message = el("div", { class: "message", role: "status" });
    this.tip = el("div", { class: "tip", hidden: true });
    this.element = el(
      "div",
      { class: "pane", tabindex: 0, role: "img", "aria-label": `Tissue of ${run.title}` },
      this.glCanvas,
      this.overCanvas,
      this.message,
      this.tip,
    );
    this.scene = new Scene(this.glCanvas);
    this.camera = new Camera(run.cells.dimensions === 2);
    this.fitted = false;
    /** @type {!Tissue|null} */
    this.tissue = null;
    this.colors = null;
    /** @type {?} */
    this.shownColoring = null;
    /** @type {?} */
    this.marks = null;
    /** @type {FieldLayer|null} */
    this.field = null;
    this.shownFrame = -1;
    this.wanted = 0;
    this.listen();
    new ResizeObserver(() => this.stage.redraw()).observe(this.element);
  }

  /** The frame of this run that belongs to the present time. */
  get frame() {
    return this.stage.frameOf(this.run);
  }

  /** Loads what is to be seen and colors it; an earlier picture stays until then. */
  async update() {
    const turn = ++this.wanted;
    const { frame, run } = this;
    if (run.frames === 0) {
      return;
    }
    try {
      const coloring = await this.stage.coloring(run);
      const filter = this.stage.filter(run);
      const needed = [run.tissue(frame)];
      needed.push(coloring.column === "type" ? null : run.column(frame, coloring.column, coloring.log));
      needed.push(filter ? run.column(frame, filter.column) : null);
      const fieldComing = this.loadField(frame);
      const [tissue, column, filtered] = await Promise.all(needed);
      const family = this.stage.emphasis(run) ? await this.stage.clone(run) : null;
      if (turn !== this.wanted) {
        return;
      }
      const hidden = this.stage.hiddenTypes();
      const shown = (row) =>
        !hidden.has(tissue.types[row]) && (!filtered || within(filtered.value(row), filter.from, filter.to));
      const colors = cellColors(tissue, column, coloring, shown, family && ((row) => family.has(tissue.ids[row])));
      const [marks, field] = await Promise.all([this.marksOf(tissue, frame, colors), fieldComing]);
      if (turn !== this.wanted) {
        return;
      }
      this.tissue = tissue;
      this.shownColoring = coloring;
      this.colors = colors;
      this.marks = marks;
      this.field = field.layer;
      this.tip.hidden = true;
      this.message.textContent = field.trouble;
    } catch (failure) {
      if (turn !== this.wanted) {
        return;
      }
      this.message.textContent = `Frame ${frame + 1}: ${failure.message}`;
    }
    this.shownFrame = frame;
    this.stage.redraw();
  }

  /** The field of a frame; cells are shown also where it cannot be. */
  async loadField(frame) {
    const chemical = shownChemical(this.run, this.stage.state);
    if (chemical && frame >= this.run.fieldFrames) {
      return { layer: null, trouble: `Frame ${frame + 1}: no field is recorded for it${this.run.running ? " yet" : ""}.` };
    }
    try {
      return { layer: await FieldLayer.load(this.stage, this.run, frame), trouble: "" };
    } catch (failure) {
      return { layer: null, trouble: `Frame ${frame + 1}, ${chemical}: ${failure.message}` };
    }
  }

  /** What is drawn among the cells of a frame. */
  async marksOf(tissue, frame, colors) {
    const { run, stage } = this;
    const { state } = stage;
    const trails = { cell: () => trailOf(run, stage.chosen(run), frame), all: () => trailsOf(run, frame, colors) };
    const arrows = { velocity: velocityArrows, goal: goalArrows };
    const wanted = (choices, name) => (Object.hasOwn(choices, name) ? choices[name] : () => null);
    const [trail, arrow, divisions] = await Promise.all([
      wanted(trails, state.get("trail"))(),
      wanted(arrows, state.get("arrows"))(run, tissue, frame, colors),
      state.get("divisions") ? divisionAxes(run, tissue, frame, colors) : null,
    ]);
    return { links: state.get("links") ? touchingLinks(tissue, colors) : null, trail, arrows: arrow, divisions };
  }

  /**
   * The marks as filled triangles.
   * @param {number} height of the picture
   */
  markTriangles(height) {
    const { links, trail, arrows, divisions } = this.marks || {};
    const ink = themed("--ink");
    const pixel = this.camera.span / height;
    const bars = (segments, pixels, color, over, headed = false) =>
      segments ? [{ points: barTriangles(segments, this.camera, pixels * pixel, headed), color, layer: over || this.camera.flat ? "over" : "among", filled: true }] : [];
    const everywhere = this.stage.state.get("trail") === "all";
    return [
      ...bars(links, 1.2, ink, false),
      ...bars(trail, everywhere ? 1.4 : 2.2, ink, !everywhere),
      ...bars(divisions, 4, themed("--mark"), true),
      ...bars(arrows ? arrows.segments : null, 2, ink, false, true),
    ];
  }

  get settled() {
    return this.run.frames === 0 || this.shownFrame === this.frame;
  }

  /**
   * The contour lines as filled triangles, with a rim that makes them legible on every color.
   * @param {number} height of the picture
   */
  contourTriangles(height) {
    const pixel = this.camera.span / height;
    const layer = this.camera.flat ? "over" : "among";
    const pieces = this.field ? this.field.drawn(this.stage.state).contours.flat() : [];
    const segments = { ends: pieces, lifts: new Array(pieces.length / 6).fill(0) };
    return [[3, "--paper", 0.45], [1.1, "--ink", 1]].map(([pixels, color, alpha]) => (
      { points: barTriangles(segments, this.camera, pixels * pixel), color: [...rgb(themed(color)), alpha], layer, filled: true }));
  }

  /** The box around the tissue and the field, lowest and highest corner. */
  bounds() {
    const cells = this.cellBounds();
    if (!this.run.fields || !shownChemical(this.run, this.stage.state)) {
      return cells;
    }
    const grid = gridBounds(gridOf(this.run.fields));
    return cells
      ? [cells[0].map((low, k) => Math.min(low, grid[0][k])), cells[1].map((high, k) => Math.max(high, grid[1][k]))]
      : grid;
  }

  /** The box around the tissue. */
  cellBounds() {
    const told = this.run.about.bounds;
    if (told && told[0].every(Number.isFinite) && told[0].length > 0 && told[0][0] !== null) {
      const z = told[0].length === 3;
      return [[told[0][0], told[0][1], z ? told[0][2] : 0], [told[1][0], told[1][1], z ? told[1][2] : 0]];
    }
    return this.tissue ? tissueBounds(this.tissue) : null;
  }

  fit() {
    const bounds = this.bounds();
    if (bounds) {
      this.camera.fit(bounds[0], bounds[1], this.element.clientWidth, this.element.clientHeight);
      this.fitted = true;
      this.stage.cameraMoved(this);
    }
  }

  /** How far the tissue extends from the target of the camera. */
  reach() {
    const low = this.tissue ? tissueBounds(this.tissue) : null;
    const boxes = [low, this.bounds()].filter(Boolean);
    let reach = 0;
    for (const box of boxes) {
      for (let corner = 0; corner < 8; corner++) {
        reach = Math.max(
          reach,
          Math.hypot(...[0, 1, 2].map((k) => box[(corner >> k) & 1][k] - this.camera.target[k])),
        );
      }
    }
    return reach || 1;
  }

  /** The plane beyond which nothing is shown. */
  clipPlane() {
    const axis = "xyz".indexOf(this.stage.state.get("clip") || "-");
    if (this.stage.state.get("clip") === SLICE_CLIP && this.field && !this.camera.flat) {
      return this.field.plane(this.stage.state);
    }
    const bounds = this.cellBounds();
    if (axis < 0 || !bounds) {
      return [0, 0, 0, 1];
    }
    const plane = [0, 0, 0, bounds[0][axis] + this.stage.state.get("cut") * (bounds[1][axis] - bounds[0][axis])];
    plane[axis] = 1;
    return plane;
  }

  /** @param {boolean} moving whether soon another picture will be wanted */
  draw(moving) {
    const width = this.element.clientWidth;
    const height = this.element.clientHeight;
    if (width === 0 || height === 0) {
      return;
    }
    if (!this.fitted) {
      const given = this.stage.state.get("camera");
      if (given && this.camera.flat === this.stage.panes[0].camera.flat) {
        this.camera.fromNumbers(given);
        this.fitted = true;
      } else {
        this.fit();
      }
    }
    this.paint(width, height, this.density(moving, width * height));
  }

  /** Pixels of the picture a pixel of the style sheet: few where the picture must come quickly. */
  density(moving, area) {
    const screen = Math.min(2, window.devicePixelRatio || 1);
    if (!this.scene.slow) {
      return screen;
    }
    const millis = (this.scene.cost * area) / 1e6;
    if (moving) {
      return millis > SLOW_MILLIS ? 0.5 : 1;
    }
    // Edges are not blended here; more pixels make them smooth.
    return millis * 4 < PATIENT_MILLIS ? Math.max(2, screen) : 1;
  }

  paint(width, height, sceneDensity) {
    const { glCanvas, overCanvas } = this;
    const density = Math.min(2, window.devicePixelRatio || 1);
    size(glCanvas, width * sceneDensity, height * sceneDensity);
    size(overCanvas, width * density, height * density);
    this.camera.perspective = !this.camera.flat && this.stage.state.get("perspective");
    const bounds = this.stage.state.get("box") ? this.bounds() : null;
    const lines = [];
    if (bounds) {
      const box = boxLines(this.camera, bounds);
      lines.push({ points: box.grid, color: [...rgb(themed("--line")), 1], layer: "under" });
      lines.push({ points: box.edges, color: [...rgb(themed("--soft")), 1], layer: "under" });
    }
    lines.push(...this.contourTriangles(height));
    for (const mark of this.markTriangles(height)) {
      lines.push({ ...mark, color: [...rgb(mark.color), 1] });
    }
    const drawn = this.field ? this.field.drawn(this.stage.state) : null;
    this.scene.draw({
      tissue: this.tissue,
      cells: this.tissue && this.colors ? frontCells(this.tissue, this.colors, this.camera, width, height, this.clipPlane()) : null,
      camera: this.camera,
      reach: this.reach(),
      background: rgb(themed("--paper")),
      clip: this.clipPlane(),
      slice: drawn ? { corners: drawn.corners, image: drawn.image, smooth: drawn.smooth, opacity: this.stage.state.get("opacity") } : null,
      lines,
    });
    const ctx = overCanvas.getContext("2d");
    ctx.setTransform(density, 0, 0, density, 0, 0);
    ctx.clearRect(0, 0, width, height);
    this.overlay(ctx, width, height);
  }

  /**
   * Writes and draws what lies over the picture.
   * @param {?} ctx a canvas or a vector drawing
   * @param {number} width
   * @param {number} height
   */
  overlay(ctx, width, height) {
    drawOverlay(ctx, {
      width,
      height,
      camera: this.camera,
      run: this.run,
      tissue: this.tissue,
      coloring: this.shownColoring || { column: "type", map: "viridis", low: 0, high: 1 },
      heading: this.stage.runs.length > 1 ? `${this.run.title} (${this.run.about.name})` : "",
      bounds: this.stage.state.get("box") ? this.bounds() : null,
      chosen: this.chosenRow(),
      covered: this.isCovered(this.chosenRow()),
      hiddenTypes: this.stage.hiddenTypes(),
      arrows: this.marks ? this.marks.arrows : null,
      field: this.field,
      levels: this.field ? this.field.drawn(this.stage.state).levels : [],
      opacity: this.stage.state.get("opacity"),
      spot: this.run === this.stage.run && this.stage.state.get("cell") === null ? this.stage.state.get("spot") : null,
    });
  }

  /**
   * The place on the slice of the field that is seen there, or null.
   * @param {number} x from the left, in pixels of the style sheet
   * @param {number} y from the top
   */
  placeOnSlice(x, y) {
    if (!this.field) {
      return null;
    }
    const plane = this.field.plane(this.stage.state);
    const axis = plane.indexOf(1);
    const { from, towards } = this.camera.ray(x, y, this.element.clientWidth, this.element.clientHeight);
    const t = (plane[3] - from[axis]) / towards[axis];
    const place = from.map((start, k) => (k === axis ? plane[3] : start + t * towards[k]));
    return Number.isFinite(t) && voxelAt(this.field.grid, place) >= 0 ? place : null;
  }

  /** Tells what the field is under the pointer. */
  tell(x, y) {
    const place = this.placeOnSlice(x, y);
    this.tip.hidden = !place || (!this.camera.flat && this.pick(x, y) >= 0);
    if (!this.tip.hidden) {
      const { field } = this;
      const number = field.column.value(voxelAt(field.grid, place));
      const unit = unitText(field.unit);
      const at = place.slice(0, field.grid.flat ? 2 : 3).map((coordinate) => numberText(coordinate, 3)).join(", ");
      this.tip.textContent = `${field.name} ${numberText(field.scale.log ? 10 ** number : number, 3)}${unit ? ` ${unit}` : ""} at ${at}`;
      this.tip.style.left = `${Math.min(x + 14, this.element.clientWidth - this.tip.offsetWidth - 4)}px`;
      this.tip.style.top = `${Math.max(4, y - 32)}px`;
    }
  }

  chosenRow() {
    const id = this.stage.chosen(this.run);
    return id === null || !this.tissue ? null : this.tissue.row(id);
  }

  /** Whether another cell hides the middle of a cell. */
  isCovered(row) {
    if (row === null || row < 0) {
      return false;
    }
    const place = this.camera.project(this.tissue.position(row), this.element.clientWidth, this.element.clientHeight);
    return this.pick(place.x, place.y) !== row;
  }

  /**
   * The cell at a place, or -1.
   * @param {number} x from the left, in pixels of the style sheet
   * @param {number} y from the top
   */
  pick(x, y) {
    const { tissue, colors } = this;
    if (!tissue || !colors) {
      return -1;
    }
    const width = this.element.clientWidth;
    const height = this.element.clientHeight;
    const plane = this.clipPlane();
    let best = -1;
    let nearest = -Infinity;
    for (let i = 0; i < tissue.count; i++) {
      const point = tissue.position(i);
      if (colors[4 * i + 3] === 0 || dot(plane, point) > plane[3]) {
        continue;
      }
      const place = this.camera.project(point, width, height);
      const off = ((place.x - x) ** 2 + (place.y - y) ** 2) / place.scale ** 2;
      const radius = tissue.radius(i);
      if (off <= radius * radius) {
        const depth = this.camera.flat ? radius * radius - off : place.depth + Math.sqrt(radius * radius - off);
        if (depth > nearest) {
          nearest = depth;
          best = i;
        }
      }
    }
    return best;
  }

  listen() {
    const { element } = this;
    const pointers = new Map();
    let moved = 0;
    let apart = 0;
    let telling = 0;
    element.addEventListener("pointerleave", () => (this.tip.hidden = true));
    element.addEventListener("pointerdown", (event) => {
      element.focus({ preventScroll: true });
      element.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, event);
      moved = 0;
      apart = spread(pointers);
    });
    element.addEventListener("pointermove", (event) => {
      const before = pointers.get(event.pointerId);
      if (!before) {
        if (this.field && !telling) {
          telling = requestAnimationFrame(() => {
            telling = 0;
            this.tell(event.offsetX, event.offsetY);
          });
        }
        return;
      }
      this.tip.hidden = true;
      const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
      moved += Math.abs(dx) + Math.abs(dy);
      pointers.set(event.pointerId, event);
      const height = element.clientHeight;
      if (pointers.size === 2) {
        const now = spread(pointers);
        this.camera.zoom(apart / Math.max(1, now));
        apart = now;
        this.camera.pan(dx / height / 2, dy / height / 2);
      } else if (this.camera.flat || event.buttons & 6 || event.shiftKey) {
        this.camera.pan(dx / height, dy / height);
      } else {
        this.camera.orbit((dx / height) * 4, (dy / height) * 4);
      }
      this.stage.cameraMoved(this);
    });
    const released = (event) => {
      if (pointers.delete(event.pointerId) && event.type === "pointerup" && moved < CLICK_PIXELS && event.button === 0) {
        const row = this.pick(event.offsetX, event.offsetY);
        const place = row < 0 ? this.placeOnSlice(event.offsetX, event.offsetY) : null;
        this.stage.choose(this.run, row < 0 ? null : this.tissue.ids[row], place && place.map((coordinate) => Number(coordinate.toPrecision(5))));
      }
    };
    element.addEventListener("pointerup", released);
    element.addEventListener("pointercancel", released);
    element.addEventListener("contextmenu", (event) => event.preventDefault());
    element.addEventListener("dblclick", () => this.fit());
    element.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        const [w, h] = [element.clientWidth, element.clientHeight];
        const amount = event.deltaY * (event.deltaMode === 1 ? 20 : 1);
        this.camera.zoom(Math.exp(amount * 0.0012), (event.offsetX - w / 2) / h, (h / 2 - event.offsetY) / h);
        this.stage.cameraMoved(this);
      },
      { passive: false },
    );
  }
}

function within(value, from, to) {
  return !Number.isNaN(value) && (from === null || value >= from) && (to === null || value <= to);
}

function spread(pointers) {
  const [a, b] = [...pointers.values()];
  return b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0;
}

function size(canvas, width, height) {
  const [w, h] = [Math.round(width), Math.round(height)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
}

/** A color of the style sheet, such as #12aaff, as numbers from 0 to 1. */
export function rgb(color) {
  const value = parseInt(color.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

export function tissueBounds(tissue) {
  const r = tissue.largestRadius;
  const high = [0, 0, 0];
  for (let i = 0; i < tissue.count; i++) {
    for (let k = 0; k < 3; k++) {
      high[k] = Math.max(high[k], tissue.quanta[4 * i + k]);
    }
  }
  const flat = tissue.dimensions === 2;
  return [
    tissue.low.map((low, k) => (flat && k === 2 ? 0 : low - r)),
    tissue.low.map((low, k) => (flat && k === 2 ? 0 : low + (high[k] / 65535) * tissue.extent + r)),
  ];
}
