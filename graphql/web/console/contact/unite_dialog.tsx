/** Two contacts side by side: which of them stays, and which value of a field that differs. */
import { useLingui } from "@lingui/react/macro";
import { ArrowRightLeft } from "lucide-react";
import { useId, useState } from "react";
import type { ContactCardFragment, Permission } from "../../client/operator/graphql";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { tell } from "../parts/toast_queue";
import { useDo, useToasts } from "../shell";
import {
  CONTACT_DISMISS_DUPLICATE,
  CONTACT_UNDO_UNITE,
  CONTACT_UNITE,
  CONTACT_UPDATE,
} from "./documents";
import styles from "./unite_dialog.module.css";

interface UniteDialogProps {
  contact: ContactCardFragment;
  other: ContactCardFragment;
  may: ReadonlySet<Permission>;
  onClose: () => void;
}

const FIELDS = ["name", "email", "phone", "role", "locale", "timeZone"] as const;
type FieldName = (typeof FIELDS)[number];

export function UniteDialog({ contact, other, may, onClose }: UniteDialogProps) {
  const { t } = useLingui();
  const toasts = useToasts();
  const run = useDo();
  const base = useId();
  const [isSwapped, setSwapped] = useState(false);
  // Whose value is kept, where somebody has chosen.
  const [taken, setTaken] = useState<Partial<Record<FieldName, string>>>({});
  const [left, right] = isSwapped ? [other, contact] : [contact, other];
  const ofWhom = (name: FieldName) => taken[name] ?? (left[name] ? left : right).id;
  const labels: Record<FieldName, string> = {
    name: t`Name`,
    email: t`Email`,
    phone: t`Phone`,
    role: t`Role`,
    locale: t`Language`,
    timeZone: t`Time zone`,
  };
  /** The server keeps what the left one has and adds what it lacks; this is what people chose beside that. */
  const chosen = FIELDS.filter((name) => left[name] && right[name] && ofWhom(name) === right.id);
  const valuesOf = (one: ContactCardFragment): Partial<Record<FieldName, string | null>> =>
    Object.fromEntries(chosen.map((name) => [name, one[name]]));

  const unite = async () => {
    const done = await run(CONTACT_UNITE, { contactId: left.id, pulledId: right.id });
    if (!done) {
      return;
    }
    if (chosen.length > 0) {
      await run(CONTACT_UPDATE, { contactId: left.id, ...valuesOf(right) });
    }
    const united = done.contact?.unites.find(({ pulledId }) => pulledId === right.id);
    const undo = async (uniteId: string) => {
      const isUndone = await run(CONTACT_UNDO_UNITE, { uniteId });
      if (isUndone && chosen.length > 0) {
        await run(CONTACT_UPDATE, { contactId: left.id, ...valuesOf(left) });
      }
    };
    onClose();
    tell(toasts, {
      text: t`${right.name} is a part of ${left.name} now.`,
      ...(united && { action: { text: t`Undo`, onPress: () => void undo(united.uniteId) } }),
    });
  };
  const dismiss = async () => {
    const input = { contactId: contact.id, duplicateId: other.id };
    if (await run(CONTACT_DISMISS_DUPLICATE, input)) {
      onClose();
    }
  };
  const value = (name: FieldName, one: ContactCardFragment) => <bdi>{one[name] ?? "–"}</bdi>;
  return (
    <Dialog
      title={t`The same person?`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button tone="quiet" onPress={dismiss}>{t`Not the same`}</Button>
          <Button tone="primary" onPress={unite}>{t`Unite`}</Button>
        </>
      }
    >
      <p>{t`The right one goes into the left one: its chats, addresses and notes. It can be undone.`}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <td />
            {[left, right].map(({ id, name }) => (
              <th key={id} scope="col">
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {FIELDS.map((name) => {
            const isChoice = left[name] !== right[name] && left[name] && right[name];
            return (
              <tr key={name} data-differs={left[name] === right[name] ? undefined : ""}>
                <th scope="row">{labels[name]}</th>
                {[left, right].map((one) => (
                  <td key={one.id}>
                    {isChoice && may.has("CONTACT_UPDATE") ? (
                      <label className={styles.choice}>
                        <input
                          type="radio"
                          className={styles.radio}
                          name={`${base}${name}`}
                          checked={ofWhom(name) === one.id}
                          onChange={() => setTaken({ ...taken, [name]: one.id })}
                        />
                        {value(name, one)}
                      </label>
                    ) : (
                      value(name, one)
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      <span>
        <Button icon={ArrowRightLeft} onPress={() => setSwapped(!isSwapped)}>{t`Swap`}</Button>
      </span>
    </Dialog>
  );
}
