/** Cells as rigid discs in the plane, among walls, obstacles and molds. Not differentiable. */
package org.blastema.rigidbody;
