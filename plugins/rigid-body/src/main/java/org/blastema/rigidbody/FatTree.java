package org.blastema.rigidbody;

import org.jbox2d.callbacks.DebugDraw;
import org.jbox2d.callbacks.TreeCallback;
import org.jbox2d.callbacks.TreeRayCastCallback;
import org.jbox2d.collision.AABB;
import org.jbox2d.collision.RayCastInput;
import org.jbox2d.collision.broadphase.BroadPhaseStrategy;
import org.jbox2d.collision.broadphase.DynamicTree;
import org.jbox2d.common.Vec2;

/**
 * JBox2D's search tree, whose boxes have a margin so that a shape need not be moved in the tree as
 * long as it stays in its box. In JBox2D 2.2.1.1, {@code a.contains(b)} tells whether b contains a;
 * its tree trusts it and moves all shapes in every time step, which triples the cost of a step.
 */
final class FatTree implements BroadPhaseStrategy {
  private final DynamicTree tree = new DynamicTree();

  @Override
  public boolean moveProxy(int proxyId, AABB box, Vec2 displacement) {
    return !holds(tree.getFatAABB(proxyId), box) && tree.moveProxy(proxyId, box, displacement);
  }

  private static boolean holds(AABB outer, AABB inner) {
    return outer.lowerBound.x <= inner.lowerBound.x
        && outer.lowerBound.y <= inner.lowerBound.y
        && inner.upperBound.x <= outer.upperBound.x
        && inner.upperBound.y <= outer.upperBound.y;
  }

  @Override
  public int createProxy(AABB box, Object userData) {
    return tree.createProxy(box, userData);
  }

  @Override
  public void destroyProxy(int proxyId) {
    tree.destroyProxy(proxyId);
  }

  @Override
  public Object getUserData(int proxyId) {
    return tree.getUserData(proxyId);
  }

  @Override
  public AABB getFatAABB(int proxyId) {
    return tree.getFatAABB(proxyId);
  }

  @Override
  public void query(TreeCallback callback, AABB box) {
    tree.query(callback, box);
  }

  @Override
  public void raycast(TreeRayCastCallback callback, RayCastInput input) {
    tree.raycast(callback, input);
  }

  @Override
  public int computeHeight() {
    return tree.computeHeight();
  }

  @Override
  public int getHeight() {
    return tree.getHeight();
  }

  @Override
  public int getMaxBalance() {
    return tree.getMaxBalance();
  }

  @Override
  public float getAreaRatio() {
    return tree.getAreaRatio();
  }

  @Override
  public int getInsertionCount() {
    return tree.getInsertionCount();
  }

  @Override
  public void drawTree(DebugDraw draw) {
    tree.drawTree(draw);
  }
}
