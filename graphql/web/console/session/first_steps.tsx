/** Which step of a new server's first run this is; the first admin is the first of them. */
import { useLingui } from "@lingui/react/macro";
import styles from "./first_steps.module.css";

const STEPS = ["you", "desk", "chat", "hello"] as const;

export function FirstSteps({ now }: { now: (typeof STEPS)[number] }) {
  const { t } = useLingui();
  const names = { you: t`You`, desk: t`Your desk`, chat: t`Web chat`, hello: t`Hello` };
  return (
    <ol className={styles.steps} aria-label={t`Steps`}>
      {STEPS.map((one) => (
        <li
          key={one}
          className={styles.step}
          aria-current={one === now ? "step" : undefined}
          data-state={STEPS.indexOf(one) < STEPS.indexOf(now) ? "done" : undefined}
        >
          {names[one]}
        </li>
      ))}
    </ol>
  );
}
