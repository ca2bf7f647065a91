/** Who was united with this contact, and the way to take them apart again. */
import { useLingui } from "@lingui/react/macro";
import { Undo2 } from "lucide-react";
import type { ContactPageQuery, Permission } from "../../../client/operator/graphql";
import { CONTACT_UNDO_UNITE } from "../../contact";
import { Button } from "../../parts/button";
import { Time } from "../../parts/time";
import { tell } from "../../parts/toast_queue";
import { useDo, useToasts } from "../../shell";
import styles from "./unites.module.css";

interface UnitesProps {
  unites: NonNullable<ContactPageQuery["contact"]>["unites"];
  may: ReadonlySet<Permission>;
}

export function Unites({ unites, may }: UnitesProps) {
  const { t } = useLingui();
  const run = useDo();
  const toasts = useToasts();
  if (unites.length === 0) {
    return null;
  }
  const undo = async (uniteId: string, pulledName: string) => {
    if (await run(CONTACT_UNDO_UNITE, { uniteId })) {
      tell(toasts, { text: t`${pulledName} is a contact of its own again.` });
    }
  };
  return (
    <ul className={styles.list} aria-label={t`United with`}>
      {unites.map(({ uniteId, pulledName, createdAt, operator }) => (
        <li key={uniteId} className={styles.unite}>
          <span className={styles.text}>
            {t`United with`} <bdi className={styles.name}>{pulledName}</bdi>
            <span className={styles.by}>
              {operator ? <bdi>{operator.name}</bdi> : null} <Time at={createdAt} />
            </span>
          </span>
          {may.has("CONTACT_UNITE") ? (
            <Button icon={Undo2} tone="quiet" onPress={() => void undo(uniteId, pulledName)}>
              {t`Take apart`}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
