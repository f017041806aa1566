// Draws cells and lines with WebGL 2.

import { CELL_FRAGMENT, CELL_VERTEX, LINE_FRAGMENT, LINE_VERTEX, SLICE_FRAGMENT, SLICE_VERTEX } from "./shaders.js";

/**
 * What is drawn.
 * - cells: those of the tissue that are drawn: positions and radii, four bytes of color each
 * - reach: how far the tissue extends from the target
 * - background: red, green, blue, 0 to 1
 * - clip: plane: three numbers and its place
 * - slice: of a field; null for none
 * - lines: ends of lines, or corners of filled triangles
 * @typedef {{
 *   tissue: (!Tissue|null),
 *   cells: ({quanta: !Uint16Array, colors: !Uint8Array, count: number}|null),
 *   camera: !Camera,
 *   reach: number,
 *   background: !Array<number>,
 *   clip: !Array<number>,
 *   slice: ({corners: !Float32Array, image: !ImageData, smooth: boolean, opacity: number}|null),
 *   lines: !Array<{points: !Float32Array, color: !Array<number>, layer: string, filled: (boolean|undefined)}>
 * }}
 */
export let Picture;

/** A canvas that cells are drawn on. */
export class Scene {
  /** @param {!HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    const wishes = { alpha: false, antialias: true, powerPreference: "high-performance", failIfMajorPerformanceCaveat: true };
    let gl = /** @type {WebGL2RenderingContext|null} */ (canvas.getContext("webgl2", wishes));
    /** whether the processor does the work of a graphics card */
    this.slow = gl === null;
    gl = gl || canvas.getContext("webgl2", { alpha: false, antialias: false });
    if (!gl) {
      throw new Error("this browser has no WebGL 2, which the picture of the tissue needs");
    }
    this.gl = gl;
    /** what the last picture took, in milliseconds a million pixels */
    this.cost = 0;
    /** @type {?} */
    this.cells = null;
    /** @type {?} */
    this.lines = null;
    /** @type {?} */
    this.cellArray = null;
    /** @type {?} */
    this.lineArray = null;
    /** @type {?} */
    this.quanta = null;
    /** @type {?} */
    this.colors = null;
    /** @type {?} */
    this.linePoints = null;
    /** @type {?} */
    this.slices = null;
    /** @type {?} */
    this.sliceTexture = null;
    /** @type {ImageData|null} the picture that the graphics card has */
    this.sliceImage = null;
    canvas.addEventListener("webglcontextlost", (event) => event.preventDefault());
    canvas.addEventListener("webglcontextrestored", () => this.prepare());
    this.prepare();
  }

  prepare() {
    const gl = this.gl;
    this.cells = program(gl, CELL_VERTEX, CELL_FRAGMENT);
    this.lines = program(gl, LINE_VERTEX, LINE_FRAGMENT);
    this.slices = program(gl, SLICE_VERTEX, SLICE_FRAGMENT);
    this.sliceTexture = gl.createTexture();
    this.sliceImage = null;
    this.cellArray = gl.createVertexArray();
    this.quanta = gl.createBuffer();
    this.colors = gl.createBuffer();
    gl.bindVertexArray(this.cellArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.quanta);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 4, gl.UNSIGNED_SHORT, true, 0, 0);
    gl.vertexAttribDivisor(0, 1);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.colors);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribPointer(1, 4, gl.UNSIGNED_BYTE, true, 0, 0);
    gl.vertexAttribDivisor(1, 1);
    this.lineArray = gl.createVertexArray();
    this.linePoints = gl.createBuffer();
    gl.bindVertexArray(this.lineArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.linePoints);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 3, gl.FLOAT, false, 0, 0);
    gl.bindVertexArray(null);
  }

  /** @param {Picture} picture */
  draw(picture) {
    const gl = this.gl;
    const { canvas } = this;
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor(picture.background[0], picture.background[1], picture.background[2], 1);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    const view = picture.camera.viewMatrix();
    const projection = picture.camera.projection(canvas.width / canvas.height, picture.reach);
    const layer = (name) => picture.lines.filter((line) => line.layer === name);
    const { flat } = picture.camera;
    if (flat) {
      this.drawSlice(picture.slice, view, projection, false);
    }
    this.drawLines(layer("under"), view, projection, false);
    if (picture.tissue && picture.cells) {
      this.drawCells(picture, view, projection);
    }
    if (!flat) {
      this.drawSlice(picture.slice, view, projection, true);
    }
    this.drawLines(layer("among"), view, projection, true);
    this.drawLines(layer("over"), view, projection, false);
    if (this.slow) {
      this.measure();
    }
  }

  /** Learns when the picture is done, without waiting for it. */
  measure() {
    const gl = this.gl;
    const start = performance.now();
    const pixels = this.canvas.width * this.canvas.height;
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    const look = () => {
      const state = fence ? gl.clientWaitSync(fence, 0, 0) : gl.WAIT_FAILED;
      if (state === gl.TIMEOUT_EXPIRED) {
        setTimeout(look, 4);
      } else {
        this.cost = (performance.now() - start) / (pixels / 1e6);
        gl.deleteSync(fence);
      }
    };
    setTimeout(look, 4);
  }

  drawCells(picture, view, projection) {
    const gl = this.gl;
    const { tissue, cells } = picture;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.quanta);
    gl.bufferData(gl.ARRAY_BUFFER, cells.quanta, gl.STREAM_DRAW);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.colors);
    gl.bufferData(gl.ARRAY_BUFFER, cells.colors, gl.STREAM_DRAW);
    gl.useProgram(this.cells.program);
    const at = this.cells.uniform;
    gl.uniformMatrix4fv(at("view"), false, view);
    gl.uniformMatrix4fv(at("projection"), false, projection);
    gl.uniform3fv(at("low"), tissue.low);
    gl.uniform1f(at("extent"), tissue.extent);
    gl.uniform1f(at("largest"), tissue.largestRadius || 1);
    gl.uniform1f(at("reach"), picture.reach);
    gl.uniform1i(at("flatCells"), picture.camera.flat ? 1 : 0);
    gl.uniform1i(at("hard"), this.slow ? 1 : 0);
    gl.uniform1i(at("perspective"), picture.camera.perspective ? 1 : 0);
    gl.uniform3fv(at("background"), picture.background);
    gl.uniform4fv(at("clip"), picture.clip);
    gl.enable(gl.DEPTH_TEST);
    gl.enable(gl.SAMPLE_ALPHA_TO_COVERAGE);
    gl.bindVertexArray(this.cellArray);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, cells.count);
    gl.bindVertexArray(null);
    gl.disable(gl.SAMPLE_ALPHA_TO_COVERAGE);
  }

  /** Draws a slice, which cells before it hide but which hides nothing that is drawn later. */
  drawSlice(slice, view, projection, among) {
    if (!slice) {
      return;
    }
    const gl = this.gl;
    gl.bindTexture(gl.TEXTURE_2D, this.sliceTexture);
    if (this.sliceImage !== slice.image) {
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, slice.image);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
      this.sliceImage = slice.image;
    }
    const filter = slice.smooth ? gl.LINEAR : gl.NEAREST;
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, filter);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, filter);
    gl.useProgram(this.slices.program);
    gl.uniformMatrix4fv(this.slices.uniform("view"), false, view);
    gl.uniformMatrix4fv(this.slices.uniform("projection"), false, projection);
    gl.uniform1f(this.slices.uniform("opacity"), slice.opacity);
    gl.uniform1i(this.slices.uniform("picture"), 0);
    this.tested(among);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
    gl.depthMask(false);
    gl.bindVertexArray(this.lineArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.linePoints);
    gl.bufferData(gl.ARRAY_BUFFER, slice.corners, gl.DYNAMIC_DRAW);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    gl.bindVertexArray(null);
    gl.depthMask(true);
    gl.disable(gl.BLEND);
  }

  /** Whether what is drawn next is hidden by what is before it. */
  tested(hidden) {
    const gl = this.gl;
    if (hidden) {
      gl.enable(gl.DEPTH_TEST);
    } else {
      gl.disable(gl.DEPTH_TEST);
    }
  }

  drawLines(lines, view, projection, hidden) {
    if (lines.length === 0) {
      return;
    }
    const gl = this.gl;
    gl.useProgram(this.lines.program);
    gl.uniformMatrix4fv(this.lines.uniform("view"), false, view);
    gl.uniformMatrix4fv(this.lines.uniform("projection"), false, projection);
    this.tested(hidden);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
    gl.bindVertexArray(this.lineArray);
    for (const line of lines) {
      gl.bindBuffer(gl.ARRAY_BUFFER, this.linePoints);
      gl.bufferData(gl.ARRAY_BUFFER, line.points, gl.DYNAMIC_DRAW);
      gl.uniform4fv(this.lines.uniform("color"), line.color);
      gl.drawArrays(line.filled ? gl.TRIANGLES : gl.LINES, 0, line.points.length / 3);
    }
    gl.bindVertexArray(null);
    gl.disable(gl.BLEND);
  }
}

function program(gl, vertex, fragment) {
  const made = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(made, shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
      throw new Error(`a program of the graphics card fails: ${gl.getShaderInfoLog(shader)}`);
    }
  }
  gl.linkProgram(made);
  if (!gl.getProgramParameter(made, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`the graphics card refuses a program: ${gl.getProgramInfoLog(made)}`);
  }
  const places = new Map();
  return {
    program: made,
    uniform(name) {
      if (!places.has(name)) {
        places.set(name, gl.getUniformLocation(made, name));
      }
      return places.get(name);
    },
  };
}
