/** The teams of the desk with their members and channels; the one that the address names is open beside them (F69). */
import { Trans, useLingui } from "@lingui/react/macro";
import { Plus, UsersRound } from "lucide-react";
import { useQuery } from "urql";
import { useLocation, useParams } from "wouter";
import { useFollowed } from "../../live/use_followed";
import { usePages } from "../../live/use_pages";
import { Button } from "../../parts/button";
import { DataTable } from "../../parts/data_table";
import { Empty } from "../../parts/empty";
import { PageBody } from "../../parts/page_body";
import { PageHead } from "../../parts/page_head";
import { Problem } from "../../parts/problem";
import { Sheet } from "../../parts/sheet";
import { Skeleton } from "../../parts/skeleton";
import { problemOf } from "../../shell";
import { TEAM_OPERATORS, TEAMS } from "./documents";
import { TeamForm } from "./team_form";

const HERE = "/settings/teams";

export function Teams() {
  const { t, i18n } = useLingui();
  const { id } = useParams<{ id?: string }>();
  const [, go] = useLocation();
  const [{ data, error }, read] = useQuery({ query: TEAMS, requestPolicy: "cache-and-network" });
  const colleagues = usePages(TEAM_OPERATORS, ({ operators }) => operators);
  const again = () => read({ requestPolicy: "network-only" });
  useFollowed(/^OPERATOR_/, colleagues.again);
  useFollowed(/^(TEAM|OPERATOR|CHANNEL)_(CREATED|UPDATED|DELETED)$/, again);
  const team = data?.teams.find((one) => one.id === id);
  const close = () => go(HERE);
  const create = (
    <Button tone="primary" icon={Plus} onPress={() => go(`${HERE}/new`)}>
      <Trans>New team</Trans>
    </Button>
  );
  return (
    <PageBody>
      <PageHead
        title={t`Teams`}
        text={t`Chats and channels belong to teams, and whoever is in a team sees them.`}
        action={data?.teams.length === 0 ? undefined : create}
      />
      {data ? (
        <DataTable
          label={t`Teams`}
          columns={[
            { id: "name", title: t`Name`, render: ({ name }) => <bdi>{name}</bdi> },
            {
              id: "operators",
              title: t`Operators`,
              render: ({ operators }) =>
                new Intl.ListFormat(i18n.locale, { style: "narrow" }).format(
                  operators
                    .map(({ name }) => name)
                    .sort((one, other) => one.localeCompare(other, i18n.locale)),
                ),
            },
            {
              id: "channels",
              title: t`Channels`,
              render: (one) =>
                new Intl.ListFormat(i18n.locale, { style: "narrow" }).format(
                  data.channels
                    .filter(({ memberTeams }) => memberTeams.some((member) => member.id === one.id))
                    .map(({ name }) => name),
                ),
            },
            {
              id: "above",
              title: t`Escalates to`,
              render: ({ escalatesTo }) => <bdi>{escalatesTo?.name}</bdi>,
            },
          ]}
          rows={data.teams}
          onOpen={(one) => go(`${HERE}/${one}`)}
          empty={
            <Empty
              icon={UsersRound}
              text={t`Without a team everybody sees the chats of all channels that are nobody's.`}
              action={create}
            />
          }
        />
      ) : error ? (
        <Problem message={i18n._(problemOf(error))} onRetry={again} />
      ) : (
        <Skeleton of="rows" />
      )}
      <Sheet
        title={team?.name ?? t`New team`}
        isOpen={data !== undefined && (id === "new" || team !== undefined)}
        onClose={close}
      >
        {data && (id === "new" || team) ? (
          <TeamForm
            key={id}
            team={team}
            all={data}
            colleagues={colleagues.nodes ?? []}
            onDone={close}
          />
        ) : null}
      </Sheet>
    </PageBody>
  );
}
