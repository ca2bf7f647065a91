/** What the columns of the table are; some of them order it. */
import { useLingui } from "@lingui/react/macro";
import { ArrowDown, ArrowUp } from "lucide-react";
import { Icon } from "../../../parts/icon";
import type { OrderName } from "../place";
import { useInbox } from "../use_inbox";
import styles from "./table_head.module.css";

interface TableColumn {
  id: string;
  text: string;
  /** In which orders it stands, the first by the first press; `true` rises. */
  orders?: readonly (readonly [OrderName, boolean])[];
}

export function TableHead({ order }: { order: OrderName }) {
  const { t } = useLingui();
  const { go } = useInbox();
  const columns: TableColumn[] = [
    {
      id: "name",
      text: t`Customer`,
      orders: [
        ["name", true],
        ["-name", false],
      ],
    },
    { id: "message", text: t`Last message` },
    { id: "status", text: t`Status`, orders: [["waiting", true]] },
    { id: "operator", text: t`Operator` },
    { id: "channel", text: t`Channel` },
    { id: "role", text: t`Role` },
    { id: "phone", text: t`Phone` },
    { id: "email", text: t`Email` },
    { id: "created", text: t`Begun`, orders: [["created", false]] },
    { id: "latest", text: t`Last at`, orders: [["latest", false]] },
  ];
  return (
    <fieldset className={styles.head} aria-label={t`Columns`}>
      <span />
      {columns.map(({ id, text, orders = [] }) => {
        const at = orders.findIndex(([name]) => name === order);
        const next = orders[(at + 1) % orders.length]?.[0];
        const isRising = orders[at]?.[1];
        return next ? (
          <button
            key={id}
            type="button"
            className={styles.sort}
            data-column={id}
            aria-pressed={at >= 0}
            onClick={() => go({ order: next }, true)}
          >
            <span className={styles.text}>{text}</span>
            {isRising === undefined ? null : (
              <Icon of={isRising ? ArrowUp : ArrowDown} size="small" />
            )}
          </button>
        ) : (
          <span key={id} className={styles.text}>
            {text}
          </span>
        );
      })}
    </fieldset>
  );
}
