/** Where views come to stand when one is moved. Pure. */

interface Placed {
  id: string;
  position: number;
}

/** The new positions of those that get another one, so that `id` stands one place earlier or later. */
export function moved(views: readonly Placed[], id: string, by: -1 | 1): readonly Placed[] {
  const from = views.findIndex((view) => view.id === id);
  const to = from + by;
  const view = views[from];
  if (!view || to < 0 || to >= views.length) {
    return [];
  }
  const order = views.toSpliced(from, 1).toSpliced(to, 0, view);
  return order
    .map((one, position) => ({ id: one.id, position, before: one.position }))
    .filter(({ position, before }) => position !== before)
    .map(({ id, position }) => ({ id, position }));
}
