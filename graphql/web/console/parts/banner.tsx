/** A line over what it is about: what is so for now, and what to do about it. */
import { useLingui } from "@lingui/react/macro";
import { CircleCheck, Info, OctagonAlert, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./banner.module.css";
import { Icon } from "./icon";
import { IconButton } from "./icon_button";

interface BannerProps {
  children: ReactNode;
  tone?: "info" | "waiting" | "danger" | "ok";
  actions?: ReactNode;
  onClose?: () => void;
}

const ICONS = { info: Info, waiting: TriangleAlert, danger: OctagonAlert, ok: CircleCheck };

export function Banner({ children, tone = "info", actions, onClose }: BannerProps) {
  const { t } = useLingui();
  return (
    <div
      className={`${styles.banner} ${styles[tone]}`}
      role={tone === "danger" ? "alert" : "status"}
    >
      <Icon of={ICONS[tone]} />
      <span className={styles.text}>{children}</span>
      {actions ? <span className={styles.actions}>{actions}</span> : null}
      {onClose ? <IconButton icon={X} label={t`Close`} onPress={onClose} /> : null}
    </div>
  );
}
