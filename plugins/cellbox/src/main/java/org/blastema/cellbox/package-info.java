/**
 * CellBox: networks of molecules under perturbation, learned from data (Yuan et al., Cell Systems
 * 2021; Ji et al., arXiv 2104.06467).
 */
package org.blastema.cellbox;
