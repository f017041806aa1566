/**
 * Vector code that generated classes call. Public only because those classes lie in other packages:
 * not an interface for users. Its classes load only where the module {@code jdk.incubator.vector}
 * is present.
 */
package org.blastema.autodiff.lanes;
