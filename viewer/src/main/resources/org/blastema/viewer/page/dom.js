// Builds elements. Text goes in as text, never as markup, so no name in a run can become a script.

/**
 * Makes an element.
 * @param {string} tag
 * @param {!Object<string, ?>=} properties attributes; `on` is an object of listeners
 * @param {...(!Node|string|number)} children
 * @returns {!HTMLElement}
 */
export function el(tag, properties = {}, ...children) {
  return filled(document.createElement(tag), properties, children);
}

/**
 * Makes an SVG element.
 * @param {string} tag
 * @param {!Object<string, ?>=} properties
 * @param {...(!Node|string|number)} children
 * @returns {!SVGElement}
 */
export function svgEl(tag, properties = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);
}

function filled(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) {
        element.addEventListener(event, listener);
      }
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== undefined && value !== null) {
      element.setAttribute(name, String(value));
    }
  }
  for (const child of children) {
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

/**
 * Replaces what an element holds.
 * @param {!Element} element
 * @param {...(!Node|string|number)} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...children.map((child) => (child instanceof Node ? child : String(child))));
}

/**
 * A choice among words.
 * @param {string} label for those who cannot see what stands beside it
 * @param {!Array<{value: string, text: string}>} options
 * @param {string} value
 * @param {function(string): ?} changed
 * @returns {!HTMLSelectElement}
 */
export function select(label, options, value, changed) {
  const list = /** @type {!HTMLSelectElement} */ (el("select", {
    "aria-label": label,
    on: { change: () => changed(list.value) },
  }));
  for (const option of options) {
    list.append(el("option", { value: option.value, selected: option.value === value }, option.text));
  }
  return list;
}

/**
 * A box to tick.
 * @param {string} text
 * @param {boolean} checked
 * @param {function(boolean): ?} changed
 * @param {!Array<!Node>=} before what stands between box and text
 * @returns {!HTMLElement}
 */
export function checkbox(text, checked, changed, before = []) {
  const box = /** @type {!HTMLInputElement} */ (el("input", {
    type: "checkbox",
    checked,
    on: { change: () => changed(box.checked) },
  }));
  return el("label", { class: "check" }, box, ...before, text);
}

/**
 * A button.
 * @param {string} text
 * @param {function(): ?} pressed
 * @param {!Object<string, ?>=} properties
 * @returns {!HTMLElement}
 */
export function button(text, pressed, properties = {}) {
  return el("button", { type: "button", ...properties, on: { click: pressed } }, text);
}

/** The value of a color or length that the style sheet defines. */
export function themed(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
