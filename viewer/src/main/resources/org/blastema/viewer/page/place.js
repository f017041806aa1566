// What the fields are at a place: at the chosen one, or at the middle of the chosen cell.

import { el } from "./dom.js";
import { gridOf, voxelAt } from "./fields.js";
import { numberField } from "./limits.js";
import { numberText, unitText, withUnit } from "./numbers.js";

/**
 * The chemicals of a run at a place as a table.
 * @param {!Run} run
 * @param {number} frame
 * @param {!Array<number>} place
 * @param {string} title
 * @returns {!Promise<!Array<!HTMLElement>>}
 */
export async function fieldsAt(run, frame, place, title) {
  if (!run.fields) {
    return [];
  }
  const heading = el("h2", {}, title);
  const voxel = voxelAt(gridOf(run.fields), place);
  if (voxel < 0) {
    return [heading, el("p", {}, "The grid of the fields does not reach there.")];
  }
  try {
    const values = await run.voxel(frame, voxel);
    const rows = run.chemicals.map((name) => el(
      "tr",
      {},
      el("th", { scope: "row" }, name),
      el("td", { class: "number" }, numberText(values[name], 6)),
      el("td", { class: "soft" }, unitText(run.unitOfChemical(name))),
    ));
    return [heading, el("table", {}, el("tbody", {}, ...rows))];
  } catch (failure) {
    return [heading, el("p", {}, failure.message)];
  }
}

/**
 * Fields of a form that choose a place.
 * @param {!Run} run
 * @param {!ViewState} state
 * @returns {!HTMLElement}
 */
export function placeForm(run, state) {
  const flat = run.cells.dimensions === 2;
  const spot = state.get("spot");
  const fields = ["x", "y", "z"].slice(0, flat ? 2 : 3).map((axis, k) => numberField(`Place, ${axis}`, spot && spot[k], axis, () => {
    const chosen = fields.map((field) => (field.value === "" ? NaN : Number(field.value)));
    if (chosen.every(Number.isFinite)) {
      state.set({ spot: flat ? [...chosen, 0] : chosen, cell: null });
    }
  }));
  return el("div", { class: "row" }, el("label", {}, withUnit("Place", run.cells.lengthUnit === "length" ? "" : run.cells.lengthUnit)), ...fields);
}
