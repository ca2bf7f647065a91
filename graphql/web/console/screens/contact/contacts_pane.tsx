/** The list of contacts with what narrows it: a name, a role, whether they have an open chat. */
import { useLingui } from "@lingui/react/macro";
import { ArrowDownAZ, ArrowUpAZ, UserRoundX, UsersRound } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ContactRolesQuery } from "../../../client/operator/graphql";
import { Button } from "../../parts/button";
import { Empty } from "../../parts/empty";
import { IconButton } from "../../parts/icon_button";
import { Problem } from "../../parts/problem";
import { SearchField } from "../../parts/search_field";
import { Select } from "../../parts/select";
import { Skeleton } from "../../parts/skeleton";
import { VirtualList, type VirtualListHandle } from "../../parts/virtual_list";
import { useKeys } from "../../shell";
import { ContactRow } from "./contact_row";
import styles from "./contacts_pane.module.css";
import { filterOf, type Place, STATES, type State } from "./place";
import { useContacts } from "./use_contacts";

interface ContactsPaneProps {
  place: Place;
  go: (change: Partial<Place>, isQuiet?: boolean) => void;
  roles: ContactRolesQuery["contactRoles"];
}

/** No role: a key has no such letters. */
const EVERY_ROLE = "*";
/** What is typed is asked this long after the last letter. */
const ASK_AFTER_MS = 180;

export function ContactsPane({ place, go, roles }: ContactsPaneProps) {
  const { t } = useLingui();
  const { query, role, state, isDescending } = place;
  const [typed, setTyped] = useState(query);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const list = useRef<VirtualListHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const filter = useMemo(() => filterOf({ role, state }), [role, state]);
  const contacts = useContacts({ query, filter, isDescending });
  const isNarrow = query !== "" || role !== undefined || state !== "all";
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => go({ query: text.trim() }, true), ASK_AFTER_MS);
  };
  const clear = () => {
    setTyped("");
    go({ query: "", role: undefined, state: "all" });
  };
  const step = (by: number) => {
    const { ids } = contacts;
    const at = place.contact === undefined ? -1 : ids.indexOf(place.contact);
    const id = ids[Math.min(Math.max(at + by, 0), ids.length - 1)];
    if (id !== undefined) {
      list.current?.show(id);
      go({ contact: id }, place.contact !== undefined);
    }
  };
  const group = t`Contacts`;
  useKeys([
    { keys: "j", text: t`The next contact`, group, onPress: () => step(1) },
    { keys: "k", text: t`The contact before`, group, onPress: () => step(-1) },
    { keys: "Shift+R", text: t`Read the list again`, group, onPress: contacts.reload },
  ]);
  const states: Record<State, string> = {
    all: t`All contacts`,
    open: t`With an open chat`,
    none: t`No active chat`,
    blocked: t`Blocked`,
  };

  return (
    <section className={styles.pane} aria-label={t`Contacts`}>
      <header className={styles.head}>
        <div className={styles.line}>
          <h1 className={styles.title}>{t`Contacts`}</h1>
          <IconButton
            icon={isDescending ? ArrowUpAZ : ArrowDownAZ}
            label={isDescending ? t`By name, Z to A` : t`By name, A to Z`}
            isPressed={isDescending}
            isDisabled={query !== ""}
            onPress={() => go({ isDescending: !isDescending })}
          />
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the field's own keys come first */}
        <div
          onKeyDown={({ key }) => {
            const [first] = contacts.ids;
            if ((key === "ArrowDown" || key === "Enter") && first !== undefined) {
              list.current?.show(place.contact ?? first);
              rows.current?.querySelector<HTMLElement>("[role=listbox]")?.focus();
            }
          }}
        >
          <SearchField
            ref={field}
            label={t`Find a contact`}
            placeholder={t`A name, an email or a phone number`}
            value={typed}
            onChange={type}
          />
        </div>
        <div className={styles.filters}>
          {roles.length > 0 ? (
            <Select
              label={t`Role`}
              isLabelHidden
              placeholder={t`Every role`}
              value={role ?? EVERY_ROLE}
              options={[
                { id: EVERY_ROLE, text: t`Every role` },
                ...roles.map(({ key, name }) => ({ id: key, text: name })),
              ]}
              onChange={(key) => go({ role: key === EVERY_ROLE ? undefined : key })}
            />
          ) : null}
          <Select
            label={t`Which contacts`}
            isLabelHidden
            placeholder={states.all}
            value={state}
            options={STATES.map((id) => ({ id, text: states[id] }))}
            onChange={(id) => go({ state: STATES.find((one) => one === id) ?? "all" })}
          />
        </div>
      </header>
      <div ref={rows} className={styles.list}>
        {contacts.state === "loading" ? <Skeleton of="rows" count={8} /> : null}
        {contacts.state === "failed" ? (
          <Problem message={t`The contacts could not be read.`} onRetry={contacts.reload} />
        ) : null}
        {contacts.state === "ready" && contacts.ids.length === 0 ? (
          isNarrow ? (
            <Empty
              icon={UserRoundX}
              text={t`No contact is like this.`}
              action={<Button onPress={clear}>{t`Show all contacts`}</Button>}
            />
          ) : (
            <Empty icon={UsersRound} text={t`Whoever writes to you stands here from then on.`} />
          )
        ) : null}
        {contacts.ids.length > 0 ? (
          <VirtualList
            key={contacts.key}
            ref={list}
            label={t`Contacts`}
            kind="listbox"
            ids={contacts.ids}
            estimate={() => 60}
            openId={place.contact ?? null}
            onOpen={(id) => go({ contact: id }, false)}
            onNearEnd={contacts.more}
            render={(id) => <ContactRow id={id} roles={roles} />}
          />
        ) : null}
      </div>
    </section>
  );
}
