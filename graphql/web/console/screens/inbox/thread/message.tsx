/** A message of the customer, of an operator or of what answers by itself; what can be done with it stands beside it. */
import { useLingui } from "@lingui/react/macro";
import { Bot } from "lucide-react";
import { useQuery } from "urql";
import type { ShownMessageFragment } from "../../../../client/operator/graphql";
import { Avatar } from "../../../parts/avatar";
import { Icon } from "../../../parts/icon";
import { PeopleText } from "../../../parts/people_text";
import type { ChatNow, OpenedChat } from "../chat/use_open_chat";
import { MESSAGE } from "../documents";
import { useInbox } from "../use_inbox";
import { Attachments } from "./attachments";
import { ClockTime } from "./clock_time";
import { DeliveryMark } from "./delivery_mark";
import { Folded } from "./folded";
import styles from "./message.module.css";
import { MessageActs } from "./message_acts";
import { MessageEditor } from "./message_editor";
import { Quote } from "./quote";
import { Reactions } from "./reactions";
import { useAuthorName } from "./use_author_name";
import { Versions } from "./versions";

export interface MessageProps {
  id: string;
  chat: OpenedChat;
  now: ChatNow | undefined;
  isJoined: boolean;
  isLast: boolean;
  /** It is being changed, where it is the reader's own. */
  isEditing: boolean;
  onEdit: (is: boolean) => void;
  onQuote: (id: string) => void;
  onJump: (id: string) => void;
}

export function Message({ id, ...how }: MessageProps) {
  const [{ data }] = useQuery({ query: MESSAGE, variables: { id }, requestPolicy: "cache-only" });
  return data?.node?.__typename === "Message" ? <Drawn message={data.node} {...how} /> : null;
}

function Drawn({
  message,
  chat,
  now,
  isJoined,
  isLast,
  isEditing,
  onEdit,
  onQuote,
  onJump,
}: { message: ShownMessageFragment } & Omit<MessageProps, "id">) {
  const { t } = useLingui();
  const { me, choices } = useInbox();
  const { author, authorKind, delivery } = message;
  const isInbound = authorKind === "CONTACT";
  const isMine = author.__typename === "Operator" && author.id === me.id;
  const name = useAuthorName()(author, authorKind);
  const face = author.__typename === "AutomaticAuthor" ? authorKind : author.id;
  const team = choices.operators.find(({ id }) => id === face)?.teams[0]?.name;
  const isFailed = delivery?.state === "FAILED" || delivery?.state === "MAYBE_SENT";
  return (
    <div
      className={styles.message}
      data-side={isInbound ? "theirs" : "ours"}
      data-deleted={message.deletedAt ? "" : undefined}
    >
      <span className={styles.face}>
        {isJoined ? null : author.__typename === "AutomaticAuthor" ? (
          <span className={styles.bot}>
            <Icon of={Bot} />
          </span>
        ) : (
          <Avatar id={face} name={name} />
        )}
      </span>
      <div className={styles.body}>
        {isJoined ? null : (
          <div className={styles.head}>
            <bdi className={styles.name}>{name}</bdi>
            {team ? <bdi>{team}</bdi> : null}
            {isMine ? <span>{t`you`}</span> : null}
          </div>
        )}
        <div className={styles.line}>
          <div className={styles.bubble} data-last={isLast ? "" : undefined}>
            {message.deletedAt ? (
              <p className={styles.gone}>{t`This message was deleted.`}</p>
            ) : isEditing ? (
              <MessageEditor message={message} onClose={() => onEdit(false)} />
            ) : (
              <>
                <Quote message={message} contact={chat.contact.name} onJump={onJump} />
                {message.body === "" ? null : (
                  <Folded text={message.body}>
                    {(text) => <PeopleText text={text} ranges={message.ranges} />}
                  </Folded>
                )}
                <Attachments attachments={message.attachments} />
              </>
            )}
          </div>
          {message.deletedAt || isEditing ? null : (
            <MessageActs
              message={message}
              chat={chat}
              now={now}
              isMine={isMine}
              onQuote={() => onQuote(message.id)}
              onEdit={() => onEdit(true)}
            />
          )}
        </div>
        <Reactions message={message} canReact={chat.channel.capabilities?.canReact ?? false} />
        {isLast || isFailed || message.editedAt ? (
          <div className={styles.foot}>
            <ClockTime at={message.sentAt} />
            {message.editedAt && !message.deletedAt ? <Versions messageId={message.id} /> : null}
            {delivery ? <DeliveryMark delivery={delivery} /> : null}
          </div>
        ) : null}
      </div>
    </div>
  );
}
