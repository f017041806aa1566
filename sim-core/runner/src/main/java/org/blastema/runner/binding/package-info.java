/**
 * From configuration trees to configuration records and back, by the records' components and
 * annotations: binding, overriding, writing out with all defaults, and the JSON Schema. Knows no
 * particular record.
 */
package org.blastema.runner.binding;
