/** Return elements by a key, the groups in the order of their first elements. */
export function grouped<T>(elements: readonly T[], key: (element: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const element of elements) {
    const group = groups.get(key(element));
    if (group) group.push(element);
    else groups.set(key(element), [element]);
  }
  return [...groups.values()];
}
