/** Which entry of a list is open, and what the list is narrowed to: both stand in the address. */
import { useCallback } from "react";
import { useLocation, useSearch } from "wouter";
import { here } from "../address";

/** The address of an entry that is not there yet. */
export const NEW = "new";

/** The open one's id, and what opens another. */
export function useEntry(home: string) {
  const [path, navigate] = useLocation();
  const id = path.startsWith(`${home}/`) ? path.slice(home.length + 1) : undefined;
  const open = useCallback(
    (next: string | undefined, isQuiet = false) =>
      navigate(`${home}${next === undefined ? "" : `/${next}`}${location.search}`, {
        replace: isQuiet,
      }),
    [home, navigate],
  );
  return [id, open] as const;
}

/** What is asked behind the `?` under this name. */
export function useAsked(name: string): [string | undefined, (value: string | undefined) => void] {
  const [, navigate] = useLocation();
  const value = new URLSearchParams(useSearch()).get(name) ?? undefined;
  const set = (next: string | undefined) => {
    const asked = new URLSearchParams(location.search);
    if (next === undefined || next === "") {
      asked.delete(name);
    } else {
      asked.set(name, next);
    }
    const told = asked.toString();
    navigate(`${here().path}${told === "" ? "" : `?${told}`}`, { replace: true });
  };
  return [value, set];
}
