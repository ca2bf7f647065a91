/** The labels, by their names; the open one can be changed, merged into another and deleted. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Tag } from "lucide-react";
import { useState } from "react";
import { useQuery } from "urql";
import type { ShownLabelFragment } from "../../../client/operator/graphql";
import { EntryRow, Library, LibraryList, NEW, useAsked, useEntry } from "../../library";
import { Button } from "../../parts/button";
import { Empty } from "../../parts/empty";
import { LabelDot } from "../../parts/label";
import { Problem } from "../../parts/problem";
import { Skeleton } from "../../parts/skeleton";
import { problemOf } from "../../shell";
import { LABELS } from "./documents";
import { LabelEditor } from "./label_editor";

export const HOME = "/settings/labels";

export function Labels() {
  const { t, i18n } = useLingui();
  const [{ data, error }, read] = useQuery({ query: LABELS });
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
  const labels = data.labels.toSorted((one, other) => collator.compare(one.name, other.name));
  const byId = new Map<string, ShownLabelFragment>(labels.map((label) => [label.id, label]));
  const wanted = asked.toLocaleLowerCase();
  const ids = labels
    .filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
    .map(({ id }) => id);
  const label = openId === undefined ? undefined : byId.get(openId);
  const create = { text: t`New label`, onPress: () => open(NEW) };
  const begin = (
    <Button tone="primary" onPress={create.onPress}>
      <Trans>Create a label</Trans>
    </Button>
  );

  return (
    <Library
      openId={openId}
      onBack={() => open(undefined)}
      entered={entered}
      title={t`Labels`}
      list={
        <LibraryList
          title={t`Labels`}
          ids={ids}
          hasAny={labels.length > 0}
          openId={openId}
          onOpen={(id, isByKey) => {
            open(id);
            setEntered(entered + (isByKey ? 1 : 0));
          }}
          search={{ label: t`Find a label`, value: asked, onChange: ask }}
          create={create}
          empty={
            <Empty
              icon={Tag}
              text={t`Labels say what a chat is about, so that lists and reports can tell chats apart.`}
              action={begin}
            />
          }
          row={(id) => {
            const one = byId.get(id);
            return one ? (
              <EntryRow
                id={id}
                name={one.name}
                mark={<LabelDot color={one.color} />}
                isOff={!one.isActive}
                end={one.mergedInto ? t`is merged` : one.isActive ? undefined : t`switched off`}
              />
            ) : null;
          }}
        />
      }
    >
      {openId === NEW ? (
        <LabelEditor key={NEW} label={undefined} labels={labels} onOpen={open} />
      ) : label ? (
        <LabelEditor key={label.id} label={label} labels={labels} onOpen={open} />
      ) : (
        <Empty
          icon={Tag}
          text={
            openId === undefined ? t`Choose a label to change it.` : t`This label is not there.`
          }
        />
      )}
    </Library>
  );
}
