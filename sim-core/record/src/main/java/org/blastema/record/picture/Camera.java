package org.blastema.record.picture;

/**
 * An orthographic view: where the viewer's right, up and towards point in the space of the tissue.
 *
 * @param right unit vector to the right of the picture
 * @param up unit vector to the top of the picture
 * @param towards unit vector to the viewer
 */
record Camera(double[] right, double[] up, double[] towards) {

  /** The plane of x and y, seen from the side to which z points. */
  static Camera flat() {
    return turned(0, 0);
  }

  /**
   * With y upwards in the picture.
   *
   * @param azimuth degrees by which the viewer has walked around the y axis, from z towards x
   * @param elevation degrees by which the viewer looks down
   */
  static Camera turned(double azimuth, double elevation) {
    double a = Math.toRadians(azimuth);
    double e = Math.toRadians(elevation);
    double[] towards = {Math.sin(a) * Math.cos(e), Math.sin(e), Math.cos(a) * Math.cos(e)};
    double[] right = {Math.cos(a), 0, -Math.sin(a)};
    return new Camera(right, cross(towards, right), towards);
  }

  /** The same view of a tissue laid on its side: y where x was, z where y was, x where z was. */
  Camera lying() {
    return new Camera(shifted(right), shifted(up), shifted(towards));
  }

  private static double[] shifted(double[] axis) {
    return new double[] {axis[2], axis[0], axis[1]};
  }

  /** Looking from a direction, given in this camera's right, up and towards. */
  Camera from(double... direction) {
    double[] towards = new double[3];
    for (int k = 0; k < 3; k++) {
      towards[k] = direction[0] * right[k] + direction[1] * up[k] + direction[2] * this.towards[k];
    }
    double norm = Math.sqrt(dot(towards, towards));
    for (int k = 0; k < 3; k++) {
      towards[k] /= norm;
    }
    double[] side = cross(up, towards);
    double sideNorm = Math.sqrt(dot(side, side));
    for (int k = 0; k < 3; k++) {
      side[k] /= sideNorm;
    }
    return new Camera(side, cross(towards, side), towards);
  }

  static double dot(double[] u, double[] v) {
    return u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
  }

  private static double[] cross(double[] u, double[] v) {
    return new double[] {
      u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]
    };
  }
}
