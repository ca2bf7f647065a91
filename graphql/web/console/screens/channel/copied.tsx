/** Code to be copied into a company's pages. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "../../parts/button";
import styles from "./copied.module.css";

interface CopiedProps {
  title: string;
  text: string;
  code: string;
}

export function Copied({ title, text, code }: CopiedProps) {
  const { t } = useLingui();
  const [isDone, setDone] = useState(false);
  return (
    <section className={styles.copied} aria-label={title}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <Button
          icon={isDone ? Check : Copy}
          onPress={() => void navigator.clipboard.writeText(code).then(() => setDone(true))}
        >
          {isDone ? t`Copied` : <Trans>Copy</Trans>}
        </Button>
      </div>
      <p className={styles.text}>{text}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys, too. */}
      <pre className={styles.code} dir="ltr" tabIndex={0}>
        {code}
      </pre>
    </section>
  );
}
