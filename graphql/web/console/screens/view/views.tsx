/** The views in their order, each with its count; the open one can be changed, moved and deleted. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Building2, ListFilter, UserRound, UsersRound } from "lucide-react";
import { useState } from "react";
import { useQuery } from "urql";
import type { SharingScope, ShownViewFragment } from "../../../client/operator/graphql";
import {
  EntryRow,
  Library,
  LibraryList,
  NEW,
  ScopeTabs,
  useAsked,
  useEntry,
  useScopeText,
} from "../../library";
import { Button } from "../../parts/button";
import { Empty } from "../../parts/empty";
import { Icon } from "../../parts/icon";
import { Problem } from "../../parts/problem";
import { Skeleton } from "../../parts/skeleton";
import { problemOf, useMe } from "../../shell";
import { VIEWS } from "./documents";
import { useViewCounts } from "./use_view_counts";
import { ViewEditor } from "./view_editor";

const HOME = "/settings/views";

const SCOPES: readonly SharingScope[] = ["OWN", "TEAM", "EVERYONE"];
const ICONS = { OWN: UserRound, TEAM: UsersRound, EVERYONE: Building2 } as const;

export function Views() {
  const { t, i18n } = useLingui();
  const { may } = useMe();
  const scopeText = useScopeText();
  const [{ data, error }, read] = useQuery({ query: VIEWS });
  const [openId, open] = useEntry(HOME);
  const [asked = "", ask] = useAsked("q");
  const [whose, setWhose] = useAsked("whose");
  const [entered, setEntered] = useState(0);
  const views = (data?.views ?? []).toSorted((one, other) => one.position - other.position);
  const counts = useViewCounts(views.map(({ id }) => id));
  if (!data || !may) {
    return error ? (
      <Problem
        message={i18n._(problemOf(error))}
        onRetry={() => read({ requestPolicy: "network-only" })}
      />
    ) : (
      <Skeleton of="rows" />
    );
  }
  const scope = SCOPES.find((one) => one === whose);
  const wanted = asked.toLocaleLowerCase();
  const byId = new Map<string, ShownViewFragment>(views.map((view) => [view.id, view]));
  const ids = views
    .filter((view) => scope === undefined || view.scope === scope)
    .filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
    .map(({ id }) => id);
  const view = openId === undefined ? undefined : byId.get(openId);
  const mayShare = may.has("VIEW_MANAGE");
  const create = { text: t`New view`, onPress: () => open(NEW) };

  return (
    <Library
      openId={openId}
      onBack={() => open(undefined)}
      entered={entered}
      title={t`Views`}
      list={
        <LibraryList
          title={t`Views`}
          ids={ids}
          hasAny={views.length > 0}
          openId={openId}
          onOpen={(id, isByKey) => {
            open(id);
            setEntered(entered + (isByKey ? 1 : 0));
          }}
          search={{ label: t`Find a view`, value: asked, onChange: ask }}
          tools={views.length > 0 ? <ScopeTabs value={scope} onChange={setWhose} /> : undefined}
          create={create}
          empty={
            <Empty
              icon={ListFilter}
              text={t`A view is a list of chats that you look at again and again: what they are like, in which order.`}
              action={
                <Button tone="primary" onPress={create.onPress}>
                  <Trans>Create a view</Trans>
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
                mark={<Icon of={ICONS[one.scope]} />}
                text={scopeText(one)}
                end={counts(id)?.total}
              />
            ) : null;
          }}
        />
      }
    >
      {openId === NEW || view ? (
        <ViewEditor
          key={openId}
          view={view}
          views={views}
          total={view && counts(view.id)?.total}
          mayShare={mayShare}
          onOpen={open}
        />
      ) : (
        <Empty
          icon={ListFilter}
          text={openId === undefined ? t`Choose a view to change it.` : t`This view is not there.`}
        />
      )}
    </Library>
  );
}
