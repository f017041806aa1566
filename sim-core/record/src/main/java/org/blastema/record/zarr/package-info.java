/**
 * Growing one-dimensional arrays in the Zarr storage format, version 2 (Zarr storage specification
 * v2, zarr.dev): a folder an array, metadata in JSON, one compressed file a chunk.
 */
package org.blastema.record.zarr;
