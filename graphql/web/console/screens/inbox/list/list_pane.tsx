/** The list of chats with what narrows it: views, lists, tabs, filters, order. */
import { useLingui } from "@lingui/react/macro";
import { ArrowUp, Inbox as InboxIcon, ListFilter } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useMemo, useRef, useState } from "react";
import type { ChatFilter } from "../../../../client/operator/graphql";
import { Button } from "../../../parts/button";
import { Empty } from "../../../parts/empty";
import { Icon } from "../../../parts/icon";
import { Problem } from "../../../parts/problem";
import { Skeleton } from "../../../parts/skeleton";
import { VirtualList, type VirtualListHandle } from "../../../parts/virtual_list";
import { BulkBar } from "../bulk/bulk_bar";
import { useChosen } from "../bulk/use_chosen";
import { countFilters, criteriaOf, orderOf } from "../place";
import { useInbox } from "../use_inbox";
import { ChatRow } from "./chat_row";
import { FilterChips } from "./filter_chips";
import { ListHead } from "./list_head";
import styles from "./list_pane.module.css";
import { ListTabs } from "./list_tabs";
import { TableHead } from "./table_head";
import { useAddresses } from "./use_addresses";
import { useChatList } from "./use_chat_list";
import { useCounts } from "./use_counts";
import { useListKeys } from "./use_list_keys";
import { useNext } from "./use_next";
import { useOpenRow } from "./use_open_row";

/** From so far down on, what comes waits above. */
const SCROLLED_PX = 40;

interface ListPaneProps {
  openId: string | undefined;
  /** All of the page is the list's: its rows are lines of a table. */
  isTable: boolean;
}

export function ListPane({ openId, isTable }: ListPaneProps) {
  const { t } = useLingui();
  const { place, go, choices, may } = useInbox();
  const counts = useCounts();
  const view = choices.views.find(({ id }) => id === place.view);
  const options = useMemo(
    () => ({
      ...criteriaOf(place, view?.chatOrder),
      ...(view && { viewId: view.id, saved: view.filter as ChatFilter | null }),
    }),
    [place, view],
  );
  const shown = useChatList(options, openId);
  const chosen = useChosen(shown.key);
  const [focusedId, setFocusedId] = useState<string>();
  const list = useRef<VirtualListHandle>(null);
  const openRow = useOpenRow();
  const scroller = useRef<HTMLDivElement>(null);
  useAddresses(shown.ids, isTable && may.has("CONTACT_READ"));
  useNext(shown.ids, openId, openRow);
  useListKeys({ shown, openId, focusedId, chosen, openRow });

  const onOpen = (id: string, by: MouseEvent | KeyboardEvent) => {
    const isMark = by.target instanceof Element && by.target.closest("[data-choose]") !== null;
    if (by.shiftKey) {
      chosen.upTo(shown.ids, id);
    } else if (isMark || by.ctrlKey || by.metaKey) {
      chosen.toggle(id);
    } else {
      openRow(id, by.altKey);
    }
  };

  return (
    <section
      className={styles.pane}
      data-look={isTable ? "table" : undefined}
      aria-label={t`Chats`}
    >
      <ListHead view={view} criteria={options} counts={counts} onReload={shown.reload} />
      <ListTabs counts={counts} />
      <FilterChips />
      {isTable ? <TableHead order={orderOf(place, view?.chatOrder)} /> : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it looks whether anybody is at the rows; they act */}
      <div
        ref={scroller}
        className={styles.list}
        onPointerMove={() => shown.hold?.touch()}
        onPointerDown={() => shown.hold?.touch()}
        onKeyDown={() => shown.hold?.touch()}
        onScrollCapture={({ target }) =>
          shown.hold?.scroll((target as HTMLElement).scrollTop > SCROLLED_PX)
        }
      >
        {shown.state === "loading" && shown.ids.length === 0 ? (
          <Skeleton of="rows" count={8} />
        ) : null}
        {shown.state === "failed" ? (
          <Problem message={t`The chats could not be read.`} onRetry={shown.reload} />
        ) : null}
        {shown.state === "ready" && shown.ids.length === 0 ? (
          countFilters(place) > 0 || view ? (
            <Empty
              icon={ListFilter}
              text={t`No chat is like this.`}
              action={
                <Button
                  onPress={() => go({ filters: {}, view: undefined })}
                >{t`Remove the filters`}</Button>
              }
            />
          ) : (
            <Empty icon={InboxIcon} text={t`Nothing waits here.`} />
          )
        ) : null}
        {shown.ids.length > 0 ? (
          <VirtualList
            key={`${shown.key} ${isTable}`}
            ref={list}
            label={t`Chats`}
            kind="listbox"
            ids={shown.ids}
            estimate={() => (isTable ? 44 : 72)}
            openId={openId ?? null}
            onOpen={onOpen}
            onFocusAt={setFocusedId}
            chosen={chosen.ids}
            onNearEnd={shown.more}
            render={(id) => (
              <ChatRow
                id={id}
                isDimmed={!shown.has(id)}
                isChoosing={chosen.ids.size > 0}
                isChosen={chosen.ids.has(id)}
                isLine={isTable}
                onLost={shown.ask}
              />
            )}
          />
        ) : null}
        {shown.waiting > 0 ? (
          <button
            type="button"
            className={styles.waiting}
            onClick={() => {
              shown.hold?.release();
              scroller.current?.firstElementChild?.scrollTo({ top: 0 });
            }}
          >
            <Icon of={ArrowUp} size="small" />
            {t`${shown.waiting} moved, held for you`}
          </button>
        ) : null}
      </div>
      <BulkBar chosen={chosen} />
    </section>
  );
}
