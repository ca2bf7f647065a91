/** What the operator is told of, behind a bell with the number of what is unread (F78). */
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Bell as BellIcon } from "lucide-react";
import { lazy, Suspense } from "react";
import { Button } from "react-aria-components/Button";
import { VisuallyHidden } from "react-aria-components/VisuallyHidden";
import { Badge } from "../../parts/badge";
import { Icon } from "../../parts/icon";
import { Popover } from "../../parts/popover";
import { Skeleton } from "../../parts/skeleton";
import styles from "./bell.module.css";

const NotificationList = lazy(async () => ({
  default: (await import("./notification_list")).NotificationList,
}));

interface BellProps {
  unread: number;
  isBar: boolean;
}

export function Bell({ unread, isBar }: BellProps) {
  const { t } = useLingui();
  return (
    <Popover
      title={t`Notifications`}
      placement={isBar ? "top start" : "end top"}
      isWide
      trigger={
        <Button className={styles.bell}>
          <VisuallyHidden>{t`Notifications`}</VisuallyHidden>
          <Icon of={BellIcon} size="large" />
          <span className={styles.count}>
            <Badge
              count={unread}
              label={t({ message: plural(unread, { one: "# unread", other: "# unread" }) })}
            />
          </span>
        </Button>
      }
    >
      {(close) => (
        <Suspense fallback={<Skeleton of="rows" />}>
          <NotificationList onClose={close} />
        </Suspense>
      )}
    </Popover>
  );
}
