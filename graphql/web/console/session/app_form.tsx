/** Sets an authenticator app up: its secret as a picture and as letters, then a code of it that confirms it. */
import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, Suspense } from "react";
import styles from "./app_form.module.css";
import { CodeForm } from "./code_form";
import type { TotpSetup } from "./requests";

const Picture = lazy(async () => ({ default: (await import("./qr_picture")).QrPicture }));

interface AppFormProps {
  /** Why, and what to do. */
  lead: string;
  setup: TotpSetup;
  /** What is wrong with the code. */
  error?: string;
  isPending: boolean;
  isLocked?: boolean;
  onSubmit: (code: string) => void;
  onBack: () => void;
}

export function AppForm({ lead, setup, ...form }: AppFormProps) {
  const { t } = useLingui();
  return (
    <div className={styles.app}>
      <p className={styles.text}>{lead}</p>
      <div className={styles.setup}>
        <a
          className={styles.picture}
          href={setup.url}
          aria-label={t`Open in the app of this device`}
        >
          <Suspense>
            <Picture text={setup.url} />
          </Suspense>
        </a>
        <p className={styles.text}>
          <Trans>
            Or type this secret into it:{" "}
            <bdi className={styles.secret}>{grouped(setup.secret)}</bdi>
          </Trans>
        </p>
      </div>
      <CodeForm {...form} help={t`What the app shows for Switchboard now.`} />
    </div>
  );
}

/** In groups of four, as one reads letters that mean nothing. */
function grouped(secret: string): string {
  return secret.replaceAll(/.{4}(?=.)/g, "$& ");
}
