/** The session is over while somebody works: signing in lies over the page, and what they have typed stays under it. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { placeNow } from "../address";
import { Problem } from "../parts/problem";
import { Sheet } from "../parts/sheet";
import styles from "./lost.module.css";
import { reasonOf } from "./refusal";
import { type Answer, type Ways, ways } from "./requests";
import { SignIn } from "./sign_in";
import { useTypingRest } from "./typing_rest";

interface LostProps {
  isLost: boolean;
  onSignedIn: () => void;
}

export function Lost({ isLost, onSignedIn }: LostProps) {
  const { t } = useLingui();
  const isOpen = useTypingRest(isLost);
  return (
    <Sheet title={t`Sign in again`} isOpen={isOpen}>
      <div className={styles.lost}>
        <p className={styles.text}>
          <Trans>Your session is over. Everything that you have written is kept.</Trans>
        </p>
        <AskedWays onSignedIn={onSignedIn} />
      </div>
    </Sheet>
  );
}

function AskedWays({ onSignedIn }: { onSignedIn: () => void }) {
  const { i18n } = useLingui();
  const [answer, setAnswer] = useState<Answer<Ways>>();
  const ask = async () => setAnswer(await ways());
  useEffect(() => {
    void ways().then(setAnswer);
  }, []);
  if (answer?.kind === "done") {
    return <SignIn ways={answer.body} returnTo={placeNow()} onSignedIn={onSignedIn} />;
  }
  return answer ? <Problem message={i18n._(reasonOf(answer))} onRetry={() => void ask()} /> : null;
}
