/** Who works here: status, load, role and teams, live; and who is invited. Whom the address names is open beside them. */
import { Trans, useLingui } from "@lingui/react/macro";
import { UserPlus, UserRound } from "lucide-react";
import { useState } from "react";
import { useQuery } from "urql";
import { useLocation, useParams } from "wouter";
import { useFollowed } from "../../live/use_followed";
import { usePages } from "../../live/use_pages";
import { Button } from "../../parts/button";
import { Empty } from "../../parts/empty";
import { PageBody } from "../../parts/page_body";
import { PageHead } from "../../parts/page_head";
import { Problem } from "../../parts/problem";
import { Sheet } from "../../parts/sheet";
import { Skeleton } from "../../parts/skeleton";
import { Switch } from "../../parts/switch";
import { problemOf } from "../../shell";
import { OPERATOR_SETTINGS, OPERATORS } from "./documents";
import { Invitations } from "./invitations";
import { InviteDialog } from "./invite_dialog";
import { OperatorPage } from "./operator_page";
import { OperatorTable } from "./operator_table";
import styles from "./operators.module.css";

const HERE = "/settings/operators";

export function Operators() {
  const { t, i18n } = useLingui();
  const { id } = useParams<{ id?: string }>();
  const [, go] = useLocation();
  const [isPast, setPast] = useState(false);
  const [isInviting, setInviting] = useState(false);
  const [{ data, error: failure }, read] = useQuery({
    query: OPERATOR_SETTINGS,
    requestPolicy: "cache-and-network",
  });
  const all = usePages(OPERATORS, ({ operators }) => operators);
  const error = all.error ?? failure;
  const again = () => {
    all.again();
    read({ requestPolicy: "network-only" });
  };
  // What of a chat changes whose it is changes somebody's load.
  useFollowed(
    /^(OPERATOR|INVITATION|TEAM|ROLE)_|^CHAT_(ASSIGNED|CLOSED|REOPENED|FORWARDED|FORWARD_|ESCALATED|DELETED)/,
    again,
  );
  const operator = all.nodes?.find((one) => one.id === id);
  const close = () => go(HERE);
  return (
    <PageBody>
      <PageHead
        title={t`Operators`}
        text={t`Who answers customers here. A colleague comes in by an invitation, once, within seven days.`}
        action={
          <Button tone="primary" icon={UserPlus} onPress={() => setInviting(true)}>
            <Trans>Invite</Trans>
          </Button>
        }
      />
      {data && all.nodes ? (
        <div className={styles.parts}>
          <Invitations invitations={data.invitations} />
          {isPast || all.nodes.some(({ isActive }) => !isActive) ? (
            <Switch label={t`Those who are deactivated`} isSelected={isPast} onChange={setPast} />
          ) : null}
          <OperatorTable
            operators={all.nodes.filter(({ isActive }) => isActive !== isPast)}
            onOpen={(one) => go(`${HERE}/${one}`)}
            empty={<Empty icon={UserRound} text={t`Nobody is deactivated.`} />}
          />
        </div>
      ) : error ? (
        <Problem message={i18n._(problemOf(error))} onRetry={again} />
      ) : (
        <Skeleton of="rows" count={6} />
      )}
      {data ? (
        <>
          <InviteDialog
            isOpen={isInviting}
            roles={data.roles}
            teams={data.teams}
            onClose={() => setInviting(false)}
          />
          <Sheet
            title={operator?.name ?? t`Operator`}
            isOpen={operator !== undefined}
            onClose={close}
          >
            {operator ? (
              <OperatorPage key={id} operator={operator} colleagues={all.nodes ?? []} all={data} />
            ) : null}
          </Sheet>
        </>
      ) : null}
    </PageBody>
  );
}
