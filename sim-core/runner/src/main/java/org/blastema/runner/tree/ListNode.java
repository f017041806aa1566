package org.blastema.runner.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * A list of values.
 *
 * @param place where it begins
 * @param path its path
 * @param items the values
 */
public record ListNode(Place place, String path, List<Node> items) implements Node {
  /** Copies the list. */
  public ListNode {
    items = List.copyOf(items);
  }

  @Override
  public ListNode withPath(String path) {
    List<Node> moved = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      moved.add(items.get(i).withPath(TreePath.item(path, i)));
    }
    return new ListNode(place, path, moved);
  }

  @Override
  public ListNode withPlace(Place place) {
    return new ListNode(place, path, items.stream().map(item -> item.withPlace(place)).toList());
  }

  /** The list with one value replaced. */
  public ListNode with(int index, Node value) {
    List<Node> changed = new ArrayList<>(items);
    changed.set(index, value.withPath(TreePath.item(path, index)));
    return new ListNode(place, path, changed);
  }

  @Override
  public String inWords() {
    return "a list";
  }
}
