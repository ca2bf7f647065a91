/** A note among the messages: only the team sees it, and it looks like nothing else. */
import { useLingui } from "@lingui/react/macro";
import { Ellipsis, Lock, Trash2 } from "lucide-react";
import { useQuery } from "urql";
import { withMentions } from "../../../../text/with_mentions";
import { Avatar } from "../../../parts/avatar";
import { Icon } from "../../../parts/icon";
import { IconButton } from "../../../parts/icon_button";
import { Menu } from "../../../parts/menu";
import { PeopleText } from "../../../parts/people_text";
import { useDo } from "../../../shell";
import { NOTE_DELETE } from "../acts/message_documents";
import { NOTE } from "../documents";
import { useInbox } from "../use_inbox";
import { ClockTime } from "./clock_time";
import { Folded } from "./folded";
import styles from "./note.module.css";

interface NoteProps {
  id: string;
  isJoined: boolean;
  isLast: boolean;
}

export function Note({ id, isJoined, isLast }: NoteProps) {
  const { t } = useLingui();
  const { me } = useInbox();
  const run = useDo();
  const [{ data }] = useQuery({ query: NOTE, variables: { id }, requestPolicy: "cache-only" });
  const note = data?.node?.__typename === "Note" ? data.node : undefined;
  if (!note) {
    return null;
  }
  const { operator, kind } = note;
  const isMine = operator?.id === me.id;
  const shown = withMentions(note);
  return (
    <div className={styles.note}>
      <span className={styles.face}>
        {isJoined ? null : <Avatar id={operator?.id ?? ""} name={operator?.name ?? ""} />}
      </span>
      <div className={styles.body}>
        <div className={styles.ground}>
          <div className={styles.head}>
            <Icon of={Lock} size="small" />
            <bdi className={styles.name}>{operator?.name}</bdi>
            <span>
              {kind === "FORWARD"
                ? t`to whom it was offered, only your team`
                : kind === "ESCALATION"
                  ? t`with the escalation, only your team`
                  : t`only your team`}
            </span>
            {isMine && kind === "PLAIN" ? (
              <span className={styles.acts}>
                <Menu
                  label={t`The note`}
                  trigger={<IconButton icon={Ellipsis} label={t`What to do with the note`} />}
                  sections={[
                    [
                      {
                        id: "delete",
                        text: t`Delete`,
                        icon: Trash2,
                        isDangerous: true,
                        onAction: () => run(NOTE_DELETE, { noteId: id }),
                      },
                    ],
                  ]}
                />
              </span>
            ) : null}
          </div>
          <Folded text={shown.text}>
            {(text) => <PeopleText text={text} ranges={shown.ranges} />}
          </Folded>
        </div>
        {isLast ? (
          <div className={styles.foot}>
            <ClockTime at={note.createdAt} />
            {note.updatedAt === note.createdAt ? null : <span>{t`edited`}</span>}
          </div>
        ) : null}
      </div>
    </div>
  );
}
