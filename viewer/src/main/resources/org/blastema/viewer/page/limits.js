// Fields of a form for numbers: limits of a scale, sliders.

import { button, el } from "./dom.js";
import { numberText } from "./numbers.js";

/**
 * A field for a number that may be left empty.
 * @param {string} label
 * @param {number|null} value
 * @param {string} placeholder
 * @param {function(?number): ?} changed
 * @returns {!HTMLInputElement}
 */
export function numberField(label, value, placeholder, changed) {
  const field = /** @type {!HTMLInputElement} */ (el("input", {
    type: "number",
    step: "any",
    "aria-label": label,
    value: value === null ? undefined : value,
    placeholder,
    on: { change: () => changed(field.value === "" ? null : Number(field.value)) },
  }));
  return field;
}

/**
 * A slider from 0 to 1.
 * @param {string} label
 * @param {number} value
 * @param {number} step
 * @param {function(number): ?} changed
 * @returns {!HTMLInputElement}
 */
export function slider(label, value, step, changed) {
  const range = /** @type {!HTMLInputElement} */ (el("input", {
    type: "range",
    min: 0,
    max: 1,
    step,
    value,
    "aria-label": label,
    on: { input: () => changed(Number(range.value)) },
  }));
  return range;
}

/**
 * Limits of a scale; those that were not set are automatic.
 * - of: what of, for those who hear the labels only
 * - automatic: comes with the limits as they are
 * @param {{
 *   of: string,
 *   low: (number|null),
 *   high: (number|null),
 *   automatic: !Promise<{low: number, high: number}>,
 *   changed: function({low: ?number, high: ?number}): ?,
 *   ofFrame: function(): ?
 * }} scale
 * @returns {!HTMLElement}
 */
export function limitsRow({ of, low, high, automatic, changed, ofFrame }) {
  const from = numberField(`Lower limit ${of}`.trim(), low, "automatic", (value) => changed({ low: value, high }));
  const to = numberField(`Upper limit ${of}`.trim(), high, "automatic", (value) => changed({ low, high: value }));
  automatic.then((scale) => {
    from.placeholder = numberText(scale.low, 3);
    to.placeholder = numberText(scale.high, 3);
  });
  return el(
    "div",
    { class: "row" },
    el("label", {}, "Limits"),
    from,
    "to",
    to,
    button("Automatic", () => changed({ low: null, high: null })),
    button("This frame", ofFrame, { title: "The smallest and largest number of this frame" }),
  );
}
