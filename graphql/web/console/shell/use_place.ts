/** A place among a screen's own, read from the address and written there. */
import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import { here } from "../address";

type GoTo<Place> = (change: Partial<Place>, isQuiet?: boolean) => void;

/** `read` and `write` are the same at each call. */
export function usePlace<Place>(
  read: (path: string, search: string) => Place,
  write: (place: Place) => string,
): [Place, GoTo<Place>] {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const place = useMemo(() => read(path, search), [read, path, search]);
  const go = useCallback<GoTo<Place>>(
    (change, isQuiet = false) => {
      // As it is now: two changes may follow one another before anything is drawn.
      const { path, search } = here();
      const now = read(path, search);
      navigate(write({ ...now, ...change }), { replace: isQuiet });
    },
    [read, write, navigate],
  );
  return [place, go];
}
