/** Contacts that may be the same person: compared side by side, then united into this one, and taken apart again. */
import { useLingui } from "@lingui/react/macro";
import { ArrowRightLeft } from "lucide-react";
import { useState } from "react";
import type { ContactCardFragment, Permission } from "../../client/operator/graphql";
import { Banner } from "../parts/banner";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { tell } from "../parts/toast_queue";
import { useDo, useToasts } from "../shell";
import { CONTACT_DISMISS_DUPLICATE, CONTACT_UNDO_UNITE, CONTACT_UNITE } from "./documents";
import styles from "./duplicates.module.css";

interface DuplicatesProps {
  contact: ContactCardFragment;
  duplicates: readonly ContactCardFragment[];
  may: ReadonlySet<Permission>;
}

export function Duplicates({ contact, duplicates, may }: DuplicatesProps) {
  const { t } = useLingui();
  const toasts = useToasts();
  const run = useDo();
  const [isComparing, setComparing] = useState(false);
  const [isSwapped, setSwapped] = useState(false);
  const [other] = duplicates;
  if (!other || !may.has("CONTACT_UNITE")) {
    return null;
  }
  const [left, right] = isSwapped ? [other, contact] : [contact, other];
  const unite = async () => {
    const done = await run(CONTACT_UNITE, { contactId: left.id, pulledId: right.id });
    const united = done?.contact?.unites.find(({ pulledId }) => pulledId === right.id);
    if (!done) {
      return;
    }
    setComparing(false);
    tell(toasts, {
      text: t`${right.name} is a part of ${left.name} now.`,
      ...(united && {
        action: {
          text: t`Undo`,
          onPress: () => void run(CONTACT_UNDO_UNITE, { uniteId: united.uniteId }),
        },
      }),
    });
  };
  const same = contact.phone && contact.phone === other.phone ? t`phone number` : t`email address`;
  const fields = [
    ["name", t`Name`],
    ["email", t`Email`],
    ["phone", t`Phone`],
    ["role", t`Role`],
    ["locale", t`Language`],
    ["timeZone", t`Time zone`],
  ] as const;
  return (
    <>
      <Banner
        tone="info"
        actions={<Button onPress={() => setComparing(true)}>{t`Compare`}</Button>}
      >
        {t`${other.name} has the same ${same}.`}
      </Banner>
      <Dialog
        title={t`The same person?`}
        isOpen={isComparing}
        onClose={() => setComparing(false)}
        actions={
          <>
            <Button
              tone="quiet"
              onPress={async () => {
                const input = { contactId: contact.id, duplicateId: other.id };
                if (await run(CONTACT_DISMISS_DUPLICATE, input)) {
                  setComparing(false);
                }
              }}
            >
              {t`Not the same`}
            </Button>
            <Button tone="primary" onPress={unite}>
              {t`Unite`}
            </Button>
          </>
        }
      >
        <p>{t`The right one goes into the left one: its chats, addresses and notes. It can be undone.`}</p>
        <table className={styles.table}>
          <thead>
            <tr>
              <td />
              <th scope="col">
                <bdi>{left.name}</bdi>
              </th>
              <th scope="col">
                <bdi>{right.name}</bdi>
              </th>
            </tr>
          </thead>
          <tbody>
            {fields.map(([name, label]) => (
              <tr key={name} data-differs={left[name] === right[name] ? undefined : ""}>
                <th scope="row">{label}</th>
                <td>
                  <bdi>{left[name] ?? "–"}</bdi>
                </td>
                <td>
                  <bdi>{right[name] ?? "–"}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <span>
          <Button icon={ArrowRightLeft} onPress={() => setSwapped(!isSwapped)}>{t`Swap`}</Button>
        </span>
      </Dialog>
    </>
  );
}
