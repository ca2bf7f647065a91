/** The list of a library: its name, what is searched, the way to a new entry, and the entries. */
import { useLingui } from "@lingui/react/macro";
import { Plus, SearchX } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef } from "react";
import { Button } from "../parts/button";
import { Empty } from "../parts/empty";
import { SearchField } from "../parts/search_field";
import { VirtualList } from "../parts/virtual_list";
import { useKeys } from "../shell";
import styles from "./library_list.module.css";

interface LibraryListProps {
  title: string;
  /** Those that are found, in order; undefined while they are read. */
  ids: readonly string[];
  /** Whether there are any, found or not. */
  hasAny: boolean;
  row: (id: string) => ReactNode;
  openId: string | undefined;
  /** `isByKey`: the keys go on in the form. */
  onOpen: (id: string, isByKey: boolean) => void;
  search: { label: string; value: string; onChange: (value: string) => void };
  /** What the list is narrowed to besides. */
  tools?: ReactNode;
  /** Left out where one may not. */
  create?: { text: string; onPress: () => void };
  /** What stands there as long as there is none: what they are for. */
  empty: ReactNode;
}

const ROW_PX = 56;

export function LibraryList({
  title,
  ids,
  hasAny,
  row,
  openId,
  onOpen,
  search,
  tools,
  create,
  empty,
}: LibraryListProps) {
  const { t } = useLingui();
  const field = useRef<HTMLInputElement>(null);
  useKeys([
    {
      keys: "/",
      text: search.label,
      group: title,
      onPress: () => field.current?.focus(),
    },
    ...(create ? [{ keys: "n", text: create.text, group: title, onPress: create.onPress }] : []),
  ]);
  const open = (id: string, by: MouseEvent | KeyboardEvent) => onOpen(id, by.type === "keydown");
  return (
    <section className={styles.list} aria-label={title}>
      <header className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        {create ? (
          <Button icon={Plus} onPress={create.onPress}>
            {create.text}
          </Button>
        ) : null}
      </header>
      {tools ? <div className={styles.tools}>{tools}</div> : null}
      {hasAny ? (
        <div className={styles.search}>
          <SearchField
            ref={field}
            label={search.label}
            placeholder={search.label}
            keys="/"
            value={search.value}
            onChange={search.onChange}
            onSubmit={() => {
              const [first] = ids;
              if (first !== undefined) {
                onOpen(first, true);
              }
            }}
          />
        </div>
      ) : null}
      <div className={styles.entries}>
        {ids.length > 0 ? (
          <VirtualList
            label={title}
            kind="listbox"
            ids={ids}
            estimate={() => ROW_PX}
            openId={openId ?? null}
            onOpen={open}
            render={row}
          />
        ) : hasAny ? (
          <Empty icon={SearchX} text={t`Nothing here is like that.`} />
        ) : (
          empty
        )}
      </div>
    </section>
  );
}
