/** The snippet and a page to try it on; then it waits for the first message, which opens its chat. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect } from "react";
import { useQuery } from "urql";
import { Link as PlaceLink } from "wouter";
import { address } from "../../address";
import { useLive } from "../../live/provider";
import { Link } from "../../parts/link";
import { Copied, codeOf } from "../channel";
import { FIRST_CHAT } from "./documents";
import styles from "./hello_step.module.css";
import { StepLead } from "./step_lead";
import { StepTitle } from "./step_title";

interface HelloStepProps {
  channelKey: string;
  /** Where the desk is reached from outside. */
  desk: string;
}

export function HelloStep({ channelKey, desk }: HelloStepProps) {
  const { t } = useLingui();
  const live = useLive();
  const [{ data }, read] = useQuery({ query: FIRST_CHAT, requestPolicy: "cache-and-network" });
  const chat = data?.chats.nodes[0];
  useEffect(
    () =>
      live.feed.events.add(({ kind }) => {
        if (kind === "MESSAGE_CREATED") {
          read({ requestPolicy: "network-only" });
        }
      }),
    [live, read],
  );
  const { snippet } = codeOf(desk, channelKey);
  return (
    <>
      <StepTitle>{t`Say hello`}</StepTitle>
      <Copied
        title={t`For your pages`}
        text={t`Before the end of the body, on each page that shows the chat.`}
        code={snippet}
      />
      <StepLead>
        <Trans>No page at hand? Write to yourself on the test page.</Trans>{" "}
        <Link href={address(`/chat/${channelKey}`)} isExternal>
          <Trans>Test page</Trans>
        </Link>
      </StepLead>
      <div role="status">
        {chat ? (
          <PlaceLink className={styles.first} href={`/inbox/${chat.number}`}>
            <bdi className={styles.said}>
              {chat.contact.name}: {chat.messages.nodes[0]?.body}
            </bdi>
            <span className={styles.open}>{t`Open the chat and answer`}</span>
          </PlaceLink>
        ) : (
          <StepLead>{t`Waiting for the first message`}</StepLead>
        )}
      </div>
    </>
  );
}
