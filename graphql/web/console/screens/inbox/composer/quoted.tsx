/** The message that is being answered, over the field; the cross answers none. */
import { useLingui } from "@lingui/react/macro";
import { Reply, X } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { useQuery } from "urql";
import { Icon } from "../../../parts/icon";
import { IconButton } from "../../../parts/icon_button";
import { tell } from "../../../parts/toast_queue";
import { useToasts } from "../../../shell";
import { MESSAGE } from "../documents";
import styles from "./quoted.module.css";

interface QuotedProps {
  id: string;
  contact: string;
  onRemove: () => void;
}

export function Quoted({ id, contact, onRemove }: QuotedProps) {
  const { t } = useLingui();
  const toasts = useToasts();
  const [{ data }] = useQuery({ query: MESSAGE, variables: { id } });
  const message = data?.node?.__typename === "Message" ? data.node : undefined;
  // The server refuses an answer to what is gone: better told while it is written.
  const isGone = message !== undefined && message.deletedAt !== null;
  const onGone = useEffectEvent(() => {
    onRemove();
    tell(toasts, { text: t`A deleted message cannot be quoted.`, tone: "info" });
  });
  useEffect(() => {
    if (isGone) {
      onGone();
    }
  }, [isGone]);
  return (
    <div className={styles.quoted}>
      <Icon of={Reply} size="small" isDirectional />
      <span className={styles.text} dir="auto">
        <bdi className={styles.by}>
          {message?.authorKind === "CONTACT" ? contact : t`Our answer`}
        </bdi>{" "}
        {message?.body || t`A file`}
      </span>
      <IconButton icon={X} label={t`Quote nothing`} onPress={onRemove} />
    </div>
  );
}
