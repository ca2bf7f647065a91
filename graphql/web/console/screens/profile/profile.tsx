/** The operator's own page. What is chosen takes effect at once; what is typed is saved by its button. */
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "urql";
import { Problem } from "../../parts/problem";
import { Skeleton } from "../../parts/skeleton";
import { problemOf } from "../../shell";
import { Browsers } from "./browsers";
import { PROFILE } from "./documents";
import { NameForm } from "./name_form";
import { NotificationChoices } from "./notification_choices";
import { PasswordForm } from "./password_form";
import styles from "./profile.module.css";
import { ScreenChoices } from "./screen_choices";
import { SecondFactor } from "./second_factor";
import { Section } from "./section";
import { Sessions } from "./sessions";
import { StatusChoice } from "./status_choice";

export function Profile() {
  const { t, i18n } = useLingui();
  const [{ data, error }, read] = useQuery({ query: PROFILE, requestPolicy: "cache-and-network" });
  const again = () => read({ requestPolicy: "network-only" });
  if (!data) {
    return error ? (
      <Problem message={i18n._(problemOf(error))} onRetry={again} />
    ) : (
      <Skeleton of="rows" />
    );
  }
  const { email, hasTotp, operator, sessions } = data.viewer;
  return (
    <article className={styles.profile}>
      <header className={styles.head}>
        <h1 className={styles.title}>{t`Profile`}</h1>
        <p className={styles.email}>
          <bdi>{email}</bdi>
        </p>
      </header>
      <Section
        title={t`Status`}
        text={t`Whether you work now. New chats go to those who are online.`}
      >
        <StatusChoice />
      </Section>
      <Section title={t`Name`} text={t`Customers read it over what you write.`}>
        <NameForm key={operator.name} operator={operator} />
      </Section>
      <Section title={t`Screens`} text={t`The same on all your devices.`}>
        <ScreenChoices />
      </Section>
      <Section
        title={t`Notifications`}
        text={t`What you are told of, what of that sounds, and what is pushed to your browsers.`}
      >
        <NotificationChoices />
      </Section>
      <Section
        title={t`Browsers`}
        text={t`Where you are told with the console closed, as long as you are signed in there.`}
      >
        <Browsers operatorId={operator.id} />
      </Section>
      <Section title={t`Password`} text={t`A new one ends your other sessions.`}>
        <PasswordForm email={email} operatorId={operator.id} />
      </Section>
      <Section
        title={t`Second factor`}
        text={t`A code of an app on your phone, asked for after the password.`}
      >
        <SecondFactor hasTotp={hasTotp === true} onChanged={again} />
      </Section>
      <Section title={t`Sessions`} text={t`Where you are signed in now.`}>
        <Sessions sessions={sessions ?? []} onChanged={again} />
      </Section>
    </article>
  );
}
