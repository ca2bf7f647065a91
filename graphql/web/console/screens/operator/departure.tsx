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

/** How many chats are given by one call. */
const AT_ONCE = 100;

const idOf = ({ id }: { id: string }) => id;

export function Departure({ operator, colleagues }: DepartureProps) {
  const { t } = useLingui();
  const { may } = useMe();
  const client = useClient();
  const toasts = useToasts();
  const { submit, problem, setProblems, isPending } = useSubmit();
  const [isAsked, setAsked] = useState(false);
  const [heir, setHeir] = useState(NOBODY);
  const [isLeaving, setLeaving] = useState(false);
  const { id: operatorId, name, version, openChatCount } = operator;
  const count = openChatCount ?? 0;
  const set = (isActive: boolean, expectedVersion?: number) =>
    submit(OPERATOR_SAVE, {
      input: { operatorId, isActive, ...(expectedVersion !== undefined && { expectedVersion }) },
    });
  /** Those that are assigned to them; where they only take part, nobody has to take over. */
  const readTheirs = async (): Promise<string[] | undefined> => {
    const theirs: string[] = [];
    let after: string | null | undefined;
    do {
      const asked = await client
        .query(OPEN_CHATS, { operatorId, after: after ?? null }, { requestPolicy: "network-only" })
        .toPromise();
      const page = asked.data?.chats;
      if (!page) {
        setProblems({ "": t`Their chats could not be read. Try again.` });
        return undefined;
      }
      theirs.push(...page.nodes.filter((chat) => chat.operator?.id === operatorId).map(idOf));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    return theirs;
  };
  const give = async (chatIds: string[]): Promise<boolean> => {
    const act = { assign: { operatorId: heir === NOBODY ? null : heir } };
    const done = await submit(CHATS_GIVE, { input: { chatIds, act } });
    const failed = done?.chatsBulk.results?.find(({ isDone }) => !isDone);
    if (failed?.error) {
      setProblems({ "": failed.error.message });
    }
    return done !== undefined && !failed;
  };
  /** Until none is left: while some are given, others come. */
  const giveChats = async (): Promise<boolean> => {
    for (;;) {
      const theirs = await readTheirs();
      if (!theirs || theirs.length === 0) {
        return theirs !== undefined;
      }
      for (let place = 0; place < theirs.length; place += AT_ONCE) {
        if (!(await give(theirs.slice(place, place + AT_ONCE)))) {
          return false;
        }
      }
    }
  };
  const leave = async () => {
    setLeaving(true);
    const isFree = !may?.has("CHAT_ASSIGN") || (await giveChats());
    const isDone = isFree && (await set(false));
    setLeaving(false);
    if (isDone) {
      setAsked(false);
      tell(toasts, { text: t`${name} is deactivated.` });
    }
  };
  if (!operator.isActive) {
    return (
      <div className={styles.form}>
        <Button isPending={isPending} onPress={() => void set(true, version)}>
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
            <Button tone="danger" isPending={isLeaving} onPress={() => void leave()}>
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
