/** The company's own attributes of a contact: those that operators write are changed in place. */
import { useLingui } from "@lingui/react/macro";
import type { ContactRolesQuery, Permission } from "../../../client/operator/graphql";
import { ChoiceInPlace, CONTACT_UPDATE, FieldInPlace } from "../../contact";
import { useDo } from "../../shell";
import { readAttribute, textOf } from "./attribute";
import styles from "./attributes.module.css";
import type { ShownContact } from "./contact_head";
import { Line } from "./line";
import { Lines } from "./lines";
import { Part } from "./part";

interface AttributesProps {
  contact: ShownContact;
  kinds: ContactRolesQuery["attributeKinds"];
  may: ReadonlySet<Permission>;
}

const TYPES = { NUMBER: "number", DATE: "date", URL: "url", TEXT: "text" } as const;

export function Attributes({ contact, kinds, may }: AttributesProps) {
  const { t } = useLingui();
  const run = useDo();
  const held = (contact.attributes ?? {}) as Record<string, unknown>;
  const others = Object.keys(held).filter((key) => !kinds.some((kind) => kind.key === key));
  if (kinds.length + others.length === 0) {
    return null;
  }
  /** All of them travel: the object replaces the old one. */
  const put = async (key: string, value: unknown) => {
    const { [key]: _, ...rest } = held;
    const done = await run(CONTACT_UPDATE, {
      contactId: contact.id,
      expectedVersion: contact.version,
      attributes: value === undefined ? rest : { ...rest, [key]: value },
    });
    return done !== undefined;
  };
  return (
    <Part title={t`Attributes`}>
      <div className={styles.attributes}>
        {kinds.map(({ key, name, owner, valueType, choices }) => {
          const value = held[key];
          const isReadOnly = owner !== "OPERATOR" || !may.has("CONTACT_UPDATE");
          if (valueType === "CHOICE" || valueType === "BOOLEAN") {
            const options =
              valueType === "CHOICE"
                ? choices.map((text) => ({ id: text, text }))
                : [
                    { id: "true", text: t`yes` },
                    { id: "false", text: t`no` },
                  ];
            return (
              <ChoiceInPlace
                key={key}
                label={name}
                value={value === undefined ? null : textOf(value)}
                isReadOnly={isReadOnly}
                options={options}
                onSave={(text) => void put(key, readAttribute(valueType, text))}
              />
            );
          }
          return (
            <FieldInPlace
              key={key}
              label={name}
              type={TYPES[valueType]}
              value={value === undefined ? "" : textOf(value)}
              isReadOnly={isReadOnly}
              onSave={(text) => put(key, readAttribute(valueType, text))}
            />
          );
        })}
      </div>
      <Lines>
        {others.map((key) => (
          <Line key={key} name={key}>
            <bdi>
              {held[key] === true ? t`yes` : held[key] === false ? t`no` : textOf(held[key])}
            </bdi>
          </Line>
        ))}
      </Lines>
    </Part>
  );
}
