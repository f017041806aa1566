// The tissue after some epochs of training, side by side: same founders, same random numbers, same
// scale, same colors.

import { button, el, fill, themed } from "./dom.js";
import { Camera, dot } from "./camera.js";
import { barStops, cellColors, isKind } from "./coloring.js";
import { numberText, withUnit } from "./numbers.js";
import { scaleBar } from "./overlay.js";
import { rgb, tissueBounds } from "./pane.js";
import { Scene } from "./scene.js";

/** How many are shown unless others are chosen. */
const SHOWN = 6;
const SIDE = 240;

/** Side of a picture for one of a tissue that fills it. */
const ROOM_AROUND = 1.18;

/** One canvas draws all small pictures: a page may have few of its kind. */
let smallScene = null;

/** The tissues at the chosen epochs. */
export class EpochTissues {
  /**
   * @param {!Stage} stage
   * @param {!ViewState} state
   * @param {function(number): ?} picked called with the epoch that was clicked
   */
  constructor(stage, state, picked) {
    this.stage = stage;
    this.state = state;
    this.picked = picked;
    this.element = el("div");
    this.turn = 0;
    /** @type {!Array<{tissue: !Tissue, colors: !Uint8Array, canvas: !HTMLCanvasElement}>} */
    this.drawn = [];
    /** directions from which the drawn ones are seen */
    this.seenFrom = "";
    state.watch(["camera", "theme", "perspective"], () => this.redraw());
    stage.addEventListener("drawn", () => this.redrawIfTurned());
  }

  /**
   * Shows the tissues of the present run.
   * @param {number|null} chosen the epoch that is emphasized
   * @param {!Map<number, number>} rewards by number of epochs done
   */
  async show(chosen, rewards) {
    const turn = ++this.turn;
    const { run } = this.stage;
    const recorded = await run.tissues();
    if (turn !== this.turn) {
      return;
    }
    if (recorded.epochs.length === 0) {
      fill(this.element, recorded.damage ? el("p", {}, `Tissues of earlier epochs cannot be read: ${recorded.damage}`) : "");
      return;
    }
    const places = this.chosenPlaces(recorded.epochs);
    const told = this.state.get("color");
    const known = told === "type" || recorded.columns.includes(told);
    const column = known ? told : "type";
    const log = known && !isKind(column) && this.state.get("log");
    const tissues = await Promise.all(places.map((place) => run.tissueAfter(place)));
    const columns = await Promise.all(places.map((place) => (column === "type" ? null : run.tissueColumn(place, column, log))));
    if (turn !== this.turn) {
      return;
    }
    const coloring = this.coloring(column, columns, log);
    const hidden = this.stage.hiddenTypes();
    this.drawn = [];
    const figures = places.map((place, k) => {
      const epoch = recorded.epochs[place];
      const colors = cellColors(tissues[k], columns[k], coloring, (row) => !hidden.has(tissues[k].types[row]));
      const canvas = /** @type {!HTMLCanvasElement} */ (el("canvas", { role: "img", tabindex: 0, "aria-label": `Tissue after ${epoch} epochs` }));
      canvas.addEventListener("click", () => this.picked(epoch));
      canvas.addEventListener("keydown", (event) => event.key === "Enter" && this.picked(epoch));
      this.drawn.push({ tissue: tissues[k], colors, canvas });
      const reward = rewards.get(epoch);
      return el(
        "figure",
        { class: epoch === chosen ? "chosen" : "" },
        canvas,
        el("figcaption", {}, el("strong", {}, epoch === 0 ? "before training" : `after epoch ${epoch}`), el("br"),
          `${tissues[k].count} cells${reward === undefined ? "" : `, mean reward ${numberText(reward, 3)}`}`),
      );
    });
    fill(
      this.element,
      el("h2", {}, "The tissue while it was trained"),
      this.chips(recorded.epochs, places),
      el("div", { class: "tissues" }, ...figures),
      ...this.legend(coloring, known ? null : told),
    );
    this.redraw();
  }

  /** Indices of the shown tissues. */
  chosenPlaces(epochs) {
    const wanted = new Set(this.state.get("epochs"));
    const places = epochs.map((_, place) => place);
    const chosen = places.filter((place) => wanted.has(epochs[place]));
    if (chosen.length > 0 || epochs.length <= SHOWN) {
      return chosen.length > 0 ? chosen : places;
    }
    return Array.from({ length: SHOWN }, (_, k) => Math.round((k * (epochs.length - 1)) / (SHOWN - 1)));
  }

