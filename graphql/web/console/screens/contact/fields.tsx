/** What is known of a contact: its own fields, the company's attributes, all its addresses. */
import { useLingui } from "@lingui/react/macro";
import type { ContactRolesQuery, Permission } from "../../../client/operator/graphql";
import { ContactFields } from "../../contact";
import { Chip } from "../../parts/chip";
import { Attributes } from "./attributes";
import type { ShownContact } from "./contact_head";
import styles from "./fields.module.css";
import { Line } from "./line";
import { Lines } from "./lines";
import { Part } from "./part";

interface FieldsProps {
  contact: ShownContact;
  roles: ContactRolesQuery["contactRoles"];
  kinds: ContactRolesQuery["attributeKinds"];
  may: ReadonlySet<Permission>;
}

export function Fields({ contact, roles, kinds, may }: FieldsProps) {
  const { t } = useLingui();
  return (
    <div className={styles.fields}>
      <ContactFields contact={contact} roles={roles} may={may} />
      <Attributes contact={contact} kinds={kinds} may={may} />
      {contact.addresses.length > 0 ? (
        <Part title={t`Addresses`}>
          <Lines>
            {contact.addresses.map(({ kind, value, isPrimary }) => (
              <Line key={`${kind} ${value}`} name={kind === "EMAIL" ? t`Email` : t`Phone`}>
                <bdi>{value}</bdi> {isPrimary ? <Chip text={t`primary`} /> : null}
              </Line>
            ))}
          </Lines>
        </Part>
      ) : null}
      {contact.identities && contact.identities.length > 0 ? (
        <Part title={t`On channels`}>
          <Lines>
            {contact.identities.map(
              ({ id, channel, username, platformId, isReachable, isVerified }) => (
                <Line key={id} name={<bdi>{channel?.name}</bdi>}>
                  <bdi>{username ?? platformId}</bdi>{" "}
                  {isVerified ? <Chip text={t`Verified`} tone="ok" /> : null}{" "}
                  {isReachable ? null : <Chip text={t`cannot be reached`} tone="waiting" />}
                </Line>
              ),
            )}
          </Lines>
        </Part>
      ) : null}
    </div>
  );
}
