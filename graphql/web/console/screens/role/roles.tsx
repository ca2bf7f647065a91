/** The roles of the desk; the one that the address names is open beside them (F70). */
import { Trans, useLingui } from "@lingui/react/macro";
import { KeyRound, Plus } from "lucide-react";
import { useQuery } from "urql";
import { useLocation, useParams } from "wouter";
import { useFollowed } from "../../live/use_followed";
import { Button } from "../../parts/button";
import { Chip } from "../../parts/chip";
import { DataTable } from "../../parts/data_table";
import { Empty } from "../../parts/empty";
import { PageBody } from "../../parts/page_body";
import { PageHead } from "../../parts/page_head";
import { Problem } from "../../parts/problem";
import { Sheet } from "../../parts/sheet";
import { Skeleton } from "../../parts/skeleton";
import { problemOf } from "../../shell";
import { ROLES } from "./documents";
import { RoleForm } from "./role_form";

const HERE = "/settings/roles";

export function Roles() {
  const { t, i18n } = useLingui();
  const { id } = useParams<{ id?: string }>();
  const [, go] = useLocation();
  const [{ data, error }, read] = useQuery({ query: ROLES, requestPolicy: "cache-and-network" });
  const again = () => read({ requestPolicy: "network-only" });
  useFollowed(/^ROLE_/, again);
  const role = data?.roles.find((one) => one.id === id);
  const close = () => go(HERE);
  return (
    <PageBody>
      <PageHead
        title={t`Roles`}
        text={t`Every operator has one role. It says what they may do; which chats they see, their teams and channels say as well.`}
        action={
          <Button tone="primary" icon={Plus} onPress={() => go(`${HERE}/new`)}>
            <Trans>New role</Trans>
          </Button>
        }
      />
      {data ? (
        <DataTable
          label={t`Roles`}
          columns={[
            {
              id: "name",
              title: t`Name`,
              render: ({ name, isBuiltIn }) => (
                <>
                  <bdi>{name}</bdi> {isBuiltIn ? <Chip text={t`Built in`} /> : null}
                </>
              ),
            },
            {
              id: "permissions",
              title: t`Permissions`,
              isNumber: true,
              render: ({ permissions }) => i18n.number(permissions.length),
            },
            {
              id: "notes",
              title: t`Signing in`,
              render: ({ isTotpRequired }) =>
                isTotpRequired ? <Chip tone="info" text={t`Second factor`} /> : null,
            },
          ]}
          rows={data.roles}
          onOpen={(one) => go(`${HERE}/${one}`)}
          empty={<Empty icon={KeyRound} text={t`There is no role yet.`} />}
        />
      ) : error ? (
        <Problem message={i18n._(problemOf(error))} onRetry={again} />
      ) : (
        <Skeleton of="rows" />
      )}
      <Sheet
        title={role?.name ?? t`New role`}
        isOpen={id === "new" || role !== undefined}
        onClose={close}
      >
        {id === "new" || role ? <RoleForm key={id} role={role} onDone={close} /> : null}
      </Sheet>
    </PageBody>
  );
}
