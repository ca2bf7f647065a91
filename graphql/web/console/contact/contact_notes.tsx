/** Notes about the customer, whatever the chat: only the team sees them. */
import { useLingui } from "@lingui/react/macro";
import { Lock } from "lucide-react";
import { useState } from "react";
import type { Permission, ShownNoteFragment } from "../../client/operator/graphql";
import { withMentions } from "../../text/with_mentions";
import { NOTE_CREATE } from "../live/documents";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { PeopleText } from "../parts/people_text";
import { TextArea } from "../parts/text_area";
import { Time } from "../parts/time";
import { useDo } from "../shell";
import styles from "./contact_notes.module.css";

interface ContactNotesProps {
  contactId: string;
  notes: readonly ShownNoteFragment[];
  may: ReadonlySet<Permission>;
}

export function ContactNotes({ contactId, notes, may }: ContactNotesProps) {
  const { t } = useLingui();
  const run = useDo();
  const [body, setBody] = useState("");
  const own = notes.filter(({ chat }) => chat === null);
  const mayNote = may.has("CHAT_NOTE");
  if (own.length === 0 && !mayNote) {
    return null;
  }
  const add = async () => {
    if (await run(NOTE_CREATE, { contactId, body })) {
      setBody("");
    }
  };
  return (
    <section className={styles.notes}>
      <h3 className={styles.title}>
        <Icon of={Lock} size="small" />
        {t`Notes about the customer`}
      </h3>
      {own.length > 0 ? (
        <ul className={styles.list}>
          {own.map((note) => {
            const { text, ranges } = withMentions(note);
            return (
              <li key={note.id} className={styles.note}>
                <PeopleText text={text} ranges={ranges} />
                <p className={styles.by}>
                  <bdi>{note.operator?.name}</bdi> · <Time at={note.createdAt} />
                </p>
              </li>
            );
          })}
        </ul>
      ) : null}
      {mayNote ? (
        <>
          <TextArea
            label={t`A note about the customer`}
            isLabelHidden
            placeholder={t`Add a note`}
            value={body}
            onChange={setBody}
          />
          {body.trim() === "" ? null : <Button onPress={add}>{t`Add note`}</Button>}
        </>
      ) : null}
    </section>
  );
}
