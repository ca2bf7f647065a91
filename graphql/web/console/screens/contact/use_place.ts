/** The place among the contacts, read from the address and written there. */
import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import { type Place, readPlace, writePlace } from "./place";

export function usePlace(): [Place, (change: Partial<Place>, isQuiet?: boolean) => void] {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const place = useMemo(() => readPlace(path, search), [path, search]);
  const go = useCallback(
    (change: Partial<Place>, isQuiet = false) => {
      const now = readPlace(location.pathname, location.search);
      navigate(writePlace({ ...now, ...change }), { replace: isQuiet });
    },
    [navigate],
  );
  return [place, go];
}
