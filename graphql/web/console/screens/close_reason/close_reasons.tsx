/** The reasons for closing a chat: those that are offered first, then those that are switched off. */
import { Trans, useLingui } from "@lingui/react/macro";
import { CircleCheck, CircleOff } from "lucide-react";
import { useState } from "react";
import { useQuery } from "urql";
import { EntryRow, Library, LibraryList, NEW, useAsked, useEntry } from "../../library";
import { Button } from "../../parts/button";
import { Empty } from "../../parts/empty";
import { Icon } from "../../parts/icon";
import { Problem } from "../../parts/problem";
import { Skeleton } from "../../parts/skeleton";
import { problemOf } from "../../shell";
import { CloseReasonEditor } from "./close_reason_editor";
import { CLOSE_REASONS } from "./documents";

const HOME = "/settings/close-reasons";

export function CloseReasons() {
  const { t, i18n } = useLingui();
  const [{ data, error }, read] = useQuery({ query: CLOSE_REASONS });
  const [openId, open] = useEntry(HOME);
  const [asked = "", ask] = useAsked("q");
  const [entered, setEntered] = useState(0);
  if (!data) {
    return error ? (
      <Problem
        message={i18n._(problemOf(error))}
        onRetry={() => read({ requestPolicy: "network-only" })}
      />
    ) : (
      <Skeleton of="rows" />
    );
  }
  const collator = new Intl.Collator(i18n.locale, { numeric: true });
  const reasons = data.closeReasons.toSorted(
    (one, other) =>
      Number(other.isActive) - Number(one.isActive) || collator.compare(one.name, other.name),
  );
  const byId = new Map<string, (typeof reasons)[number]>(reasons.map((one) => [one.id, one]));
  const wanted = asked.toLocaleLowerCase();
  const ids = reasons
    .filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
    .map(({ id }) => id);
  const reason = openId === undefined ? undefined : byId.get(openId);
  const create = { text: t`New close reason`, onPress: () => open(NEW) };

  return (
    <Library
      openId={openId}
      onBack={() => open(undefined)}
      entered={entered}
      title={t`Close reasons`}
      list={
        <LibraryList
          title={t`Close reasons`}
          ids={ids}
          hasAny={reasons.length > 0}
          openId={openId}
          onOpen={(id, isByKey) => {
            open(id);
            setEntered(entered + (isByKey ? 1 : 0));
          }}
          search={{ label: t`Find a close reason`, value: asked, onChange: ask }}
          create={create}
          empty={
            <Empty
              icon={CircleCheck}
              text={t`Whoever closes a chat says why; reports count the reasons.`}
              action={
                <Button tone="primary" onPress={create.onPress}>
                  <Trans>Create a close reason</Trans>
                </Button>
              }
            />
          }
          row={(id) => {
            const one = byId.get(id);
            return one ? (
              <EntryRow
                id={id}
                name={one.name}
                mark={<Icon of={one.isActive ? CircleCheck : CircleOff} />}
                isOff={!one.isActive}
                end={one.isActive ? undefined : t`switched off`}
              />
            ) : null;
          }}
        />
      }
    >
      {openId === NEW || reason ? (
        <CloseReasonEditor key={openId} reason={reason} onOpen={open} />
      ) : (
        <Empty
          icon={CircleCheck}
          text={
            openId === undefined
              ? t`Choose a close reason to change it.`
              : t`This close reason is not there.`
          }
        />
      )}
    </Library>
  );
}
