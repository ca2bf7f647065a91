/** How far a message got: queued, sent, delivered, read; or what went wrong, with what helps. */
import { useLingui } from "@lingui/react/macro";
import { Check, CheckCheck, CircleAlert, Clock } from "lucide-react";
import { VisuallyHidden } from "react-aria-components/VisuallyHidden";
import type { ShownDeliveryFragment } from "../../../../client/operator/graphql";
import { Icon } from "../../../parts/icon";
import { useDo } from "../../../shell";
import { DELIVERY_RETRY } from "../acts/message_documents";
import styles from "./delivery_mark.module.css";

export function DeliveryMark({ delivery }: { delivery: ShownDeliveryFragment }) {
  const { t } = useLingui();
  const run = useDo();
  const { id, state, errorMessage } = delivery;
  const retry = (decision?: "ACCEPT" | "RESEND") =>
    run(DELIVERY_RETRY, { deliveryId: id, ...(decision && { decision }) });
  switch (state) {
    case "FAILED":
      return (
        <span className={styles.failed} role="alert">
          <Icon of={CircleAlert} size="small" />
          <span>{errorMessage ? t`Not sent: ${errorMessage}` : t`Not sent.`}</span>
          <button type="button" className={styles.act} onClick={() => retry()}>
            {t`Try again`}
          </button>
        </span>
      );
    case "MAYBE_SENT":
      return (
        <span className={styles.maybe} role="alert">
          <Icon of={CircleAlert} size="small" />
          <span>{t`It may have arrived.`}</span>
          <button type="button" className={styles.act} onClick={() => retry("RESEND")}>
            {t`Send again`}
          </button>
          <button type="button" className={styles.act} onClick={() => retry("ACCEPT")}>
            {t`It did`}
          </button>
        </span>
      );
    default: {
      const told = {
        QUEUED: [Clock, t`queued`],
        SENT: [Check, t`sent`],
        DELIVERED: [CheckCheck, t`delivered`],
        READ: [CheckCheck, t`read`],
      } as const;
      const [icon, text] = told[state];
      return (
        <span className={styles.mark} data-state={state} title={text}>
          <Icon of={icon} size="small" />
          {state === "READ" ? text : <VisuallyHidden>{text}</VisuallyHidden>}
        </span>
      );
    }
  }
}
