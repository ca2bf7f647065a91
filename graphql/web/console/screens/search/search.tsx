/** The search over all history: one line, what was found by its kinds, each hit opened where it was said. */
import { useLingui } from "@lingui/react/macro";
import { Search as SearchIcon } from "lucide-react";
import { useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { Button } from "../../parts/button";
import { Icon } from "../../parts/icon";
import { Problem } from "../../parts/problem";
import { Skeleton } from "../../parts/skeleton";
import { VirtualList, type VirtualListHandle } from "../../parts/virtual_list";
import { OPERATORS, type Operator, writeQuery } from "../../search";
import { problemOf } from "../../shell";
import { FilterPicker } from "./filter_picker";
import { HitRow } from "./hit_row";
import { hrefOf } from "./href";
import { KIND_NAMES, type Kind } from "./place";
import { QueryField } from "./query_field";
import styles from "./search.module.css";
import { MeantLine, Understood } from "./understood";
import { useChoices } from "./use_choices";
import { type Found, useHits } from "./use_hits";
import { useQueryPlace } from "./use_query";

export function Search() {
  const { t, i18n } = useLingui();
  const { place, typed, setTyped, setKind, leaveAt } = useQueryPlace();
  const [, navigate] = useLocation();
  const choices = useChoices();
  const { found, isAsking, error, more, again } = useHits(place.query, place.kind);
  const field = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualListHandle>(null);
  const refusal = error?.graphQLErrors.find(({ extensions }) => extensions["code"] === "INVALID");

  // Whoever comes back goes on at the hit; others type.
  const cameTo = useRef(place.hit);
  const toList = (id: string | undefined) => {
    if (id !== undefined) {
      list.current?.show(id);
      results.current?.querySelector<HTMLElement>("[role=listbox]")?.focus();
    }
  };
  useEffect(() => {
    if (cameTo.current === undefined) {
      field.current?.focus();
    }
  }, []);
  useEffect(() => {
    const { current: id } = cameTo;
    if (id !== undefined && found) {
      cameTo.current = undefined;
      if (found.hits.some((hit) => hit.id === id)) {
        list.current?.show(id);
        results.current?.querySelector<HTMLElement>("[role=listbox]")?.focus();
      }
    }
  }, [found]);

  const open = (id: string) => {
    const hit = found?.hits.find((one) => one.id === id);
    const href = hit && hrefOf(hit.edge.node);
    if (href) {
      leaveAt(id);
      navigate(href);
    }
  };
  const begin = (name: Operator) => {
    const words = typed.words.trim();
    setTyped({ ...typed, words: `${words === "" ? "" : `${words} `}${name}:` });
    field.current?.focus();
  };
  const isNothing = found && KIND_NAMES.every((name) => found.counts[name] === 0);

  return (
    <article className={styles.search}>
      <header className={styles.head}>
        <h1 className={styles.title}>{t`Search`}</h1>
        <div className={styles.line}>
          <QueryField
            ref={field}
            query={typed}
            onChange={setTyped}
            choices={choices}
            error={refusal?.message}
            onLeave={() => toList(found?.hits[0]?.id)}
          />
          <FilterPicker query={typed} onChange={setTyped} choices={choices} />
        </div>
        {refusal || isNothing ? (
          <MeantLine query={typed} choices={choices} onChange={setTyped} />
        ) : null}
        {found ? <Kinds found={found} onChoose={setKind} /> : null}
      </header>
      <div
        ref={results}
        className={styles.results}
        aria-busy={isAsking}
        data-state={isAsking && found ? "older" : undefined}
      >
        {error && !refusal ? <Problem message={i18n._(problemOf(error))} onRetry={again} /> : null}
        {place.query === "" ? <Hints choices={choices} onBegin={begin} /> : null}
        {isAsking && !found ? <Skeleton of="rows" count={6} /> : null}
        {found && !error && found.hits.length === 0 && place.query !== "" && !isAsking ? (
          <Understood
            query={typed}
            isNothing={isNothing ?? false}
            choices={choices}
            onChange={setTyped}
          />
        ) : null}
        {found && !refusal && found.hits.length > 0 ? (
          <VirtualList
            key={`${found.kind} ${found.query}`}
            ref={list}
            label={t`What was found`}
            kind="listbox"
            ids={found.hits.map(({ id }) => id)}
            total={found.counts[found.kind]}
            estimate={() => 68}
            openId={place.hit ?? null}
            onOpen={open}
            onNearEnd={more}
            render={(id) => {
              const hit = found.hits.find((one) => one.id === id);
              return hit ? <HitRow edge={hit.edge} /> : null;
            }}
          />
        ) : null}
      </div>
      <p className={styles.told} role="status">
        {found && !isAsking && writeQuery(typed) !== ""
          ? t`${found.counts[found.kind]} found`
          : null}
      </p>
    </article>
  );
}

function Kinds({ found, onChoose }: { found: Found; onChoose: (kind: Kind) => void }) {
  const { t, i18n } = useLingui();
  const names: Record<Kind, string> = {
    messages: t`Messages`,
    chats: t`Chats`,
    contacts: t`Contacts`,
    notes: t`Notes`,
  };
  return (
    <fieldset className={styles.kinds} aria-label={t`What was found`}>
      {KIND_NAMES.map((name) => (
        <button
          key={name}
          type="button"
          className={styles.kind}
          aria-pressed={found.kind === name}
          data-empty={found.counts[name] === 0 ? "" : undefined}
          onClick={() => onChoose(name)}
        >
          {names[name]} <span className={styles.count}>{i18n.number(found.counts[name])}</span>
        </button>
      ))}
    </fieldset>
  );
}

interface HintsProps {
  choices: ReturnType<typeof useChoices>;
  onBegin: (name: Operator) => void;
}

/** Nothing is asked yet: what can be. */
function Hints({ choices, onBegin }: HintsProps) {
  const { t } = useLingui();
  return (
    <div className={styles.hints}>
      <span className={styles.icon}>
        <Icon of={SearchIcon} size="large" />
      </span>
      <p className={styles.hint}>
        {t`Messages, notes, customers and chats of the whole history. Put a “phrase” in quotes, a minus before what must not occur.`}
      </p>
      <div className={styles.operators}>
        {OPERATORS.map((name) => (
          <Button key={name} tone="quiet" onPress={() => onBegin(name)}>
            <code className={styles.operator}>{name}:</code> {choices.titles[name]}
          </Button>
        ))}
      </div>
    </div>
  );
}
