/** Where a label is named besides on chats. Pure. */

/** Does a filter, as it is stored, name this id anywhere. */
export function names(filter: unknown, id: string): boolean {
  if (typeof filter === "string") {
    return filter === id;
  }
  return (
    typeof filter === "object" &&
    filter !== null &&
    Object.values(filter).some((part) => names(part, id))
  );
}

interface Uses {
  views: readonly { name: string; filter: unknown }[];
  macros: readonly {
    title: string;
    acts: readonly { labelId: string | null; unlabelId: string | null }[] | null;
  }[];
}

export function usesOf(id: string, { views, macros }: Uses) {
  return {
    views: views.filter(({ filter }) => names(filter, id)).map(({ name }) => name),
    macros: macros
      .filter(({ acts }) => acts?.some((act) => act.labelId === id || act.unlabelId === id))
      .map(({ title }) => title),
  };
}
