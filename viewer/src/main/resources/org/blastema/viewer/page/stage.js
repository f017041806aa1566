// All runs side by side, with time, camera and choice in common.

import { fill } from "./dom.js";
import { isKind, scaleWithin } from "./coloring.js";
import { shownChemical } from "./fieldlayer.js";
import { Pane } from "./pane.js";
import { SENSITIVITY } from "./numbers.js";
import { familyOf } from "./runs.js";

const AHEAD = 3;

const SETTLE_MILLIS = 350;

/** What of the view decides which field is loaded, and in which colors. */
const FIELD_WORDS = ["field", "fieldmap", "fieldlow", "fieldhigh", "fieldlog"];

/** Share of the cells whose numbers decide the limits of a signed column. */
const USUAL_SHARE = 0.95;

/** The stage. Fires `frames` when a run has grown and `drawn` when something new is seen. */
export class Stage extends EventTarget {
  /**
   * @param {!HTMLElement} element
   * @param {!Array<!Run>} runs
   * @param {!ViewState} state
   */
  constructor(element, runs, state) {
    super();
    this.runs = runs;
    this.state = state;
    this.drawing = 0;
    /** @type {?} */
    this.settling = 0;
    this.panes = runs.map((run) => new Pane(this, run));
    const columns = Math.ceil(Math.sqrt(runs.length));
    element.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    element.style.gridTemplateRows = `repeat(${Math.ceil(runs.length / columns)}, minmax(0, 1fr))`;
    fill(element, ...this.panes.map((pane) => pane.element));
    state.watch(["frame", "run", "color", "map", "low", "high", "log", "hide", "filter", "from", "to", "clone", "links", "trail", "arrows", "divisions", ...FIELD_WORDS], () => this.update());
    state.watch(["cell"], () => (state.get("clone") || state.get("trail") === "cell" ? this.update() : this.redraw()));
    state.watch(["perspective", "box", "clip", "cut", "theme", "wide", "slice", "at", "opacity", "contours", "smooth", "spot"], () => this.redraw());
    state.watch(["camera"], () => this.takeCamera());
    this.update();
  }

  /** The run that panels tell of. */
  get run() {
    return this.runs[Math.min(this.state.get("run"), this.runs.length - 1)];
  }

  get pane() {
    return this.panes[this.runs.indexOf(this.run)];
  }

  /** The present frame of that run; the last one unless another was asked for. */
  get frame() {
    const last = Math.max(0, this.run.frames - 1);
    return Math.min(last, this.state.get("frame") ?? last);
  }

  get time() {
    return this.run.times[this.frame];
  }

  frameOf(run) {
    if (run === this.run || this.state.get("frame") === null) {
      return run === this.run ? this.frame : Math.max(0, run.frames - 1);
    }
    return run.frames === 0 ? 0 : run.frameAt(this.time);
  }

  get settled() {
    return this.panes.every((pane) => pane.settled);
  }

  update() {
    return Promise.all(this.panes.map((pane) => pane.update()));
  }

  /** Asks for the next frames, so that they are there when their turn comes. */
  prefetch() {
    const column = this.state.get("color");
    for (const pane of this.panes) {
      for (let k = 1; k <= AHEAD; k++) {
        const frame = pane.frame + k;
        if (frame < pane.run.frames) {
          pane.run.tissue(frame).catch(() => {});
          if (column !== "type" && pane.run.colorColumns.includes(column)) {
            pane.run.column(frame, column, pane.shownColoring?.log).catch(() => {});
          }
          const chemical = shownChemical(pane.run, this.state);
          if (chemical) {
            pane.run.field(frame, chemical, pane.field?.scale.log).catch(() => {});
          }
        }
      }
    }
  }

  redraw() {
    if (!this.drawing) {
      this.drawing = requestAnimationFrame(() => this.drawNow());
    }
  }

  /** @param {boolean=} best whether the picture may take its time */
  drawNow(best = false) {
    cancelAnimationFrame(this.drawing);
    clearTimeout(this.settling);
    this.drawing = 0;
    const moving = !best && this.panes.some((pane) => pane.scene.slow);
    this.panes.forEach((pane) => pane.draw(moving));
    if (moving) {
      this.settling = setTimeout(() => this.drawNow(true), SETTLE_MILLIS);
    }
    this.dispatchEvent(new Event("drawn"));
  }