  chips(epochs, places) {
    const shown = new Set(places);
    const row = el("div", { class: "chips", role: "group", "aria-label": "Shown epochs" });
    epochs.forEach((epoch, place) => {
      row.append(button(String(epoch), () => {
        const next = new Set(shown);
        if (!next.delete(place)) {
          next.add(place);
        }
        this.state.set({ epochs: [...next].sort((a, b) => a - b).map((index) => epochs[index]) });
      }, { "aria-pressed": String(shown.has(place)), title: `Show or hide the tissue after ${epoch} epochs` }));
    });
    return row;
  }

  coloring(column, columns, log) {
    const { state } = this;
    const map = state.get("map") || "viridis";
    let [low, high] = [Infinity, -Infinity];
    for (const each of columns) {
      if (each) {
        for (let i = 0; i < each.count; i++) {
          const value = each.value(i);
          low = value < low ? value : low;
          high = value > high ? value : high;
        }
      }
    }
    const given = (limit) => (limit !== null && log ? Math.log10(limit) : limit);
    low = given(state.get("low")) ?? (low <= high ? low : 0);
    high = given(state.get("high")) ?? (low <= high ? high : 1);
    return { column, map, low, high, log };
  }

  legend(coloring, unknown) {
    const words = "All at the same scale, seen as on the left, grown with the same random numbers.";
    if (isKind(coloring.column)) {
      const why = unknown ? ` ${withUnit(unknown, "")} was not recorded during the training; colors are types.` : "";
      return [el("p", { class: "soft" }, words + why)];
    }
    const bar = el("div", { class: "bar" });
    bar.style.background = `linear-gradient(to right, ${barStops(coloring.map).map(([at, color]) => `${color} ${100 * at}%`).join(", ")})`;
    const text = (value) => numberText(coloring.log ? 10 ** value : value, 3);
    return [
      el("p", {}, withUnit(coloring.column, this.stage.run.unitOf(coloring.column))),
      bar,
      el("div", { class: "ends" }, el("span", {}, text(coloring.low)), el("span", {}, text(coloring.high))),
      el("p", { class: "soft" }, words),
    ];
  }

  redrawIfTurned() {
    const now = this.stage.pane.camera.toNumbers().slice(0, 2).join();
    if (now !== this.seenFrom) {
      this.redraw();
    }
  }

  redraw() {
    if (this.drawn.length === 0 || !this.element.isConnected || this.element.offsetParent === null) {
      return;
    }
    smallScene = smallScene || new Scene(/** @type {!HTMLCanvasElement} */ (document.createElement("canvas")));
    const { stage, drawn } = this;
    const camera = new Camera(stage.run.cells.dimensions === 2);
    camera.azimuth = stage.pane.camera.azimuth;
    camera.elevation = stage.pane.camera.elevation;
    this.seenFrom = stage.pane.camera.toNumbers().slice(0, 2).join();
    // Every tissue stands in the middle of its picture; all have the scale of the widest.
    const middles = drawn.map(({ tissue }) => {
      const [low, high] = tissueBounds(tissue);
      return low.map((l, k) => (l + high[k]) / 2);
    });
    const span = 2 * ROOM_AROUND * Math.max(1e-12, ...drawn.map(({ tissue }, k) => reachOf(tissue, middles[k], camera)));
    const density = Math.min(2, window.devicePixelRatio || 1);
    const side = Math.round(SIDE * density);
    drawn.forEach(({ tissue, colors, canvas }, k) => {
      camera.target = middles[k];
      camera.span = span;
      smallScene.canvas.width = side;
      smallScene.canvas.height = side;
      smallScene.draw({
        tissue,
        cells: { quanta: tissue.quanta, colors, count: tissue.count },
        camera,
        reach: span,
        background: rgb(themed("--paper")),
        clip: [0, 0, 0, 1],
        lines: [],
      });
      canvas.width = side;
      canvas.height = side;
      const ctx = /** @type {!CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      ctx.drawImage(smallScene.canvas, 0, 0);
      if (k === 0) {
        ctx.setTransform(density, 0, 0, density, 0, 0);
        ctx.textBaseline = "middle";
        scaleBar(ctx, { camera, run: stage.run, width: SIDE, height: SIDE });
      }
    });
  }
}

/** How far the cells of a tissue extend from a point, across what the viewer sees. */
function reachOf(tissue, middle, camera) {
  const [right, up] = camera.axes();
  let reach = 0;
  for (let i = 0; i < tissue.count; i++) {
    const d = tissue.position(i).map((x, k) => x - middle[k]);
    reach = Math.max(reach, Math.max(Math.abs(dot(right, d)), Math.abs(dot(up, d))) + tissue.radius(i));
  }
  return reach;
}
