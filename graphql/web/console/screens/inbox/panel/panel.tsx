/** About the chat and the customer: who they are, what it is about, what was before. */
import { useLingui } from "@lingui/react/macro";
import { useEffect } from "react";
import { useQuery } from "urql";
import { Link as RouteLink } from "wouter";
import { ChannelIcon, StatusChip } from "../../../chat";
import { ContactFields, ContactNotes, Duplicates } from "../../../contact";
import { useLive } from "../../../live/provider";
import { Avatar } from "../../../parts/avatar";
import { Label } from "../../../parts/label";
import { Link } from "../../../parts/link";
import { Problem } from "../../../parts/problem";
import { Skeleton } from "../../../parts/skeleton";
import { Time } from "../../../parts/time";
import { problemOf } from "../../../shell";
import type { OpenedChat } from "../chat/use_open_chat";
import { useInbox } from "../use_inbox";
import { Example } from "./example";
import { OnThePage } from "./on_the_page";
import styles from "./panel.module.css";
import { PANEL, PANEL_REFERENCES } from "./panel_documents";

/** So begins what the server calls somebody who has said no name: nothing to read. */
const ANONYMOUS = "anonymous:";

export function Panel({ chat }: { chat: OpenedChat }) {
  const { t, i18n } = useLingui();
  const live = useLive();
  const { may, place, go, choices } = useInbox();
  const variables = { contactId: chat.contact.id };
  const [{ data, error }, read] = useQuery({
    query: PANEL,
    variables,
    requestPolicy: "cache-and-network",
  });
  const [references, readReferences] = useQuery({
    query: PANEL_REFERENCES,
    variables: { id: chat.id },
    requestPolicy: "cache-and-network",
  });
  // What the feed tells of a contact or a chat is less than stands here.
  useEffect(
    () =>
      live.feed.events.add((event) => {
        const policy = { requestPolicy: "network-only" } as const;
        if (event.subjectId === chat.contact.id || event.__typename === "NoteEvent") {
          read(policy);
        } else if (event.subjectId === chat.id && event.kind.startsWith("CHAT_REFERENCE")) {
          readReferences(policy);
        }
      }),
    [live, chat.id, chat.contact.id, read, readReferences],
  );
  const contact = data?.contact;
  if (error && !contact) {
    return (
      <Problem
        message={i18n._(problemOf(error))}
        onRetry={() => read({ requestPolicy: "network-only" })}
      />
    );
  }
  if (!contact) {
    return (
      <div className={styles.panel}>
        <Skeleton of="text" count={6} />
      </div>
    );
  }
  const before = contact.chats.nodes.filter(({ id }) => id !== chat.id);
  const shownReferences = references.data?.chat?.references ?? [];
  return (
    <aside className={styles.panel} aria-label={t`About ${contact.name}`}>
      <header className={styles.who}>
        <Avatar id={contact.id} name={contact.name} size="large" />
        <span className={styles.texts}>
          {may.has("CONTACT_READ") ? (
            <RouteLink href={`/contacts/${contact.id}`} className={styles.name}>
              <bdi>{contact.name}</bdi>
            </RouteLink>
          ) : (
            <bdi className={styles.name}>{contact.name}</bdi>
          )}
          <span className={styles.since}>
            {t`since`} <Time at={contact.createdAt} />
          </span>
        </span>
      </header>
      {chat.example ? <Example chatId={chat.id} /> : null}
      <Duplicates contact={contact} duplicates={contact.duplicates} may={may} />
      <ContactFields contact={contact} roles={choices.contactRoles} may={may} />
      {contact.identities && contact.identities.length > 0 ? (
        <section className={styles.part}>
          <h3 className={styles.title}>{t`Channels`}</h3>
          {contact.identities.map(({ id, channel, username, platformId }) => (
            <div key={id} className={styles.line}>
              <ChannelIcon plugin={channel?.plugin ?? ""} />
              <bdi className={styles.text}>{channel?.name}</bdi>
              {username || !platformId.startsWith(ANONYMOUS) ? (
                <bdi className={styles.quiet}>{username ?? platformId}</bdi>
              ) : null}
            </div>
          ))}
        </section>
      ) : null}
      {may.has("VISIT_READ") ? <OnThePage contactId={contact.id} /> : null}
      {shownReferences.length > 0 ? (
        <section className={styles.part}>
          <h3 className={styles.title}>{t`References`}</h3>
          {shownReferences.map(({ kind, externalId, title, url }) => (
            <div key={`${kind.id} ${externalId}`} className={styles.line}>
              <span className={styles.quiet}>{kind.name}</span>
              <span className={styles.text} title={title ?? undefined}>
                {url ? (
                  <Link href={url} isExternal>
                    <bdi>{externalId}</bdi>
                  </Link>
                ) : (
                  <bdi>{externalId}</bdi>
                )}
              </span>
            </div>
          ))}
        </section>
      ) : null}
      {chat.labels.length > 0 ? (
        <section className={styles.part}>
          <h3 className={styles.title}>{t`Labels`}</h3>
          <div className={styles.labels}>
            {chat.labels.map(({ id, name, color }) => (
              <Label
                key={id}
                name={name}
                color={color}
                onRemove={() => void live.outbox.add("unlabel", chat.id, { labelId: id })}
                removeLabel={t`Remove the label ${name}`}
              />
            ))}
          </div>
        </section>
      ) : null}
      <ContactNotes contactId={contact.id} notes={contact.notes.nodes} may={may} />
      {before.length > 0 ? (
        <section className={styles.part}>
          <h3 className={styles.title}>{t`Other chats`}</h3>
          {before.map(({ id, number, status, lastMessageAt, lastMessage }) => (
            <button
              key={id}
              type="button"
              className={styles.chat}
              onClick={() => go({ ...place, chat: number, message: undefined })}
            >
              <span className={styles.line}>
                <StatusChip status={status} isBare />
                <span className={styles.quiet}>
                  #{number} · <Time at={lastMessageAt} />
                </span>
              </span>
              <span className={styles.text} dir="auto">
                {lastMessage?.body}
              </span>
            </button>
          ))}
        </section>
      ) : null}
    </aside>
  );
}
