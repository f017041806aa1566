// Animated GIF (89a): 256 colors for all pictures, compressed by LZW.

const MOST_CODES = 4096;

/** Collects pictures and makes the file. */
export class GifMaker {
  /**
   * @param {number} width
   * @param {number} height
   * @param {number} delay hundredths of a second a picture
   */
  constructor(width, height, delay) {
    this.width = width;
    this.height = height;
    this.delay = Math.max(2, Math.round(delay));
    /** @type {!Array<!Uint8Array>} */
    this.parts = [];
    /** @type {?} */
    this.palette = null;
    /** @type {!Map<number, number>} */
    this.nearest = new Map();
  }

  /** @param {!Uint8ClampedArray} pixels red, green, blue, alpha */
  add(pixels) {
    if (!this.palette) {
      this.palette = paletteOf(pixels);
      this.parts.push(this.header());
    }
    const indices = new Uint8Array(this.width * this.height);
    for (let i = 0; i < indices.length; i++) {
      indices[i] = this.indexOf(pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2]);
    }
    this.parts.push(
      new Uint8Array([0x21, 0xf9, 4, 4, this.delay & 255, this.delay >> 8, 0, 0]),
      new Uint8Array([0x2c, 0, 0, 0, 0, this.width & 255, this.width >> 8, this.height & 255, this.height >> 8, 0, 8]),
      inBlocks(lzw(indices)),
    );
  }

  /** @returns {!Blob} */
  finish() {
    return new Blob([...this.parts, new Uint8Array([0x3b])], { type: "image/gif" });
  }

  header() {
    const bytes = new Uint8Array(13 + 768 + 19);
    bytes.set(new TextEncoder().encode("GIF89a"));
    bytes.set([this.width & 255, this.width >> 8, this.height & 255, this.height >> 8, 0xf7, 0, 0], 6);
    bytes.set(this.palette, 13);
    bytes.set([0x21, 0xff, 11, ...new TextEncoder().encode("NETSCAPE2.0"), 3, 1, 0, 0, 0], 781);
    return bytes;
  }

  indexOf(r, g, b) {
    const key = (r >> 2 << 12) | (g >> 2 << 6) | (b >> 2);
    let found = this.nearest.get(key);
    if (found === undefined) {
      found = 0;
      let least = Infinity;
      for (let i = 0; i < 256; i++) {
        const off = (this.palette[3 * i] - r) ** 2 + (this.palette[3 * i + 1] - g) ** 2 + (this.palette[3 * i + 2] - b) ** 2;
        if (off < least) {
          least = off;
          found = i;
        }
      }
      this.nearest.set(key, found);
    }
    return found;
  }
}

/** The most frequent colors of a picture, and a coarse grid of all others. */
function paletteOf(pixels) {
  const counts = new Map();
  for (let i = 0; i < pixels.length; i += 4) {
    const key = (pixels[i] >> 3 << 10) | (pixels[i + 1] >> 3 << 5) | (pixels[i + 2] >> 3);
    counts.set(key, (counts.get(key) || 0) + 1);
  }
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 192).map(([key]) => key);
  const palette = new Uint8Array(768);
  frequent.forEach((key, i) => palette.set([widen(key >> 10), widen((key >> 5) & 31), widen(key & 31)], 3 * i));
  for (let i = 0; i < 64; i++) {
    palette.set([(i >> 4) * 85, ((i >> 2) & 3) * 85, (i & 3) * 85], 3 * (192 + i));
  }
  return palette;
}

function widen(five) {
  return (five << 3) | (five >> 2);
}

/** Compresses indices of 8 bits. */
export function lzw(indices) {
  const out = [];
  let held = 0;
  let bits = 0;
  let size = 9;
  const put = (code) => {
    held |= code << bits;
    bits += size;
    while (bits >= 8) {
      out.push(held & 255);
      held >>>= 8;
      bits -= 8;
    }
  };
  let table = new Map();
  let next = 258;
  put(256);
  let prefix = indices[0];
  for (let i = 1; i < indices.length; i++) {
    const key = (prefix << 8) | indices[i];
    const code = table.get(key);
    if (code !== undefined) {
      prefix = code;
      continue;
    }
    put(prefix);
    if (next < MOST_CODES) {
      table.set(key, next++);
      if (next > 1 << size && size < 12) {
        size++;
      }
    } else {
      put(256);
      table = new Map();
      next = 258;
      size = 9;
    }
    prefix = indices[i];
  }
  put(prefix);
  put(257);
  if (bits > 0) {
    out.push(held & 255);
  }
  return new Uint8Array(out);
}

function inBlocks(bytes) {
  const blocks = Math.ceil(bytes.length / 255);
  const out = new Uint8Array(bytes.length + blocks + 1);
  for (let k = 0; k < blocks; k++) {
    const part = bytes.subarray(255 * k, 255 * (k + 1));
    out[256 * k] = part.length;
    out.set(part, 256 * k + 1);
  }
  return out;
}
