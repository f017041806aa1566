// Frames as they travel: see the server's FrameBytes for the layout.

const TISSUE_HEADER = 72;
const COLUMN_HEADER = 24;
const FULL_QUANTUM = 65535;
const HIGHEST_QUANTUM = 65534;

/** The cells at one moment. Positions and radii stay quantized until they are asked for. */
export class Tissue {
  /** @param {!ArrayBuffer} buffer */
  constructor(buffer) {
    const view = new DataView(buffer);
    requireWord(view, "BLT1");
    const idBytes = view.getUint32(12, true);
    /** number of cells */
    this.count = view.getUint32(4, true);
    /** 2 or 3 */
    this.dimensions = view.getUint32(8, true);
    this.time = view.getFloat64(16, true);
    this.step = view.getFloat64(24, true);
    this.low = [view.getFloat64(32, true), view.getFloat64(40, true), view.getFloat64(48, true)];
    this.extent = view.getFloat64(56, true);
    this.largestRadius = view.getFloat64(64, true);
    /** x, y, z, radius of each cell, for the graphics card */
    this.quanta = new Uint16Array(buffer, TISSUE_HEADER, 4 * this.count);
    this.types = new Uint8Array(buffer, TISSUE_HEADER + 8 * this.count, this.count);
    this.ids = unpackIds(new Uint8Array(buffer, TISSUE_HEADER + 9 * this.count, idBytes), this.count);
    this.bytes = buffer.byteLength + 4 * this.count;
  }

  /** A coordinate of a cell; axis 0, 1, 2. */
  coordinate(i, axis) {
    return this.low[axis] + (this.quanta[4 * i + axis] / FULL_QUANTUM) * this.extent;
  }

  /** The center of a cell. */
  position(i) {
    return [this.coordinate(i, 0), this.coordinate(i, 1), this.coordinate(i, 2)];
  }

  radius(i) {
    return (this.quanta[4 * i + 3] / FULL_QUANTUM) * this.largestRadius;
  }

  /** The row of a cell, or -1. */
  row(id) {
    return this.ids.indexOf(id);
  }

  /**
   * Cells whose surfaces are nearer than a share of the radii, nearest first.
   * @param {number} i
   * @param {number=} reach 1 means touching
   */
  neighbors(i, reach = 1.15) {
    const center = this.position(i);
    const found = [];
    for (let k = 0; k < this.count; k++) {
      const distance = Math.hypot(
        this.coordinate(k, 0) - center[0],
        this.coordinate(k, 1) - center[1],
        this.coordinate(k, 2) - center[2],
      );
      if (k !== i && distance <= reach * (this.radius(i) + this.radius(k))) {
        found.push({ row: k, id: this.ids[k], distance });
      }
    }
    return found.sort((a, b) => a.distance - b.distance);
  }
}

/** One number a cell. */
export class Column {
  /** @param {!ArrayBuffer} buffer */
  constructor(buffer) {
    const view = new DataView(buffer);
    requireWord(view, "BLC1");
    this.count = view.getUint32(4, true);
    this.low = view.getFloat64(8, true);
    this.high = view.getFloat64(16, true);
    this.quanta = new Uint16Array(buffer, COLUMN_HEADER, this.count);
    this.bytes = buffer.byteLength;
  }

  /** The number of a cell; NaN if it has none. */
  value(i) {
    const quantum = this.quanta[i];
    return quantum > HIGHEST_QUANTUM ? NaN : this.low + (quantum / HIGHEST_QUANTUM) * (this.high - this.low);
  }
}

function requireWord(view, word) {
  for (let i = 0; i < 4; i++) {
    if (view.getUint8(i) !== word.charCodeAt(i)) {
      throw new Error(`the answer is not of the kind ${word}`);
    }
  }
}

function unpackIds(packed, count) {
  const ids = new Int32Array(count);
  let at = 0;
  let before = 0;
  for (let i = 0; i < count; i++) {
    let value = 0;
    let shift = 0;
    let group;
    do {
      group = packed[at++];
      value |= (group & 0x7f) << shift;
      shift += 7;
    } while (group & 0x80);
    before = (before + ((value >>> 1) ^ -(value & 1))) | 0;
    ids[i] = before;
  }
  return ids;
}

/** Keeps what was used last, up to a number of bytes; what is on its way is not asked for twice. */
export class FrameCache {
  /** @param {number} capacity bytes */
  constructor(capacity) {
    this.capacity = capacity;
    this.size = 0;
    /** @type {!Map<string, ?>} least recently used first */
    this.kept = new Map();
    /** @type {!Map<string, !Promise<?>>} */
    this.coming = new Map();
  }

  /** What is there already, or undefined. */
  now(key) {
    const found = this.kept.get(key);
    if (found !== undefined) {
      this.kept.delete(key);
      this.kept.set(key, found);
    }
    return found;
  }

  /**
   * What is there, or comes.
   * @template T
   * @param {string} key
   * @param {function(): !Promise<T>} load
   * @returns {!Promise<T>}
   */
  get(key, load) {
    const found = this.now(key);
    if (found !== undefined) {
      return Promise.resolve(found);
    }
    let coming = this.coming.get(key);
    if (!coming) {
      coming = load().then(
        (value) => {
          this.coming.delete(key);
          this.keep(key, value);
          return value;
        },
        (failure) => {
          this.coming.delete(key);
          throw failure;
        },
      );
      this.coming.set(key, coming);
    }
    return coming;
  }

  keep(key, value) {
    this.kept.set(key, value);
    this.size += value.bytes;
    for (const [oldest, old] of this.kept) {
      if (this.size <= this.capacity || oldest === key) {
        break;
      }
      this.size -= old.bytes;
      this.kept.delete(oldest);
    }
  }

  clear() {
    this.kept.clear();
    this.size = 0;
  }
}
