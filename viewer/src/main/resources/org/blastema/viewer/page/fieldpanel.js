// How a field is seen: which chemical, its colors, its slice, its contour lines.

import { checkbox, el, select } from "./dom.js";
import { mapNames } from "./colormaps.js";
import { fieldScale, NO_FIELD, shownChemical, shownLayer, sliceAxis } from "./fieldlayer.js";
import { gridOf, shareOf } from "./fields.js";
import { limitsRow, slider } from "./limits.js";
import { numberText, unitText, withUnit } from "./numbers.js";
import { MOST_CONTOURS } from "./state.js";

/**
 * The part of a panel that tells of fields; nothing if the run has none.
 * @param {!Stage} stage
 * @param {!ViewState} state
 * @returns {!Array<!HTMLElement>}
 */
export function fieldRows(stage, state) {
  const { run } = stage;
  if (!run.fields) {
    return [];
  }
  const name = shownChemical(run, state);
  const options = [{ value: NO_FIELD, text: "none" }, ...run.chemicals.map((chemical) => ({ value: chemical, text: withUnit(chemical, run.unitOfChemical(chemical)) }))];
  const list = select("Field", options, name || NO_FIELD, (field) => state.set({ field, fieldlow: null, fieldhigh: null }));
  const parts = [el("h2", {}, "Field"), labeled("Chemical", list)];
  if (name) {
    const maps = [{ value: "", text: "suiting" }, ...mapNames().map((map) => ({ value: map, text: map }))];
    parts.push(
      labeled("Color map", select("Color map of the field", maps, state.get("fieldmap"), (fieldmap) => state.set({ fieldmap }))),
      fieldLimitsRow(stage, state, name),
      checkbox("Logarithmic; gray is not positive", state.get("fieldlog"), (fieldlog) => state.set({ fieldlog })),
      ...(gridOf(run.fields).flat ? [] : [sliceRow(run, state)]),
      labeled("Opacity", slider("Opacity of the field", state.get("opacity"), 0.05, (opacity) => state.set({ opacity }))),
      contourRow(state),
      checkbox("Smooth between the voxels", state.get("smooth"), (smooth) => state.set({ smooth })),
    );
  }
  return parts;
}

function labeled(text, ...children) {
  return el("div", { class: "row" }, el("label", {}, text), ...children);
}

function fieldLimitsRow(stage, state, name) {
  const ofFrame = async () => {
    const column = await stage.run.field(stage.frame, name);
    state.set({ fieldlow: Number(column.low.toPrecision(6)), fieldhigh: Number(column.high.toPrecision(6)) });
  };
  return limitsRow({
    of: "of the field",
    low: state.get("fieldlow"),
    high: state.get("fieldhigh"),
    automatic: fieldScale(stage, name, true),
    changed: (limits) => state.set({ fieldlow: limits.low, fieldhigh: limits.high }),
    ofFrame,
  });
}

function sliceRow(run, state) {
  const grid = gridOf(run.fields);
  const axis = sliceAxis(grid, state);
  const place = el("output", { class: "number" });
  const axes = "xyz".split("").map((value) => ({ value, text: value }));
  const move = slider("Place of the slice", state.get("at"), 1 / grid.shape[axis], (share) => state.set({ at: Number(share.toPrecision(6)) }));
  const tell = () => {
    const unit = unitText(run.cells.lengthUnit);
    const middle = grid.lower[axis] + (shownLayer(grid, state) + 0.5) * grid.spacing;
    place.textContent = `${state.get("slice")} = ${numberText(middle)}${unit && unit !== "length" ? ` ${unit}` : ""}`;
    move.setAttribute("aria-valuetext", place.textContent);
  };
  move.min = String(shareOf(grid, axis, 0));
  move.max = String(shareOf(grid, axis, grid.shape[axis] - 1));
  move.value = String(shareOf(grid, axis, shownLayer(grid, state)));
  move.title = "Also by the keys , and . and S for the next axis";
  move.addEventListener("input", tell);
  tell();
  return labeled("Slice across", select("Axis of the slice", axes, state.get("slice"), (slice) => state.set({ slice })), move, place);
}

function contourRow(state) {
  const field = /** @type {!HTMLInputElement} */ (el("input", {
    type: "number",
    min: 0,
    max: MOST_CONTOURS,
    step: 1,
    value: state.get("contours"),
    "aria-label": "Number of contour lines",
    on: { input: () => state.set({ contours: Math.round(Math.min(MOST_CONTOURS, Math.max(0, Number(field.value) || 0))) }) },
  }));
  return labeled("Contours", field, "levels");
}
