// Colors for numbers and for kinds.

/** Colors at equal distances, low to high. The first two can be told apart by color-blind people. */
const MAP_STOPS = {
  viridis: "440154 482878 3e4989 31688e 26828e 1f9e89 35b779 6ece58 b5de2b fde725",
  cividis: "00224e 123570 3b496c 575d6d 707173 8a8678 a59c74 c3b369 e1cc55 fee838",
  plasma: "0d0887 46039f 7201a8 9c179e bd3786 d8576b ed7953 fb9f3a fdca26 f0f921",
  "blue-red": "053061 2166ac 4393c3 92c5de d1e5f0 f7f7f7 fddbc7 f4a582 d6604d b2182b 67001f",
  turbo: "30123b 4145ab 4675ed 39a2fc 1bcfd4 24eca6 61fc6c a4fc3b d1e834 f3c63a fe9b2d f36315 d93806 b11901 7a0402",
  gray: "1a1a1a f2f2f2",
};

/** Colors for kinds after M. Okabe and K. Ito (2008), for color-blind people. */
const KIND_COLORS = [0x56b4e9, 0xe69f00, 0x009e73, 0xcc79a7, 0x0072b2, 0xd55e00, 0xf0e442, 0x6b6b6b];

const TABLE_SIZE = 256;
const mapTables = new Map();

/** What stands for a number that there is not. */
export const MISSING_COLOR = [150, 150, 150];

/** Names of the color maps. */
export function mapNames() {
  return Object.keys(MAP_STOPS);
}

/**
 * A color map as red, green and blue of 256 steps.
 * @param {string} name
 * @returns {!Uint8Array}
 */
export function mapTable(name) {
  const known = Object.hasOwn(MAP_STOPS, name) ? name : "viridis";
  let table = mapTables.get(known);
  if (!table) {
    const stops = MAP_STOPS[known].split(" ").map((stop) => channels(parseInt(stop, 16)));
    table = new Uint8Array(3 * TABLE_SIZE);
    for (let i = 0; i < TABLE_SIZE; i++) {
      const at = (i / (TABLE_SIZE - 1)) * (stops.length - 1);
      const k = Math.min(Math.floor(at), stops.length - 2);
      for (let c = 0; c < 3; c++) {
        table[3 * i + c] = Math.round(stops[k][c] + (at - k) * (stops[k + 1][c] - stops[k][c]));
      }
    }
    mapTables.set(known, table);
  }
  return table;
}

/** The color of a kind, such as a cell type: red, green, blue. After the eighth they repeat. */
export function kindColor(kind) {
  return channels(KIND_COLORS[((kind % KIND_COLORS.length) + KIND_COLORS.length) % KIND_COLORS.length]);
}

function channels(rgb) {
  return [rgb >> 16, (rgb >> 8) & 255, rgb & 255];
}

/** The color of the k-th curve of a plot, one that stands out from the paper. */
export function curveColor(k) {
  const order = document.documentElement.dataset.theme === "dark" ? [0, 1, 2, 3, 6, 5, 7, 4] : [4, 5, 2, 3, 1, 0, 7, 6];
  return kindColor(order[k % order.length]);
}

/** A color for style sheets and canvases. */
export function cssColor(rgb) {
  return `rgb(${rgb[0]} ${rgb[1]} ${rgb[2]})`;
}
