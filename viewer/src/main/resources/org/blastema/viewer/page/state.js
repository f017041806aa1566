// What is looked at, and how: one object, which the address of the page repeats.

/** Contour lines of a field: more would not be told apart. */
export const MOST_CONTOURS = 24;

/** What an address may set, with how it is read and what it is unless set. */
const ADDRESS_WORDS = {
  frame: { initial: null, read: wholeNumber },
  run: { initial: 0, read: wholeNumber },
  color: { initial: "type", read: String },
  map: { initial: "", read: String },
  low: { initial: null, read: realNumber },
  high: { initial: null, read: realNumber },
  log: { initial: false, read: flag },
  hide: { initial: [], read: wholeNumbers },
  filter: { initial: "", read: String },
  from: { initial: null, read: realNumber },
  to: { initial: null, read: realNumber },
  cell: { initial: null, read: wholeNumber },
  clone: { initial: false, read: flag },
  camera: { initial: null, read: (text) => someNumbers(text, 6) },
  perspective: { initial: false, read: flag },
  box: { initial: true, read: flag },
  trail: { initial: "", read: (text) => (text === "yes" ? "cell" : text) },
  arrows: { initial: "", read: String },
  divisions: { initial: false, read: flag },
  epochs: { initial: [], read: wholeNumbers },
  field: { initial: "", read: String },
  fieldmap: { initial: "", read: String },
  fieldlow: { initial: null, read: realNumber },
  fieldhigh: { initial: null, read: realNumber },
  fieldlog: { initial: false, read: flag },
  slice: { initial: "z", read: (text) => (["x", "y", "z"].includes(text) ? text : null) },
  at: { initial: 0.5, read: shareNumber },
  opacity: { initial: 0.8, read: shareNumber },
  contours: { initial: 0, read: (text) => Math.min(MOST_CONTOURS, wholeNumber(text) ?? 0) },
  smooth: { initial: true, read: flag },
  spot: { initial: null, read: (text) => someNumbers(text, 3) },
  links: { initial: false, read: flag },
  clip: { initial: "", read: String },
  cut: { initial: 0.5, read: realNumber },
  speed: { initial: null, read: realNumber },
  tab: { initial: "view", read: String },
  theme: { initial: "", read: String },
  wide: { initial: false, read: flag },
  together: { initial: true, read: flag },
};

function wholeNumber(text) {
  const number = Number(text);
  return Number.isInteger(number) && number >= 0 ? number : null;
}

function realNumber(text) {
  const number = Number(text);
  return text !== "" && Number.isFinite(number) ? number : null;
}

function shareNumber(text) {
  const number = realNumber(text);
  return number === null ? null : Math.min(1, Math.max(0, number));
}

function wholeNumbers(text) {
  return text.split(",").map(wholeNumber).filter((number) => number !== null);
}

function someNumbers(text, count) {
  const numbers = text.split(",").map(Number);
  return numbers.length === count && numbers.every(Number.isFinite) ? numbers : null;
}

function flag(text) {
  return text === "yes";
}

/** The state of the view. Fires `change` with the names of what changed. */
export class ViewState extends EventTarget {
  constructor() {
    super();
    /** @type {!Object<string, ?>} */
    this.values = {};
    for (const [name, word] of Object.entries(ADDRESS_WORDS)) {
      this.values[name] = word.initial;
    }
    this.readAddress();
    window.addEventListener("hashchange", () => this.set(this.wordsOfAddress()));
  }

  get(name) {
    return this.values[name];
  }

  /** @param {!Object<string, ?>} changes */
  set(changes) {
    const names = Object.keys(changes).filter((name) => !same(this.values[name], changes[name]));
    if (names.length === 0) {
      return;
    }
    for (const name of names) {
      this.values[name] = changes[name];
    }
    this.dispatchEvent(new CustomEvent("change", { detail: new Set(names) }));
    this.writeSoon();
  }

  /**
   * Calls a listener when one of some values changes.
   * @param {!Array<string>} names
   * @param {function(): ?} listener
   */
  watch(names, listener) {
    this.addEventListener("change", (event) => {
      if (names.some((name) => /** @type {CustomEvent} */ (event).detail.has(name))) {
        listener();
      }
    });
  }

  readAddress() {
    Object.assign(this.values, this.wordsOfAddress());
  }

  wordsOfAddress() {
    const found = {};
    for (const [name, text] of new URLSearchParams(location.hash.slice(1))) {
      if (Object.hasOwn(ADDRESS_WORDS, name)) {
        const value = ADDRESS_WORDS[name].read(text);
        if (value !== null) {
          found[name] = value;
        }
      }
    }
    return found;
  }

  /** The address that shows the same again. */
  address() {
    const words = new URLSearchParams();
    for (const [name, word] of Object.entries(ADDRESS_WORDS)) {
      const value = this.values[name];
      if (!same(value, word.initial) && value !== null) {
        words.set(name, value === true ? "yes" : value === false ? "no" : String(value));
      }
    }
    return `#${words}`;
  }

  writeSoon() {
    if (!this.writing) {
      this.writing = setTimeout(() => {
        this.writing = 0;
        history.replaceState(null, "", this.address());
      }, 300);
    }
  }
}

function same(a, b) {
  return Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((x, i) => x === b[i]) : a === b;
}
