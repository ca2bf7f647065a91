/** Deactivates an operator: their open chats go to whom one chooses, then all their sessions and tokens end. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useClient } from "urql";
import { Banner } from "../../parts/banner";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Select } from "../../parts/select";
import { tell } from "../../parts/toast_queue";
import { useMe, useSubmit, useToasts } from "../../shell";
import styles from "./departure.module.css";
import { CHATS_GIVE, OPEN_CHATS, OPERATOR_SAVE } from "./documents";
import type { Operator } from "./operator_page";

interface DepartureProps {
  operator: Operator;
  colleagues: readonly Operator[];
}

/** A select has no empty choice of its own. */
const NOBODY = "nobody";

export function Departure({ operator, colleagues }: DepartureProps) {
  const { t } = useLingui();
  const { may } = useMe();
  const client = useClient();
  const toasts = useToasts();
  const { submit, problems, setProblems, isPending } = useSubmit();
  const [isAsked, setAsked] = useState(false);
  const [heir, setHeir] = useState(NOBODY);
  const { id: operatorId, name, version, openChatCount } = operator;
  const count = openChatCount ?? 0;
  const set = (isActive: boolean, expectedVersion?: number) =>
    submit(OPERATOR_SAVE, {
      input: { operatorId, isActive, ...(expectedVersion !== undefined && { expectedVersion }) },
    });
  /** Until there is none left, or what is left cannot be given. */
  const giveChats = async (): Promise<boolean> => {
    for (;;) {
      const asked = await client
        .query(OPEN_CHATS, { operatorId }, { requestPolicy: "network-only" })
        .toPromise();
      const theirs = asked.data?.chats.nodes.filter((chat) => chat.operator?.id === operatorId);
      if (!theirs) {
        setProblems({ "": t`Their chats could not be read. Try again.` });
        return false;
      }
      if (theirs.length === 0) {
        return true;
      }
      const done = await submit(CHATS_GIVE, {
        input: {
          chatIds: theirs.map((chat) => chat.id),
          act: { assign: { operatorId: heir === NOBODY ? null : heir } },
        },
      });
      const failed = done?.chatsBulk.results?.find(({ isDone }) => !isDone);
      if (!done || failed) {
        if (failed?.error) {
          setProblems({ "": failed.error.message });
        }
        return false;
      }
    }
  };
  const leave = async () => {
    if (may?.has("CHAT_ASSIGN") && count > 0 && !(await giveChats())) {
      return;
    }
    if (await set(false)) {
      setAsked(false);
      tell(toasts, { text: t`${name} is deactivated.` });
    }
  };
  const problem = problems[""] ?? Object.values(problems)[0];
  if (!operator.isActive) {
    return (
      <div className={styles.form}>
        <Button onPress={() => void set(true, version)}>
          <Trans>Let them sign in again</Trans>
        </Button>
        {problem ? <Banner tone="danger">{problem}</Banner> : null}
      </div>
    );
  }
  return (
    <div className={styles.form}>
      <Button tone="danger" onPress={() => setAsked(true)}>
        <Trans>Deactivate</Trans>
      </Button>
      <Dialog
        title={t`Deactivate ${name}`}
        role="alertdialog"
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        actions={
          <>
            <Button onPress={() => setAsked(false)}>
              <Trans>Cancel</Trans>
            </Button>
            <Button tone="danger" isPending={isPending} onPress={() => void leave()}>
              <Trans>Deactivate</Trans>
            </Button>
          </>
        }
      >
        <div className={styles.form}>
          <p>
            <Trans>
              They are signed out at once and cannot come back until somebody lets them. What they
              wrote stays.
            </Trans>{" "}
            <Plural
              value={count}
              _0="No open chat is theirs."
              one="One open chat is theirs."
              other="# open chats are theirs."
            />
          </p>
          {count > 0 && may?.has("CHAT_ASSIGN") ? (
            <Select
              label={t`Their chats go to`}
              placeholder={t`nobody: they wait to be taken`}
              value={heir}
              options={[
                { id: NOBODY, text: t`nobody: they wait to be taken` },
                ...colleagues
                  .filter((one) => one.id !== operatorId && one.isActive)
                  .map((one) => ({ id: one.id, text: one.name })),
              ]}
              onChange={setHeir}
            />
          ) : null}
          {problem ? <Banner tone="danger">{problem}</Banner> : null}
        </div>
      </Dialog>
    </div>
  );
}
