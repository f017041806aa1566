// Where the viewer stands. Orbits a target with y upwards; without perspective unless asked for.

const FIELD_OF_VIEW = (30 * Math.PI) / 180;
const STEEPEST = 89 * (Math.PI / 180);

/** Pixels around a fitted box. */
const ROOM = 58;

/** The initial view of a tissue in space, from the side and a little from above. */
const HOME_AZIMUTH = 32 * (Math.PI / 180);
const HOME_ELEVATION = 20 * (Math.PI / 180);

/** A camera. */
export class Camera {
  /** @param {boolean} flat whether the tissue lies in a plane */
  constructor(flat) {
    this.flat = flat;
    this.perspective = false;
    this.azimuth = flat ? 0 : HOME_AZIMUTH;
    this.elevation = flat ? 0 : HOME_ELEVATION;
    /** height of what is seen at the target */
    this.span = 10;
    this.target = [0, 0, 0];
  }

  /** Right, up and backward directions of the viewer. */
  axes() {
    const [ca, sa] = [Math.cos(this.azimuth), Math.sin(this.azimuth)];
    const [ce, se] = [Math.cos(this.elevation), Math.sin(this.elevation)];
    return [
      [ca, 0, -sa],
      [-sa * se, ce, -ca * se],
      [sa * ce, se, ca * ce],
    ];
  }

  /** How far the viewer is from the target. */
  distance() {
    return this.perspective ? this.span / 2 / Math.tan(FIELD_OF_VIEW / 2) : 0;
  }

  /** A point as the viewer has it: right, up, towards. */
  toView(point) {
    const d = [point[0] - this.target[0], point[1] - this.target[1], point[2] - this.target[2]];
    const [right, up, back] = this.axes();
    return [dot(right, d), dot(up, d), dot(back, d) - this.distance()];
  }

  /**
   * Where a point is on a canvas.
   * @param {!Array<number>} point
   * @param {number} width pixels
   * @param {number} height pixels
   * @returns {{x: number, y: number, scale: number, depth: number}} scale in pixels a unit of length
   */
  project(point, width, height) {
    const view = this.toView(point);
    const scale = this.perspective ? (height / this.span) * (this.distance() / Math.max(1e-9, -view[2])) : height / this.span;
    return { x: width / 2 + view[0] * scale, y: height / 2 - view[1] * scale, scale, depth: view[2] };
  }

  /**
   * What is seen at a place of a canvas: the points from + t towards.
   * @param {number} x pixels from the left
   * @param {number} y pixels from the top
   * @param {number} width
   * @param {number} height
   * @returns {{from: !Array<number>, towards: !Array<number>}}
   */
  ray(x, y, width, height) {
    const [right, up, back] = this.axes();
    const scale = this.span / height;
    const at = [0, 1, 2].map((k) => this.target[k] + (x - width / 2) * scale * right[k] + (height / 2 - y) * scale * up[k]);
    if (!this.perspective) {
      return { from: at, towards: back.map((b) => -b) };
    }
    const from = [0, 1, 2].map((k) => this.target[k] + this.distance() * back[k]);
    return { from, towards: at.map((a, k) => a - from[k]) };
  }

  /** The matrix from the world to the viewer, column by column. */
  viewMatrix() {
    const [r, u, b] = this.axes();
    const t = this.target;
    return new Float32Array([
      r[0], u[0], b[0], 0, r[1], u[1], b[1], 0, r[2], u[2], b[2], 0,
      -dot(r, t), -dot(u, t), -dot(b, t) - this.distance(), 1,
    ]);
  }

  /**
   * The matrix from the viewer to the screen, column by column.
   * @param {number} aspect width over height
   * @param {number} reach how far the tissue extends from the target
   */
  projection(aspect, reach) {
    const far = Math.max(reach, this.span) * 1.05;
    if (!this.perspective) {
      const h = this.span / 2;
      return new Float32Array([1 / (h * aspect), 0, 0, 0, 0, 1 / h, 0, 0, 0, 0, -1 / far, 0, 0, 0, 0, 1]);
    }
    const f = 1 / Math.tan(FIELD_OF_VIEW / 2);
    const end = this.distance() + far;
    const near = Math.max(this.distance() - far, end / 500);
    return new Float32Array([
      f / aspect, 0, 0, 0, 0, f, 0, 0,
      0, 0, (near + end) / (near - end), -1, 0, 0, (2 * near * end) / (near - end), 0,
    ]);
  }

  orbit(dx, dy) {
    if (this.flat) {
      return;
    }
    this.azimuth = (this.azimuth - dx) % (2 * Math.PI);
    this.elevation = Math.min(STEEPEST, Math.max(-STEEPEST, this.elevation + dy));
  }

  /** Moves the target by shares of what is seen. */
  pan(dx, dy) {
    const [right, up] = this.axes();
    for (let k = 0; k < 3; k++) {
      this.target[k] += (-dx * right[k] + dy * up[k]) * this.span;
    }
  }

  /**
   * Comes nearer by a factor; what is under the pointer stays there.
   * @param {number} factor below 1 to come nearer
   * @param {number} x right of the middle, in shares of the height
   * @param {number} y above the middle
   */
  zoom(factor, x = 0, y = 0) {
    const span = Math.min(1e12, Math.max(1e-12, this.span * factor));
    const [right, up] = this.axes();
    for (let k = 0; k < 3; k++) {
      this.target[k] += (this.span - span) * (x * right[k] + y * up[k]);
    }
    this.span = span;
  }

  /**
   * Shows a box whole, with room for the words around it.
   * @param {!Array<number>} low
   * @param {!Array<number>} high
   * @param {number} width pixels
   * @param {number} height
   */
  fit(low, high, width, height) {
    this.target = low.map((l, k) => (l + high[k]) / 2);
    const [right, up] = this.axes();
    let wide = 0;
    let tall = 0;
    for (let corner = 0; corner < 8; corner++) {
      const d = low.map((l, k) => ((corner >> k) & 1 ? high[k] : l) - this.target[k]);
      wide = Math.max(wide, Math.abs(dot(right, d)));
      tall = Math.max(tall, Math.abs(dot(up, d)));
    }
    const across = (2 * wide) / Math.max(width - 2 * ROOM, width / 2);
    const upwards = (2 * tall) / Math.max(height - 2 * ROOM, height / 2);
    this.span = Math.max(across, upwards, 1e-12) * height;
  }

  /** Looks along an axis. */
  lookAlong(axis) {
    this.azimuth = axis === 0 ? Math.PI / 2 : 0;
    this.elevation = axis === 1 ? STEEPEST : 0;
  }

  home() {
    this.azimuth = this.flat ? 0 : HOME_AZIMUTH;
    this.elevation = this.flat ? 0 : HOME_ELEVATION;
  }

  /** As numbers for an address. */
  toNumbers() {
    return [this.azimuth, this.elevation, this.span, ...this.target].map((number) => Number(number.toPrecision(6)));
  }

  fromNumbers(numbers) {
    [this.azimuth, this.elevation, this.span] = numbers;
    this.target = numbers.slice(3, 6);
  }
}

/** The inner product. */
export function dot(a, b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
