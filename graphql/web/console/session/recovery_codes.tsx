/** The recovery codes, which are shown this once: each lets their owner in without the authenticator app. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Copy } from "lucide-react";
import { useState } from "react";
import { Banner } from "../parts/banner";
import { Button } from "../parts/button";
import styles from "./recovery_codes.module.css";

interface RecoveryCodesProps {
  codes: readonly string[];
  onDone: () => void;
}

export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const { t } = useLingui();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join("\n"));
    setIsCopied(true);
  };
  return (
    <div className={styles.recovery}>
      <Banner tone="waiting">
        <Trans>
          Keep these recovery codes where you find them without your phone. Each lets you in once,
          and they are not shown again.
        </Trans>
      </Banner>
      <ul className={styles.codes} aria-label={t`Recovery codes`}>
        {codes.map((code) => (
          <li key={code}>
            <bdi>{code}</bdi>
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        <Button icon={Copy} onPress={() => void copy()}>
          {isCopied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
        </Button>
        <Button tone="primary" onPress={onDone}>
          <Trans>I have kept them</Trans>
        </Button>
      </div>
    </div>
  );
}
