/** Round the console of one operator: their session may end, and begin again, here or in another tab. */
import { type ReactNode, useEffect } from "react";
import type { Tabs } from "../live/tabs";
import { useLive, useSign } from "./live/provider";
import { askWho, Lost, type SessionMessage } from "./session";

interface SignedInProps {
  operatorId: string;
  tabs: Tabs<SessionMessage>;
  children: ReactNode;
}

export function SignedIn({ operatorId, tabs, children }: SignedInProps) {
  const live = useLive();
  const sign = useSign();
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
  return (
    <>
      {children}
      <Lost isLost={sign.kind === "signed_out"} onSignedIn={() => void resume()} />
    </>
  );
}

/** What is shown is not of whoever is signed in now, if anybody is. */
function startOver(live: { drafts: { flush(): void } }): void {
  live.drafts.flush();
  location.reload();
}
