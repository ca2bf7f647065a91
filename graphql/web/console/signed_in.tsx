/** Round the console of one operator: their session may end, and begin again, here or in another tab. */
import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useState } from "react";
import type { Tabs } from "../live/tabs";
import { useLive, useSign } from "./live/provider";
import { Dialog } from "./parts/dialog";
import { askWho, type Failure, Lost, leave, reasonOf, type SessionMessage } from "./session";

interface SignedInProps {
  operatorId: string;
  tabs: Tabs<SessionMessage>;
  children: (signOut: () => void) => ReactNode;
}

export function SignedIn({ operatorId, tabs, children }: SignedInProps) {
  const live = useLive();
  const sign = useSign();
  const { t, i18n } = useLingui();
  const [failure, setFailure] = useState<Failure>();
  useEffect(
    () =>
      tabs.listen((message) => {
        if (message.kind === "came" && message.operatorId === operatorId) {
          live.connection.resume();
        } else {
          startOver(live);
        }
      }),
    [live, tabs, operatorId],
  );
  const resume = async () => {
    const answer = await askWho();
    const cameAs = answer.kind === "in" ? answer.who.viewer.operator.id : undefined;
    if (cameAs !== undefined) {
      tabs.tell({ kind: "came", operatorId: cameAs });
    }
    if (cameAs === operatorId) {
      live.connection.resume();
    } else {
      startOver(live);
    }
  };
  const signOut = async () => {
    live.drafts.flush();
    const failure = await leave();
    if (failure) {
      setFailure(failure);
    }
  };
  return (
    <>
      {children(() => void signOut())}
      <Lost isLost={sign.kind === "signed_out"} onSignedIn={() => void resume()} />
      <Dialog
        title={t`You are still signed in`}
        role="alertdialog"
        isOpen={failure !== undefined}
        onClose={() => setFailure(undefined)}
      >
        {failure ? <p>{i18n._(reasonOf(failure))}</p> : null}
      </Dialog>
    </>
  );
}

/** What is shown is not of whoever is signed in now, if anybody is. */
function startOver(live: { drafts: { flush(): void } }): void {
  live.drafts.flush();
  location.reload();
}
