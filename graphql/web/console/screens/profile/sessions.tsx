/** Where one is signed in, and the end of what one does not know (F109). */
import { Trans, useLingui } from "@lingui/react/macro";
import { Monitor, Smartphone } from "lucide-react";
import { useState } from "react";
import { useMutation } from "urql";
import type { ProfileQuery } from "../../../client/operator/graphql";
import { Button } from "../../parts/button";
import { Chip } from "../../parts/chip";
import { Icon } from "../../parts/icon";
import { Time } from "../../parts/time";
import { tell } from "../../parts/toast_queue";
import { problemOf, useToasts } from "../../shell";
import { SESSION_REVOKE } from "./documents";
import { programOf } from "./program";
import styles from "./sessions.module.css";

type Session = NonNullable<ProfileQuery["viewer"]["sessions"]>[number];

interface SessionsProps {
  sessions: readonly Session[];
  onChanged: () => void;
}

export function Sessions({ sessions, onChanged }: SessionsProps) {
  const { i18n } = useLingui();
  const toasts = useToasts();
  const [ending, setEnding] = useState<string>();
  const [, revoke] = useMutation(SESSION_REVOKE);
  const end = async (sessionId: string) => {
    setEnding(sessionId);
    const { data, error } = await revoke({ input: { sessionId } });
    const refused = error ? i18n._(problemOf(error)) : data?.sessionRevoke.userErrors[0]?.message;
    if (refused) {
      tell(toasts, { text: refused, tone: "danger" });
    }
    setEnding(undefined);
    onChanged();
  };
  return (
    <ul className={styles.sessions}>
      {sessions.map((session) => (
        <SessionRow
          key={session.id}
          session={session}
          isEnding={session.id === ending}
          onEnd={() => void end(session.id)}
        />
      ))}
    </ul>
  );
}

interface SessionRowProps {
  session: Session;
  isEnding: boolean;
  onEnd: () => void;
}

function SessionRow({ session, isEnding, onEnd }: SessionRowProps) {
  const { t } = useLingui();
  const { name, isPhone } = programOf(session.userAgent ?? t`Unknown program`);
  return (
    <li className={styles.session}>
      <Icon of={isPhone ? Smartphone : Monitor} size="large" />
      <div className={styles.about}>
        <span className={styles.name}>
          <bdi>{name}</bdi>
          {session.isCurrent ? <Chip tone="ok" text={t`This one`} /> : null}
        </span>
        <span className={styles.text}>
          <Trans>
            used <Time at={session.lastUsedAt} />
          </Trans>
          {session.remoteNetwork ? (
            <>
              {" · "}
              <bdi>{session.remoteNetwork}</bdi>
            </>
          ) : null}
        </span>
      </div>
      {session.isCurrent ? null : (
        <Button isPending={isEnding} onPress={onEnd}>
          <Trans>End</Trans>
        </Button>
      )}
    </li>
  );
}
