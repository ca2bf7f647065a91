/** The link of an invitation, shown once, to be sent to whom it is for. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Copy } from "lucide-react";
import { useState } from "react";
import { origin } from "../../address";
import { Button } from "../../parts/button";
import { TextField } from "../../parts/text_field";
import styles from "./invitation_link.module.css";

/** Where the server does not know its own address, this page does. */
export function linkOf({ url, secret }: { url?: string | null; secret: string }): string {
  return url ?? `${origin()}/invitation#${secret}`;
}

export function InvitationLink({ link }: { link: string }) {
  const { t } = useLingui();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    setCopied(true);
  };
  return (
    <div className={styles.link}>
      <TextField
        label={t`Link`}
        help={t`It is shown only now, and lets one person in once.`}
        value={link}
        onChange={() => undefined}
      />
      <Button icon={Copy} onPress={() => void copy()}>
        {isCopied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
      </Button>
    </div>
  );
}
