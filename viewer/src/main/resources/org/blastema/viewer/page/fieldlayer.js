// The field that is shown with a tissue: which chemical, its colors, its slice.

import { scaleWithin } from "./coloring.js";
import { contourLevels, contourPieces, gridOf, layerAt, shareOf, sliceCorners, sliceImage, sliceOf } from "./fields.js";

const AXES = ["x", "y", "z"];

/** The state of the view when no field is wanted. */
export const NO_FIELD = "none";

/** The state of the view when cells before the slice are left out. */
export const SLICE_CLIP = "slice";

/**
 * The chemical of a run that is shown, or null: in the plane the first one unless told otherwise.
 * @param {!Run} run
 * @param {!ViewState} state
 * @returns {string|null}
 */
export function shownChemical(run, state) {
  const names = run.chemicals;
  const wanted = state.get("field");
  if (wanted === "") {
    return run.cells.dimensions === 2 && names.length > 0 ? names[0] : null;
  }
  return names.includes(wanted) ? wanted : null;
}

/** The axis that slices lie across. */
export function sliceAxis(grid, state) {
  return grid.flat ? 2 : Math.max(0, AXES.indexOf(state.get("slice")));
}

/** The layer of a grid that is shown. */
export function shownLayer(grid, state) {
  return layerAt(grid, sliceAxis(grid, state), state.get("at"));
}

/** Moves the slice by layers. */
export function moveSlice(run, state, by) {
  if (run.fields && shownChemical(run, state)) {
    const grid = gridOf(run.fields);
    state.set({ at: shareOf(grid, sliceAxis(grid, state), shownLayer(grid, state) + by) });
  }
}

/** Lays the slice across the next axis. */
export function turnSlice(state) {
  state.set({ slice: AXES[(AXES.indexOf(state.get("slice")) + 1) % 3] });
}

/**
 * The colors of a chemical, with the limits of all runs unless they were set.
 * @param {!Stage} stage
 * @param {string} name
 * @param {boolean=} plain whether limits are told as they are, not as logarithms
 * @returns {!Promise<!Scale>}
 */
export async function fieldScale(stage, name, plain = false) {
  const { state } = stage;
  const [low, high] = [state.get("fieldlow"), state.get("fieldhigh")];
  const limits = low === null || high === null ? await stage.fieldLimits(name) : [low, high, null];
  return scaleWithin(limits, low, high, state.get("fieldlog") && !plain, state.get("fieldmap") || "cividis", state.get("fieldlog"));
}

/** A chemical of a run in a frame. */
export class FieldLayer {
  /**
   * @param {!Grid} grid
   * @param {string} name
   * @param {string} unit
   * @param {!Column} column
   * @param {!Scale} scale
   */
  constructor(grid, name, unit, column, scale) {
    this.grid = grid;
    this.name = name;
    this.unit = unit;
    this.column = column;
    this.scale = scale;
    /** @type {?} */
    this.kept = null;
    this.keptFor = "";
  }

  /**
   * The chemical that is shown with a frame of a run, or null.
   * @param {!Stage} stage
   * @param {!Run} run
   * @param {number} frame
   * @returns {!Promise<FieldLayer|null>}
   */
  static async load(stage, run, frame) {
    const name = shownChemical(run, stage.state);
    if (!name) {
      return null;
    }
    const scale = await fieldScale(stage, name);
    const column = await run.field(frame, name, scale.log);
    return new FieldLayer(gridOf(run.fields), name, run.unitOfChemical(name), column, scale);
  }

  /** The middle of the slice that is shown, as a plane: three numbers and its place. */
  plane(state) {
    const axis = sliceAxis(this.grid, state);
    const plane = [0, 0, 0, this.grid.lower[axis] + (shownLayer(this.grid, state) + 0.5) * this.grid.spacing];
    plane[axis] = 1;
    return plane;
  }

  /**
   * What is drawn; computed when it changes.
   * @param {!ViewState} state
   * @returns {{
   *   slice: !Slice,
   *   corners: !Float32Array,
   *   image: !ImageData,
   *   smooth: boolean,
   *   levels: !Array<number>,
   *   contours: !Array<!Array<number>>
   * }}
   */
  drawn(state) {
    const axis = sliceAxis(this.grid, state);
    const layer = shownLayer(this.grid, state);
    const smooth = state.get("smooth");
    const key = [axis, layer, smooth, state.get("contours")].join();
    if (this.keptFor !== key) {
      const slice = sliceOf(this.grid, this.column, axis, layer);
      const levels = contourLevels(this.scale, state.get("contours"));
      this.kept = {
        slice,
        corners: sliceCorners(slice),
        image: sliceImage(slice, this.scale, smooth),
        smooth,
        levels,
        contours: levels.map((level) => contourPieces(slice, level)),
      };
      this.keptFor = key;
    }
    return this.kept;
  }
}
