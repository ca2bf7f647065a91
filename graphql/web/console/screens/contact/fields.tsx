/** What is known of a contact: its own fields, the company's attributes, all its addresses. */
import { useLingui } from "@lingui/react/macro";
import type { ContactRolesQuery, Permission } from "../../../client/operator/graphql";
import { ContactFields } from "../../contact";
import { Chip } from "../../parts/chip";
import { Attributes } from "./attributes";
import type { ShownContact } from "./contact_head";
import styles from "./fields.module.css";

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
        <section className={styles.part}>
          <h3 className={styles.title}>{t`Addresses`}</h3>
          <dl className={styles.list}>
            {contact.addresses.map(({ kind, value, isPrimary }) => (
              <div key={`${kind} ${value}`} className={styles.line}>
                <dt className={styles.name}>{kind === "EMAIL" ? t`Email` : t`Phone`}</dt>
                <dd className={styles.value}>
                  <bdi>{value}</bdi> {isPrimary ? <Chip text={t`primary`} /> : null}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
      {contact.identities && contact.identities.length > 0 ? (
        <section className={styles.part}>
          <h3 className={styles.title}>{t`On channels`}</h3>
          <dl className={styles.list}>
            {contact.identities.map(
              ({ id, channel, username, platformId, isReachable, isVerified }) => (
                <div key={id} className={styles.line}>
                  <dt className={styles.name}>
                    <bdi>{channel?.name}</bdi>
                  </dt>
                  <dd className={styles.value}>
                    <bdi>{username ?? platformId}</bdi>{" "}
                    {isVerified ? <Chip text={t`Verified`} tone="ok" /> : null}{" "}
                    {isReachable ? null : <Chip text={t`cannot be reached`} tone="waiting" />}
                  </dd>
                </div>
              ),
            )}
          </dl>
        </section>
      ) : null}
    </div>
  );
}
