/** The operators, one a line: who they are, whether they work now and since when, with how many chats. */
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Avatar } from "../../parts/avatar";
import { DataTable } from "../../parts/data_table";
import { Time } from "../../parts/time";
import { statusWords } from "../../shell";
import type { Operator } from "./operator_page";
import styles from "./operator_table.module.css";

interface OperatorTableProps {
  operators: readonly Operator[];
  onOpen: (id: string) => void;
  empty: ReactNode;
}

export function OperatorTable({ operators, onOpen, empty }: OperatorTableProps) {
  const { t, i18n } = useLingui();
  return (
    <DataTable
      label={t`Operators`}
      columns={[
        {
          id: "name",
          title: t`Name`,
          render: ({ id, name, email, avatarUrl, status }) => {
            const words = statusWords(status);
            return (
              <span className={styles.who}>
                <Avatar
                  id={id}
                  name={name}
                  {...(avatarUrl && { picture: avatarUrl })}
                  status={{ is: words.shown, label: i18n._(words.text) }}
                />
                <span className={styles.about}>
                  <bdi className={styles.name}>{name}</bdi>
                  <bdi className={styles.email}>{email}</bdi>
                </span>
              </span>
            );
          },
        },
        {
          id: "status",
          title: t`Status`,
          render: ({ status, statusSince, statusMessage }) => (
            <span className={styles.about}>
              <span>
                {i18n._(statusWords(status).text)}
                {statusSince ? (
                  <>
                    {" · "}
                    <Time at={statusSince} />
                  </>
                ) : null}
              </span>
              {statusMessage ? <bdi className={styles.email}>{statusMessage}</bdi> : null}
            </span>
          ),
        },
        {
          id: "load",
          title: t`Open chats`,
          isNumber: true,
          render: ({ openChatCount }) =>
            openChatCount === null ? "" : i18n.number(openChatCount ?? 0),
        },
        { id: "role", title: t`Role`, render: ({ role }) => <bdi>{role?.name}</bdi> },
        {
          id: "teams",
          title: t`Teams`,
          render: ({ teams }) =>
            new Intl.ListFormat(i18n.locale, { style: "narrow" }).format(
              teams.map(({ name }) => name),
            ),
        },
      ]}
      rows={operators}
      onOpen={onOpen}
      empty={empty}
    />
  );
}
