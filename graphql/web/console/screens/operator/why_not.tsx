/** "Why can X not see #N?": each thing that the rule looks at, and what would mend it, as buttons (F70). */
import { Trans, useLingui } from "@lingui/react/macro";
import { Check, X } from "lucide-react";
import { useState } from "react";
import { useClient } from "urql";
import type { ChatByNumberQuery, WhyNotQuery } from "../../../client/operator/graphql";
import { Banner } from "../../parts/banner";
import { Button } from "../../parts/button";
import { Icon } from "../../parts/icon";
import { Link } from "../../parts/link";
import { NumberField } from "../../parts/number_field";
import { problemOf, useMe, useSubmit } from "../../shell";
import { CHAT_BY_NUMBER, CHAT_GIVE, OPERATOR_SAVE, WHY_NOT } from "./documents";
import type { Operator } from "./operator_page";
import styles from "./why_not.module.css";
import { armText, teamsThatHelp } from "./why_words";

interface Answer {
  chat: NonNullable<ChatByNumberQuery["chat"]>;
  why: WhyNotQuery["whyNot"];
}

export function WhyNot({ operator }: { operator: Operator }) {
  const { t, i18n } = useLingui();
  const { may } = useMe();
  const client = useClient();
  const [number, setNumber] = useState<number>();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [answer, setAnswer] = useState<Answer>();
  const { submit, problem: refused, isPending } = useSubmit();
  const { id: operatorId, name } = operator;
  const ask = async (wanted: number) => {
    const now = { requestPolicy: "network-only" } as const;
    setAsking(true);
    const found = await client.query(CHAT_BY_NUMBER, { number: wanted }, now).toPromise();
    const chat = found.data?.chat;
    const told = chat
      ? await client.query(WHY_NOT, { operatorId, chatId: chat.id }, now).toPromise()
      : undefined;
    setAsking(false);
    const error = found.error ?? told?.error;
    const missing = t`There is no chat with this number that you see.`;
    setProblem(error ? i18n._(problemOf(error)) : chat ? undefined : missing);
    setAnswer(chat && told?.data ? { chat, why: told.data.whyNot } : undefined);
  };
  const again = () => answer && ask(answer.chat.number);
  const join = async (teamId: string) => {
    const teamIds = [...operator.teams.map(({ id }) => id), teamId];
    if (await submit(OPERATOR_SAVE, { input: { operatorId, teamIds } })) {
      await again();
    }
  };
  const assign = async (chatId: string) => {
    if (await submit(CHAT_GIVE, { input: { chatId, operatorId } })) {
      await again();
    }
  };
  const fails = (arm: string) =>
    answer?.why.checks.some((check) => check.arm === arm && !check.isPassed) === true;
  const isShut = fails("ACTIVE") || fails("PERMISSION");
  return (
    <div className={styles.form}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (number !== undefined) {
            void ask(number);
          }
        }}
      >
        <NumberField
          label={t`Chat number`}
          help={t`Tells why ${name} sees it, or why not.`}
          min={1}
          format={{ useGrouping: false }}
          value={number}
          error={problem}
          onChange={setNumber}
        />
        <Button type="submit" isPending={isAsking} isDisabled={number === undefined}>
          <Trans>Look</Trans>
        </Button>
      </form>
      {answer ? (
        <div className={styles.form} aria-live="polite">
          <Banner tone={answer.why.isAllowed ? "ok" : "waiting"}>
            {answer.why.isAllowed
              ? t`${name} sees chat ${answer.chat.number}.`
              : t`${name} does not see chat ${answer.chat.number}.`}
          </Banner>
          <ul className={styles.checks}>
            {answer.why.checks.map(({ arm, isPassed }) => (
              <li key={arm} className={styles.check} data-state={isPassed ? "yes" : "no"}>
                <Icon of={isPassed ? Check : X} />
                <span>
                  {i18n._(armText(arm))}
                  {": "}
                  <b>{isPassed ? t`yes` : t`no`}</b>
                </span>
              </li>
            ))}
          </ul>
          {answer.why.isAllowed ? null : (
            <div className={styles.remedies}>
              {fails("ACTIVE") ? (
                <p className={styles.hint}>{t`They may not sign in. Let them in again below.`}</p>
              ) : null}
              {isShut
                ? null
                : teamsThatHelp(answer.chat, operator.teams).map((team) => (
                    <Button key={team.id} isPending={isPending} onPress={() => void join(team.id)}>
                      {t`Add to the team ${team.name}`}
                    </Button>
                  ))}
              {!isShut && may?.has("CHAT_ASSIGN") ? (
                <Button isPending={isPending} onPress={() => void assign(answer.chat.id)}>
                  <Trans>Assign the chat to them</Trans>
                </Button>
              ) : null}
              {operator.role && !fails("ACTIVE") ? (
                <Link href={`/settings/roles/${operator.role.id}`}>
                  {t`Change the role ${operator.role.name}`}
                </Link>
              ) : null}
            </div>
          )}
          {refused ? <Banner tone="danger">{refused}</Banner> : null}
        </div>
      ) : null}
    </div>
  );
}
