/** A line of the audit log; opened, it shows each field before and after. */
import { Trans, useLingui } from "@lingui/react/macro";
import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import { Avatar } from "../../parts/avatar";
import { Icon } from "../../parts/icon";
import { Time } from "../../parts/time";
import styles from "./audit_row.module.css";
import { changesOf } from "./changes";
import type { AuditLine } from "./use_audit_log";

interface AuditRowProps {
  line: AuditLine;
  /** Shows those alone where the same was done. */
  onAction: (action: string) => void;
}

export function AuditRow({ line, onAction }: AuditRowProps) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { author, action, subjectKind, subjectId } = line;
  const name = author.__typename === "AutomaticAuthor" ? t`The server` : author.name;
  const changes = changesOf(line.before, line.after);
  return (
    <li className={styles.line}>
      <AriaButton
        className={styles.head}
        aria-expanded={isOpen}
        aria-controls={id}
        onPress={() => setOpen(!isOpen)}
      >
        <span className={styles.turn} data-state={isOpen ? "open" : "shut"}>
          <Icon of={ChevronRight} isDirectional />
        </span>
        <Avatar
          id={author.__typename === "AutomaticAuthor" ? "server" : author.id}
          name={name}
          size="small"
        />
        <bdi className={styles.name}>{name}</bdi>
        <span className={styles.action}>{action}</span>
        <span className={styles.fields}>{changes.map(({ field }) => field).join(", ")}</span>
        <Time at={line.at} />
      </AriaButton>
      <div id={id} hidden={!isOpen} className={styles.body}>
        {isOpen ? (
          <>
            {changes.length > 0 ? (
              <table className={styles.changes}>
                <thead>
                  <tr>
                    <th scope="col">{t`Field`}</th>
                    <th scope="col">{t`Before`}</th>
                    <th scope="col">{t`After`}</th>
                  </tr>
                </thead>
                <tbody>
                  {changes.map(({ field, before, after }) => (
                    <tr key={field}>
                      <th scope="row">{field}</th>
                      <td className={styles.before}>
                        <bdi>{before ?? "–"}</bdi>
                      </td>
                      <td className={styles.after}>
                        <bdi>{after ?? "–"}</bdi>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            ) : null}
            <p className={styles.where}>
              <Time at={line.at} isFull />
              {" · "}
              <bdi>{subjectId ?? subjectKind}</bdi>
              {line.remoteAddress ? (
                <>
                  {" · "}
                  <bdi>{line.remoteAddress}</bdi>
                </>
              ) : null}
              {line.userAgent ? (
                <>
                  {" · "}
                  <bdi>{line.userAgent}</bdi>
                </>
              ) : null}
            </p>
            <AriaButton className={styles.same} onPress={() => onAction(action)}>
              <Trans>Only {action}</Trans>
            </AriaButton>
          </>
        ) : null}
      </div>
    </li>
  );
}
