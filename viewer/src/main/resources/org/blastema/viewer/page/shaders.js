// Programs of the graphics card. A cell is a square that faces the viewer; each of its points is
// where a ray meets the sphere, or a point of the disc.

export const CELL_VERTEX = `#version 300 es
layout(location = 0) in vec4 quanta;   // position and radius, 0 to 1
layout(location = 1) in vec4 color;
uniform mat4 view, projection;
uniform vec3 low;
uniform float extent, largest;
uniform bool flatCells, perspective;
uniform vec4 clip;                     // what lies beyond this plane is not shown
out vec3 place;
flat out vec3 center;
flat out float radius;
flat out vec4 tint;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
  vec3 world = low + quanta.xyz * extent;
  center = (view * vec4(world, 1.0)).xyz;
  radius = quanta.w * largest;
  tint = color;
  float grown = radius * (perspective ? 1.35 : 1.08);
  place = center + vec3(corner * grown, 0.0);
  gl_Position = color.a == 0.0 || dot(clip.xyz, world) > clip.w ? vec4(2.0, 2.0, 2.0, 1.0) : projection * vec4(place, 1.0);
}`;

export const CELL_FRAGMENT = `#version 300 es
precision highp float;
uniform mat4 projection;
uniform bool flatCells, perspective, hard; // hard: edges are not blended
uniform float largest, reach;
uniform vec3 background;
in vec3 place;
flat in vec3 center;
flat in float radius;
flat in vec4 tint;
out vec4 result;
void main() {
  vec3 base = tint.a < 0.75 ? mix(background, tint.rgb, 0.16) : tint.rgb;
  if (flatCells) {
    vec2 off = place.xy - center.xy;
    float d = length(off);
    float edge = fwidth(d);
    float cover = clamp((radius - d) / edge + 0.5, 0.0, 1.0);
    if (cover <= (hard ? 0.5 : 0.0)) discard;
    float rim = smoothstep(radius - 0.10 * radius - 1.5 * edge, radius - 0.10 * radius, d);
    result = vec4(mix(base, base * 0.55, rim), cover);
    // Overlapping discs part where their power distances are equal.
    gl_FragDepth = 0.5 + 0.49 * (d * d - radius * radius) / (largest * largest);
    return;
  }
  vec3 origin = perspective ? vec3(0.0) : vec3(place.xy, center.z + 2.0 * radius);
  vec3 ray = perspective ? normalize(place) : vec3(0.0, 0.0, -1.0);
  vec3 to = center - origin;
  float along = dot(to, ray);
  float inside = radius * radius - dot(to, to) + along * along;
  float cover = clamp(inside / fwidth(inside) + 0.5, 0.0, 1.0);
  if (cover <= (hard ? 0.5 : 0.0)) discard;
  vec3 point = origin + ray * (along - sqrt(max(inside, 0.0)));
  vec3 normal = (point - center) / radius;
  float facing = max(dot(normal, -ray), 0.0);
  float light = max(dot(normal, normalize(vec3(-0.35, 0.55, 0.76))), 0.0);
  float shine = pow(max(dot(reflect(-normalize(vec3(-0.35, 0.55, 0.76)), normal), -ray), 0.0), 24.0);
  vec3 lit = base * (0.42 + 0.62 * light) + 0.10 * shine;
  lit *= mix(0.55, 1.0, smoothstep(0.0, 0.42, facing));
  float far = perspective ? 0.0 : clamp(0.5 - point.z / (2.0 * reach), 0.0, 1.0);
  result = vec4(mix(lit, background, 0.30 * far), cover);
  vec4 screen = projection * vec4(point, 1.0);
  gl_FragDepth = clamp(0.5 + 0.5 * screen.z / screen.w, 0.0, 1.0);
}`;

export const SLICE_VERTEX = `#version 300 es
layout(location = 0) in vec3 position;
uniform mat4 view, projection;
out vec2 place;
void main() {
  place = vec2(gl_VertexID & 1, 1 - (gl_VertexID >> 1)); // rows of the picture go downwards
  gl_Position = projection * view * vec4(position, 1.0);
}`;

export const SLICE_FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D picture;
uniform float opacity;
in vec2 place;
out vec4 result;
void main() {
  result = vec4(texture(picture, place).rgb, opacity);
}`;

export const LINE_VERTEX = `#version 300 es
layout(location = 0) in vec3 position;
uniform mat4 view, projection;
void main() {
  gl_Position = projection * view * vec4(position, 1.0);
}`;

export const LINE_FRAGMENT = `#version 300 es
precision mediump float;
uniform vec4 color;
out vec4 result;
void main() {
  result = color;
}`;
