/** The customer's fields, changed in place: kept on leaving a field, Escape takes the change back. */
import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useState } from "react";
import type {
  ContactCardFragment,
  ContactUpdateInput,
  Permission,
} from "../../client/operator/graphql";
import { isComposed } from "../parts/ime";
import { Select } from "../parts/select";
import { useDo } from "../shell";
import styles from "./contact_fields.module.css";
import { CONTACT_UPDATE } from "./documents";

interface ContactFieldsProps {
  contact: ContactCardFragment;
  roles: readonly { key: string; name: string }[];
  may: ReadonlySet<Permission>;
}

export function ContactFields({ contact, roles, may }: ContactFieldsProps) {
  const { t } = useLingui();
  const run = useDo();
  const mayChange = may.has("CONTACT_UPDATE");
  const update = (change: Omit<ContactUpdateInput, "contactId">) =>
    run(CONTACT_UPDATE, {
      contactId: contact.id,
      expectedVersion: contact.version,
      ...change,
    }).then((done) => done !== undefined);
  const fields = [
    ["name", t`Name`, "text"],
    ["email", t`Email`, "email"],
    ["phone", t`Phone`, "tel"],
    ["locale", t`Language`, "text"],
    ["timeZone", t`Time zone`, "text"],
  ] as const;
  return (
    <div className={styles.fields}>
      {fields.map(([name, label, type]) => (
        <FieldInPlace
          key={`${name} ${contact[name] ?? ""}`}
          label={label}
          type={type}
          value={contact[name] ?? ""}
          isReadOnly={!mayChange}
          onSave={(value) => update({ [name]: value === "" && name !== "name" ? null : value })}
        />
      ))}
      {roles.length > 0 ? (
        <Select
          label={t`Role`}
          placeholder={t`none`}
          value={contact.role}
          isDisabled={!mayChange}
          options={roles.map(({ key, name }) => ({ id: key, text: name }))}
          onChange={(role) => void update({ role })}
        />
      ) : null}
    </div>
  );
}

interface FieldInPlaceProps {
  label: string;
  type: "text" | "email" | "tel";
  value: string;
  isReadOnly: boolean;
  onSave: (value: string) => Promise<boolean>;
}

function FieldInPlace({ label, type, value, isReadOnly, onSave }: FieldInPlaceProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(value);
  const save = async () => {
    if (typed.trim() !== value && !(await onSave(typed.trim()))) {
      setTyped(value);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposed(event.nativeEvent)) {
      return;
    }
    if (event.key === "Enter") {
      event.currentTarget.blur();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      setTyped(value);
    }
  };
  return (
    <label className={styles.field}>
      <span className={styles.label}>{label}</span>
      <input
        className={styles.input}
        type={type}
        dir="auto"
        value={typed}
        readOnly={isReadOnly}
        placeholder={isReadOnly ? "–" : t`Add`}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={save}
        onKeyDown={onKeyDown}
      />
    </label>
  );
}
