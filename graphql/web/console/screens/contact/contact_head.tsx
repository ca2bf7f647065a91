/** Who it is, by which channels they are reached, and what can be done with them. */
import { useLingui } from "@lingui/react/macro";
import {
  BadgeCheck,
  Ban,
  Download,
  Ellipsis,
  MessageSquarePlus,
  Trash2,
  UserCheck,
} from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import type {
  ContactPageQuery,
  ContactRolesQuery,
  Permission,
} from "../../../client/operator/graphql";
import { ChannelIcon } from "../../chat";
import { Avatar } from "../../parts/avatar";
import { Button } from "../../parts/button";
import { Chip } from "../../parts/chip";
import { Dialog } from "../../parts/dialog";
import { IconButton } from "../../parts/icon_button";
import { Label } from "../../parts/label";
import { Menu } from "../../parts/menu";
import { Time } from "../../parts/time";
import { tell } from "../../parts/toast_queue";
import { saveFrom, useDo, usePaneCount, useToasts } from "../../shell";
import styles from "./contact_head.module.css";
import { CHAT_OPEN, CONTACT_BLOCK, CONTACT_EXPORT, CONTACT_UNBLOCK } from "./documents";
import { EraseDialog } from "./erase_dialog";

export type ShownContact = NonNullable<ContactPageQuery["contact"]>;

interface ContactHeadProps {
  contact: ShownContact;
  role: ContactRolesQuery["contactRoles"][number] | undefined;
  may: ReadonlySet<Permission>;
  onErased: () => void;
}

export function ContactHead({ contact, role, may, onErased }: ContactHeadProps) {
  const { t } = useLingui();
  const run = useDo();
  const toasts = useToasts();
  // On a phone the list's heading is not there.
  const Name = usePaneCount() === 1 ? "h1" : "h2";
  const [isErasing, setErasing] = useState(false);
  const [isBlocking, setBlocking] = useState(false);
  const { id: contactId, version: expectedVersion, name, isBlocked } = contact;

  const block = async () => {
    setBlocking(false);
    if (await run(CONTACT_BLOCK, { contactId, expectedVersion })) {
      tell(toasts, { text: t`${name} may not write any more.` });
    }
  };
  const unblock = async () => {
    if (await run(CONTACT_UNBLOCK, { contactId, expectedVersion })) {
      tell(toasts, { text: t`${name} may write again.` });
    }
  };
  const save = async () => {
    const url = (await run(CONTACT_EXPORT, { contactId }))?.export?.url;
    if (url) {
      saveFrom(url);
    }
  };
  const acts = [
    ...(may.has("CONTACT_UPDATE")
      ? [
          isBlocked
            ? { id: "unblock", text: t`Let them write again`, icon: UserCheck, onAction: unblock }
            : { id: "block", text: t`Block`, icon: Ban, onAction: () => setBlocking(true) },
        ]
      : []),
    ...(may.has("CONTACT_EXPORT")
      ? [{ id: "export", text: t`Export all that is held`, icon: Download, onAction: save }]
      : []),
  ];
  const dangerous = may.has("CONTACT_ERASE")
    ? [
        {
          id: "erase",
          text: t`Erase`,
          icon: Trash2,
          isDangerous: true,
          onAction: () => setErasing(true),
        },
      ]
    : [];

  return (
    <header className={styles.head}>
      <Avatar id={contact.id} name={name} size="large" />
      <div className={styles.who}>
        <div className={styles.line}>
          <Name className={styles.name}>
            <bdi>{name}</bdi>
          </Name>
          {role ? <Label name={role.name} color={role.color} /> : null}
          {contact.isVerified ? <Chip text={t`Verified`} icon={BadgeCheck} tone="ok" /> : null}
          {isBlocked ? <Chip text={t`Blocked`} icon={Ban} tone="danger" /> : null}
          {contact.hasOpenChat ? null : <Chip text={t`No active chat`} />}
        </div>
        <div className={styles.facts}>
          {contact.identities?.map(
            ({ id, channel, username, name: called, platformId, isReachable }) => (
              <span
                key={id}
                className={styles.fact}
                title={platformId}
                data-state={isReachable ? undefined : "away"}
              >
                <ChannelIcon plugin={channel?.plugin ?? ""} />
                <bdi>{username ?? called ?? channel?.name}</bdi>
              </span>
            ),
          )}
          <span className={styles.fact}>
            {t`since`} <Time at={contact.createdAt} />
          </span>
        </div>
      </div>
      <div className={styles.acts}>
        {may.has("CHAT_REPLY") ? <BeginChat contact={contact} /> : null}
        {acts.length + dangerous.length > 0 ? (
          <Menu
            label={t`The contact`}
            trigger={<IconButton icon={Ellipsis} label={t`More to do with the contact`} />}
            sections={[acts, dangerous].filter((section) => section.length > 0)}
          />
        ) : null}
      </div>
      <Dialog
        title={t`Block ${name}?`}
        role="alertdialog"
        isOpen={isBlocking}
        onClose={() => setBlocking(false)}
        actions={
          <>
            <Button tone="quiet" onPress={() => setBlocking(false)}>{t`Cancel`}</Button>
            <Button tone="danger" onPress={block}>{t`Block`}</Button>
          </>
        }
      >
        <p>{t`What they write is not taken any more, by any of their channels. Their chats stay, and you can let them write again.`}</p>
      </Dialog>
      {isErasing ? (
        <EraseDialog contact={contact} onErased={onErased} onClose={() => setErasing(false)} />
      ) : null}
    </header>
  );
}

/** By which of the addresses the customer is written to. */
function BeginChat({ contact }: { contact: ShownContact }) {
  const { t } = useLingui();
  const run = useDo();
  const [, navigate] = useLocation();
  const [isPending, setPending] = useState(false);
  const routes = (contact.identities ?? []).filter(({ isReachable }) => isReachable);
  const begin = async (identityId: string) => {
    setPending(true);
    const number = (await run(CHAT_OPEN, { identityId }))?.chat?.number;
    setPending(false);
    if (number !== undefined) {
      navigate(`/inbox/${number}`);
    }
  };
  const [only, ...others] = routes;
  if (!only) {
    return <span className={styles.unreachable}>{t`No channel reaches them now`}</span>;
  }
  const button = (onPress?: () => void) => (
    <Button
      icon={MessageSquarePlus}
      tone="primary"
      isPending={isPending}
      {...(onPress && { onPress })}
    >
      {t`Begin chat`}
    </Button>
  );
  return others.length === 0 ? (
    button(() => void begin(only.id))
  ) : (
    <Menu
      label={t`By which channel`}
      trigger={button()}
      sections={[
        routes.map(({ id, channel, username, platformId }) => ({
          id,
          text: [channel?.name, username ?? platformId].filter(Boolean).join(" · "),
          onAction: () => void begin(id),
        })),
      ]}
    />
  );
}
