/** The business hours of the desk; those that the address names are open beside them (F88). */
import { Trans, useLingui } from "@lingui/react/macro";
import { CalendarClock, Plus } from "lucide-react";
import { useQuery } from "urql";
import { useLocation, useParams } from "wouter";
import { useFollowed } from "../../live/use_followed";
import { Button } from "../../parts/button";
import { DataTable } from "../../parts/data_table";
import { Empty } from "../../parts/empty";
import { PageBody } from "../../parts/page_body";
import { PageHead } from "../../parts/page_head";
import { Problem } from "../../parts/problem";
import { Sheet } from "../../parts/sheet";
import { Skeleton } from "../../parts/skeleton";
import { problemOf } from "../../shell";
import { SCHEDULES } from "./documents";
import { HoursText } from "./hours_text";
import { OpenState } from "./open_state";
import { ScheduleForm } from "./schedule_form";
import { useEachMinute } from "./use_each_minute";
import { weekOf } from "./week";

const HERE = "/settings/schedules";

export function Schedules() {
  const { t, i18n } = useLingui();
  const { id } = useParams<{ id?: string }>();
  const [, go] = useLocation();
  const [{ data, error }, read] = useQuery({
    query: SCHEDULES,
    requestPolicy: "cache-and-network",
  });
  const again = () => read({ requestPolicy: "network-only" });
  useFollowed(/^SCHEDULE_/, again);
  // They open and close without anybody's doing.
  useEachMinute(again);
  const schedule = data?.schedules.find((one) => one.id === id);
  const close = () => go(HERE);
  const create = (
    <Button tone="primary" icon={Plus} onPress={() => go(`${HERE}/new`)}>
      <Trans>New hours</Trans>
    </Button>
  );
  return (
    <PageBody>
      <PageHead
        title={t`Business hours`}
        text={t`When somebody is there: the web chat says so, and channels and teams keep to it.`}
        action={data?.schedules.length === 0 ? undefined : create}
      />
      {data ? (
        <DataTable
          label={t`Business hours`}
          columns={[
            { id: "name", title: t`Name`, render: ({ name }) => <bdi>{name}</bdi> },
            { id: "hours", title: t`Open`, render: (one) => <HoursText week={weekOf(one)} /> },
            {
              id: "zone",
              title: t`Time zone`,
              render: ({ timeZone }) => <bdi>{timeZone.replaceAll("_", " ")}</bdi>,
            },
            { id: "now", title: t`Now`, render: (one) => <OpenState schedule={one} /> },
            {
              id: "default",
              title: t`Default`,
              render: ({ isDefault }) => (isDefault ? t`yes` : ""),
            },
          ]}
          rows={data.schedules}
          onOpen={(one) => go(`${HERE}/${one}`)}
          empty={
            <Empty
              icon={CalendarClock}
              text={t`Without business hours the desk is always open.`}
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
        title={schedule?.name ?? t`New hours`}
        isOpen={data !== undefined && (id === "new" || schedule !== undefined)}
        onClose={close}
      >
        {data && (id === "new" || schedule) ? (
          <ScheduleForm
            key={id}
            schedule={schedule}
            isFirst={data.schedules.length === 0}
            onDone={close}
          />
        ) : null}
      </Sheet>
    </PageBody>
  );
}
