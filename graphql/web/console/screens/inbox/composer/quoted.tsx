/** The message that is being answered, over the field; the cross answers none. */
import { useLingui } from "@lingui/react/macro";
import { Reply, X } from "lucide-react";
import { useQuery } from "urql";
import { Icon } from "../../../parts/icon";
import { IconButton } from "../../../parts/icon_button";
import { MESSAGE } from "../documents";
import styles from "./quoted.module.css";

interface QuotedProps {
  id: string;
  contact: string;
  onRemove: () => void;
}

export function Quoted({ id, contact, onRemove }: QuotedProps) {
  const { t } = useLingui();
  const [{ data }] = useQuery({ query: MESSAGE, variables: { id } });
  const message = data?.node?.__typename === "Message" ? data.node : undefined;
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
