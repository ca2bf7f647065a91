/** A hit: whose it is, where it stands, and the piece of it that was found. */
import { useLingui } from "@lingui/react/macro";
import { Lock, Paperclip } from "lucide-react";
import type { ReactNode } from "react";
import type { HitChatFragment, SearchHitFragment } from "../../../client/operator/graphql";
import { withMentions } from "../../../text/with_mentions";
import { ChannelIcon, StatusChip } from "../../chat";
import { Avatar } from "../../parts/avatar";
import { Icon } from "../../parts/icon";
import { Time } from "../../parts/time";
import { excerpt, type Range } from "../../search";
import styles from "./hit_row.module.css";

interface HitRowProps {
  edge: SearchHitFragment;
}

export function HitRow({ edge: { node, highlights } }: HitRowProps) {
  const { t } = useLingui();
  switch (node.__typename) {
    case "Message": {
      const file = node.attachments[0]?.name;
      return (
        <Row chat={node.chat} person={node.chat?.contact} at={node.sentAt}>
          <p className={styles.text} dir="auto">
            {node.author.__typename === "Operator" ? (
              <bdi className={styles.by}>{node.author.name}: </bdi>
            ) : null}
            {node.body ? (
              <Found text={node.body} ranges={highlights} />
            ) : (
              <>
                <Icon of={Paperclip} size="small" /> {file ?? t`A file`}
              </>
            )}
          </p>
        </Row>
      );
    }
    case "Note": {
      const { text, ranges } = asShown(node, highlights);
      return (
        <Row chat={node.chat} person={node.about} at={node.createdAt}>
          <p className={styles.note} dir="auto">
            <Icon of={Lock} size="small" />{" "}
            {node.operator ? <bdi className={styles.by}>{node.operator.name}: </bdi> : null}
            <Found text={text} ranges={ranges} />
          </p>
        </Row>
      );
    }
    case "Contact":
      return (
        <Row
          person={node}
          name={<Found text={node.name} ranges={highlights} />}
          end={node.hasOpenChat ? undefined : <span>{t`No active chat`}</span>}
        >
          <p className={styles.text}>
            <bdi>{[node.email, node.phone, node.role].filter(Boolean).join(" · ")}</bdi>
          </p>
        </Row>
      );
    case "Chat":
      return (
        <Row chat={node} person={node.contact} at={node.lastMessageAt}>
          <p className={styles.text} dir="auto">
            {node.subject ? (
              <strong>
                <Found text={node.subject} ranges={highlights} />{" "}
              </strong>
            ) : null}
            {node.references.map(({ kind, externalId }) => (
              <bdi key={`${kind.id} ${externalId}`} className={styles.reference}>
                {kind.name} {externalId}
              </bdi>
            ))}
            {node.lastMessage?.body}
          </p>
        </Row>
      );
    default:
      return null;
  }
}

interface RowProps {
  person: { id: string; name: string } | null | undefined;
  name?: ReactNode;
  chat?: HitChatFragment | null;
  at?: string;
  end?: ReactNode;
  children: ReactNode;
}

function Row({ person, name, chat, at, end, children }: RowProps) {
  return (
    <div className={styles.row}>
      <Avatar id={person?.id ?? ""} name={person?.name ?? ""} />
      <div className={styles.texts}>
        <div className={styles.line}>
          <bdi className={styles.name}>{name ?? person?.name}</bdi>
          {chat ? (
            <>
              <span className={styles.fact}>#{chat.number}</span>
              <span className={styles.channel}>
                <ChannelIcon plugin={chat.channel.plugin} />
                <bdi>{chat.channel.name}</bdi>
              </span>
              <span className={styles.status}>
                <StatusChip status={chat.status} isBare />
              </span>
            </>
          ) : null}
          <span className={styles.end}>
            {end}
            {at ? <Time at={at} /> : null}
          </span>
        </div>
        {children}
      </div>
    </div>
  );
}

function Found({ text, ranges }: { text: string; ranges: readonly Range[] }) {
  return excerpt(text, ranges).map((piece) =>
    piece.isFound ? (
      <mark key={piece.start} className={styles.found}>
        {piece.text}
      </mark>
    ) : (
      <span key={piece.start}>{piece.text}</span>
    ),
  );
}

/** A note with its colleagues by name; what was found moves with the text. */
function asShown(
  note: SearchHitFragment["node"] & { __typename: "Note" },
  found: SearchHitFragment["highlights"],
) {
  const all = [
    ...note.ranges,
    ...found.map((range) => ({ ...range, kind: "MARKUP" as const, isFound: true })),
  ];
  const { text, ranges } = withMentions({ ...note, ranges: all });
  return { text, ranges: ranges.filter((range) => "isFound" in range) };
}
