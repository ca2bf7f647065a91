/** Whose chats, and where they stand: two rows of switches with their counts. */
import { useLingui } from "@lingui/react/macro";
import { ChevronDown, Ellipsis } from "lucide-react";
import { useState } from "react";
import { Avatar } from "../../../parts/avatar";
import { Icon } from "../../../parts/icon";
import { IconButton } from "../../../parts/icon_button";
import { Menu } from "../../../parts/menu";
import { Picker } from "../../../parts/picker";
import type { List, Tab } from "../place";
import { useInbox } from "../use_inbox";
import { ColleagueBar } from "./colleague_bar";
import styles from "./list_tabs.module.css";

interface ListTabsProps {
  counts: (name: string) => { total: number; unread: number } | undefined;
}

export function ListTabs({ counts }: ListTabsProps) {
  const { t } = useLingui();
  const { place, go, choices, me } = useInbox();
  const [isChoosing, setChoosing] = useState(false);
  const total = (name: string) => counts(name)?.total;
  const open = [total("NEW"), total("ACTIVE")];
  const lists: [List, string, number | undefined][] = [
    ["all", t`All`, undefined],
    ["mine", t`Mine`, counts("MINE")?.total],
    ["unread", t`Unread`, counts("ALL")?.unread],
    ["unassigned", t`Unassigned`, counts("UNASSIGNED")?.total],
  ];
  const tabs: [Tab, string, number | undefined][] = [
    ["open", t`Open`, open.includes(undefined) ? undefined : Number(open[0]) + Number(open[1])],
    ["new", t`New`, open[0]],
    ["active", t`Active`, open[1]],
    ["done", t`Completed`, undefined],
  ];
  const others: [Tab, string, number | undefined][] = [
    ["snoozed", t`Snoozed`, total("SNOOZED")],
    ["archived", t`Archived`, total("ARCHIVED")],
  ];
  const chosen = others.find(([tab]) => tab === place.tab);
  const colleague = choices.operators.find(({ id }) => id === place.colleague);

  return (
    <>
      <fieldset className={styles.lists} aria-label={t`Whose chats`}>
        {lists.map(([list, text, count]) => (
          <button
            key={list}
            type="button"
            className={styles.list}
            aria-pressed={place.list === list}
            onClick={() => go({ list, colleague: undefined })}
          >
            {text}
            <Count of={count} />
          </button>
        ))}
        <button
          type="button"
          className={styles.list}
          aria-pressed={place.list === "colleague"}
          aria-haspopup="dialog"
          onClick={() => setChoosing(true)}
        >
          {t`Others`}
          <Icon of={ChevronDown} size="small" />
        </button>
      </fieldset>
      <fieldset className={styles.tabs} aria-label={t`Where they stand`}>
        {[...tabs, ...(chosen ? [chosen] : [])].map(([tab, text, count]) => (
          <button
            key={tab}
            type="button"
            className={styles.tab}
            aria-pressed={place.tab === tab}
            onClick={() => go({ tab })}
          >
            {text}
            <Count of={count} />
          </button>
        ))}
        <span className={styles.more}>
          <Menu
            label={t`More`}
            trigger={<IconButton icon={Ellipsis} label={t`Snoozed and archived chats`} />}
            sections={[
              others.map(([tab, text, count]) => ({
                id: tab,
                text: count === undefined ? text : `${text} · ${count}`,
                onAction: () => go({ tab }),
              })),
            ]}
          />
        </span>
      </fieldset>
      {colleague ? (
        <ColleagueBar
          colleague={colleague}
          onLeave={() => go({ list: "all", colleague: undefined })}
        />
      ) : null}
      <Picker
        title={t`A colleague's chats`}
        placeholder={t`Find a colleague`}
        sections={[
          {
            id: "operators",
            options: choices.operators
              .filter(({ id }) => id !== me.id)
              .map(({ id, name }) => ({
                id,
                text: name,
                mark: <Avatar id={id} name={name} size="small" />,
              })),
          },
        ]}
        isOpen={isChoosing}
        onClose={() => setChoosing(false)}
        onChoose={(id) => go({ list: "colleague", colleague: id })}
      />
    </>
  );
}

function Count({ of }: { of: number | undefined }) {
  return of ? <span className={styles.count}>{of}</span> : null;
}
