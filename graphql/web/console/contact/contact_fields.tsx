/** The customer's own fields. */
import { useLingui } from "@lingui/react/macro";
import type {
  ContactCardFragment,
  ContactUpdateInput,
  Permission,
} from "../../client/operator/graphql";
import { useDo } from "../shell";
import { ChoiceInPlace } from "./choice_in_place";
import styles from "./contact_fields.module.css";
import { CONTACT_UPDATE } from "./documents";
import { FieldInPlace } from "./field_in_place";

interface ContactFieldsProps {
  contact: ContactCardFragment;
  roles: readonly { key: string; name: string }[];
  may: ReadonlySet<Permission>;
}

export function ContactFields({ contact, roles, may }: ContactFieldsProps) {
  const { t } = useLingui();
  const run = useDo();
  const isReadOnly = !may.has("CONTACT_UPDATE");
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
          key={name}
          label={label}
          type={type}
          value={contact[name] ?? ""}
          isReadOnly={isReadOnly}
          onSave={(value) => update({ [name]: value === "" && name !== "name" ? null : value })}
        />
      ))}
      {roles.length > 0 ? (
        <ChoiceInPlace
          label={t`Role`}
          value={contact.role}
          isReadOnly={isReadOnly}
          options={roles.map(({ key, name }) => ({ id: key, text: name }))}
          onSave={(role) => void update({ role })}
        />
      ) : null}
    </div>
  );
}
