/** The query as it is typed, and the address that follows it: Back and links bring it again. */
import { useCallback, useEffect, useRef, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { here } from "../../address";
import { readQuery, type SearchQuery, typedAtEnd, writeQuery } from "../../search";
import { HOME, type Kind, type Place, readPlace, writePlace } from "./place";

/** What is typed is asked this long after the last letter. */
const ASK_AFTER_MS = 180;

interface Query {
  place: Place;
  /** What stands in the line. */
  typed: SearchQuery;
  setTyped: (query: SearchQuery) => void;
  setKind: (kind: Kind) => void;
  /** Remembers the hit from which one goes on. */
  leaveAt: (hit: string) => void;
}

export function useQueryPlace(): Query {
  const [, navigate] = useLocation();
  const search = useSearch();
  const place = readPlace(search);
  const [typed, setTypedNow] = useState(() => readQuery(place.query));
  const written = useRef(place.query);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const put = useCallback(
    (change: Partial<Place>, isStep = false) => {
      const next = { ...readPlace(location.search), ...change };
      written.current = next.query;
      navigate(writePlace(next), { replace: !isStep });
    },
    [navigate],
  );

  // The address is another one: by Back, or by a link.
  useEffect(() => {
    if (place.query !== written.current) {
      written.current = place.query;
      setTypedNow(readQuery(place.query));
    }
  }, [place.query]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const setTyped = (query: SearchQuery) => {
    setTypedNow(query);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const asked = askedOf(query);
      // Whoever went on is not pulled back, however long the next screen takes to come.
      if (here().path === HOME && asked !== readPlace(here().search).query) {
        put({ query: asked, hit: undefined });
      }
    }, ASK_AFTER_MS);
  };
  return {
    place,
    typed,
    setTyped,
    setKind: (kind) => put({ kind, hit: undefined }, true),
    leaveAt: (hit) => {
      clearTimeout(timer.current);
      put({ hit });
    },
  };
}

/** An operator whose value is still being typed asks for nothing yet. */
function askedOf({ conditions, words }: SearchQuery): string {
  const last = typedAtEnd(words);
  return writeQuery({ conditions, words: last?.name ? last.before : words });
}