  /**
   * How cells are colored now: limits of all runs unless they were set.
   * @param {!Run=} run
   * @param {boolean=} plain whether limits are told as they are, not as logarithms
   * @returns {!Promise<!Coloring>}
   */
  async coloring(run = this.run, plain = false) {
    const known = run.colorColumns;
    const column = known.length === 0 || known.includes(this.state.get("color")) ? this.state.get("color") : "type";
    const signed = column.startsWith(SENSITIVITY);
    const [low, high, log] = [this.state.get("low"), this.state.get("high"), this.state.get("log")];
    const map = this.state.get("map") || (signed ? "blue-red" : "viridis");
    if (isKind(column)) {
      return /** @type {!Coloring} */ ({ column, map, low, high });
    }
    let limits = [low, high, null];
    if (low === null || high === null) {
      limits = signed ? await this.symmetricLimits(run, column) : await this.limits(column);
    }
    return /** @type {!Coloring} */ ({ column, ...scaleWithin(limits, low, high, log && !plain, map, log) });
  }

  /**
   * Limits with zero in the middle that nearly all cells of the present frame are within: how the
   * goal depends on a cell differs by orders of magnitude between cells and between times.
   */
  async symmetricLimits(run, column) {
    if (run.frames === 0 || !run.colorColumns.includes(column)) {
      return [-1, 1, null];
    }
    const values = await run.column(this.frameOf(run), column);
    const sizes = Array.from({ length: values.count }, (_, i) => Math.abs(values.value(i))).filter(Number.isFinite);
    sizes.sort((a, b) => a - b);
    const most = sizes[Math.floor(USUAL_SHARE * (sizes.length - 1))] || sizes[sizes.length - 1] || 1;
    return [-most, most, null];
  }

  /** Limits of a column in all runs that have it. */
  limits(column) {
    return this.common(this.runs.filter((run) => run.colorColumns.includes(column)).map((run) => run.limits(column)));
  }

  /** Limits of a chemical on the grids of all runs that have it. */
  fieldLimits(name) {
    return this.common(this.runs.filter((run) => run.chemicals.includes(name)).map((run) => run.fieldLimits(name)));
  }

  async common(coming) {
    const all = await Promise.all(coming.map((limits) => limits.catch(() => [null, null, null])));
    const told = all.filter((limits) => limits[0] !== null);
    const positive = told.map((limits) => limits[2]).filter((limit) => limit !== null);
    return told.length === 0
      ? [0, 1, null]
      : [Math.min(...told.map((l) => l[0])), Math.max(...told.map((l) => l[1])), positive.length > 0 ? Math.min(...positive) : null];
  }

  filter(run) {
    const column = this.state.get("filter");
    return column && run.colorColumns.includes(column)
      ? { column, from: this.state.get("from"), to: this.state.get("to") }
      : null;
  }

  hiddenTypes() {
    return new Set(this.state.get("hide"));
  }

  /** The chosen cell of a run, or null. */
  chosen(run) {
    return run === this.run ? this.state.get("cell") : null;
  }

  /**
   * @param {!Run} run
   * @param {number|null} id
   * @param {!Array<number>|null=} spot a place without a cell
   */
  choose(run, id, spot = null) {
    const index = this.runs.indexOf(run);
    const changes = { cell: id, spot };
    if (index !== this.state.get("run")) {
      changes.run = index;
      if (this.state.get("frame") !== null) {
        changes.frame = this.frameOf(run);
      }
    }
    if ((id !== null && this.state.get("tab") !== "lineage" && this.state.get("tab") !== "genes") || spot) {
      changes.tab = "cell";
    }
    this.state.set(changes);
  }

  /** Whether the clone of the chosen cell of a run is emphasized. */
  emphasis(run) {
    return this.state.get("clone") && this.chosen(run) !== null;
  }

  async family(run) {
    return familyOf(await run.lineage());
  }

  async clone(run) {
    return (await this.family(run)).clone(this.chosen(run));
  }

  cameraMoved(pane) {
    if (this.state.get("together")) {
      for (const other of this.panes) {
        if (other !== pane && other.camera.flat === pane.camera.flat) {
          other.camera.fromNumbers(pane.camera.toNumbers());
          other.fitted = true;
        }
      }
    }
    if (pane === this.panes[0] || this.state.get("together")) {
      this.state.set({ camera: pane.camera.toNumbers() });
    }
    this.redraw();
  }

  takeCamera() {
    const given = this.state.get("camera");
    const pane = this.panes[0];
    if (given && pane.camera.toNumbers().some((number, k) => number !== given[k])) {
      for (const each of this.panes) {
        if (each.camera.flat === pane.camera.flat) {
          each.camera.fromNumbers(given);
        }
      }
      this.redraw();
    }
  }

  /** Looks whether the runs have grown. */
  async poll() {
    const changes = await Promise.all(this.runs.map((run) => run.poll()));
    if (changes.some(Boolean)) {
      this.dispatchEvent(new Event("frames"));
      await this.update();
    }
  }
}
