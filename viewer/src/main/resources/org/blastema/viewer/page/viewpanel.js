// How the tissue is seen: color, filter, clip plane, camera.

import { checkbox, button, el, fill, select } from "./dom.js";
import { cssColor, kindColor, mapNames } from "./colormaps.js";
import { isKind } from "./coloring.js";
import { SLICE_CLIP } from "./fieldlayer.js";
import { fieldRows } from "./fieldpanel.js";
import { limitsRow, numberField, slider } from "./limits.js";
import { numberText, SENSITIVITY, withUnit } from "./numbers.js";

/**
 * Fills the panel and keeps it up to date.
 * @param {!HTMLElement} panel
 * @param {!Stage} stage
 * @param {!ViewState} state
 */
export function viewPanel(panel, stage, state) {
  const show = () => {
    // A field that is being edited is left alone.
    if (!panel.contains(document.activeElement) || !(document.activeElement instanceof HTMLInputElement)) {
      fill(panel, ...viewContent(stage, state));
    }
  };
  state.watch(["color", "map", "low", "high", "log", "filter", "from", "to", "clip", "hide", "run", "perspective", "box", "links", "trail", "arrows", "divisions", "clone", "theme", "field", "fieldmap", "fieldlow", "fieldhigh", "fieldlog", "slice", "at", "opacity", "contours", "smooth"], show);
  stage.addEventListener("frames", show);
  show();
}

function viewContent(stage, state) {
  const { run } = stage;
  const color = run.colorColumns.includes(state.get("color")) ? state.get("color") : "type";
  const parts = [el("h2", {}, "Color"), colorRow(run, state, color)];
  if (!isKind(color)) {
    parts.push(
      mapRow(state),
      cellLimitsRow(stage, state),
      checkbox("Logarithmic; gray is not positive", state.get("log"), (on) => state.set({ log: on })),
    );
  }
  parts.push(...fieldRows(stage, state));
  parts.push(el("h2", {}, "Types"), ...typeBoxes(run, state));
  parts.push(el("h2", {}, "Show only cells with"), ...filterRows(stage, state));
  if (run.cells.dimensions === 3) {
    parts.push(el("h2", {}, "Clip plane"), clipRow(stage, state));
  }
  parts.push(el("h2", {}, "Camera"), cameraRow(stage, run));
  if (run.cells.dimensions === 3) {
    parts.push(checkbox("Perspective", state.get("perspective"), (on) => state.set({ perspective: on })));
  }
  parts.push(
    checkbox("Axes box", state.get("box"), (on) => state.set({ box: on })),
    checkbox("Links between touching cells", state.get("links"), (on) => state.set({ links: on })),
    checkbox("Axes of recent divisions", state.get("divisions"), (on) => state.set({ divisions: on })),
    checkbox("Emphasize the clone of the chosen cell", state.get("clone"), (on) => state.set({ clone: on })),
  );
  const arrows = [{ value: "", text: "none" }, { value: "velocity", text: "velocity" }];
  if (run.colorColumns.includes(`${SENSITIVITY}x`)) {
    arrows.push({ value: "goal", text: "what raises the goal" });
  }
  const trails = [{ value: "", text: "none" }, { value: "cell", text: "of the chosen cell" }, { value: "all", text: "of all cells, last 12 frames" }];
  parts.push(
    el("div", { class: "row" }, el("label", {}, "Arrows"), select("Arrows", arrows, state.get("arrows"), (value) => state.set({ arrows: value }))),
    el("div", { class: "row" }, el("label", {}, "Trails"), select("Trails", trails, state.get("trail"), (value) => state.set({ trail: value }))),
  );
  if (stage.runs.length > 1) {
    parts.push(checkbox("Cameras together", state.get("together"), (on) => state.set({ together: on })));
  }
  return parts;
}

function columnOptions(run) {
  return run.colorColumns.map((name) => ({ value: name, text: withUnit(name, run.unitOf(name)) }));
}

function colorRow(run, state, chosen) {
  const list = select("Color by", columnOptions(run), chosen, (color) => state.set({ color, low: null, high: null }));
  return el("div", { class: "row" }, el("label", {}, "Color by"), list);
}

function mapRow(state) {
  const maps = mapNames().map((name) => ({ value: name, text: name }));
  maps.unshift({ value: "", text: "suiting" });
  return el("div", { class: "row" }, el("label", {}, "Color map"), select("Color map", maps, state.get("map"), (map) => state.set({ map })));
}

function cellLimitsRow(stage, state) {
  const ofFrame = async () => {
    const column = await stage.run.column(stage.frame, state.get("color"));
    state.set({ low: Number(column.low.toPrecision(6)), high: Number(column.high.toPrecision(6)) });
  };
  return limitsRow({
    of: "",
    low: state.get("low"),
    high: state.get("high"),
    automatic: stage.coloring(stage.run, true),
    changed: (limits) => state.set(limits),
    ofFrame,
  });
}

function typeBoxes(run, state) {
  const hidden = new Set(state.get("hide"));
  return run.cells.types.map((name, type) => {
    const swatch = el("span", { class: "swatch" });
    swatch.style.background = cssColor(kindColor(type));
    const changed = (on) => {
      const next = new Set(state.get("hide"));
      if (on) {
        next.delete(type);
      } else {
        next.add(type);
      }
      state.set({ hide: [...next].sort((a, b) => a - b) });
    };
    return checkbox(name, !hidden.has(type), changed, [swatch]);
  });
}

function filterRows(stage, state) {
  const options = [{ value: "", text: "anything" }, ...columnOptions(stage.run)];
  const rows = [select("Filter column", options, state.get("filter"), (filter) => state.set({ filter, from: null, to: null }))];
  if (state.get("filter")) {
    const from = numberField("From", state.get("from"), "any", (value) => state.set({ from: value }));
    const to = numberField("To", state.get("to"), "any", (value) => state.set({ to: value }));
    stage.limits(state.get("filter")).then((limits) => {
      from.placeholder = numberText(limits[0], 3);
      to.placeholder = numberText(limits[1], 3);
    });
    rows.push(el("span", {}, "from"), from, el("span", {}, "to"), to);
  }
  return [el("div", { class: "row" }, ...rows)];
}

function clipRow(stage, state) {
  const options = [{ value: "", text: "none" }, ..."xyz".split("").map((axis) => ({ value: axis, text: `across ${axis}` }))];
  if (stage.run.fields) {
    options.push({ value: SLICE_CLIP, text: "at the slice" });
  }
  const cut = slider("Place of the clip plane", state.get("cut"), 0.005, (share) => state.set({ cut: share }));
  cut.disabled = !state.get("clip") || state.get("clip") === SLICE_CLIP;
  return el("div", { class: "row" }, select("Clip plane", options, state.get("clip"), (clip) => state.set({ clip })), cut);
}

function cameraRow(stage, run) {
  const look = (axis) => () => {
    stage.pane.camera.lookAlong(axis);
    stage.pane.fit();
  };
  const home = () => {
    stage.pane.camera.home();
    stage.pane.fit();
  };
  const row = el("div", { class: "row" }, button("Fit", () => stage.pane.fit(), { title: "Show everything (F)" }));
  if (run.cells.dimensions === 3) {
    row.append(
      button("Oblique", home),
      button("Along x", look(0)),
      button("Along y", look(1)),
      button("Along z", look(2)),
    );
  }
  return row;
}
