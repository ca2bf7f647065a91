/** That a chat comes before the usual ones: one chevron, or two. What is usual has no mark. */
import { useLingui } from "@lingui/react/macro";
import { ChevronDown, ChevronsUp, ChevronUp } from "lucide-react";
import { VisuallyHidden } from "react-aria-components/VisuallyHidden";
import { Icon } from "./icon";
import styles from "./priority.module.css";

interface PriorityProps {
  of: "LOW" | "NORMAL" | "HIGH" | "URGENT";
}

export function Priority({ of }: PriorityProps) {
  const { t } = useLingui();
  if (of === "NORMAL") {
    return null;
  }
  const marks = {
    LOW: [ChevronDown, t`Low priority`],
    HIGH: [ChevronUp, t`High priority`],
    URGENT: [ChevronsUp, t`Urgent`],
  } as const;
  const [icon, text] = marks[of];
  return (
    <span className={styles.priority} data-state={of}>
      <Icon of={icon} />
      <VisuallyHidden>{text}</VisuallyHidden>
    </span>
  );
}
