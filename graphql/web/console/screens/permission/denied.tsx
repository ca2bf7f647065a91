/** In the place of what one may not see: which permission is missing, and who can give it. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Lock } from "lucide-react";
import type { Permission } from "../../../client/operator/graphql";
import { Icon } from "../../parts/icon";
import styles from "./denied.module.css";
import { permissionText } from "./permission_words";

interface DeniedProps {
  /** One of these would do. */
  of: readonly Permission[];
}

export function Denied({ of }: DeniedProps) {
  const { i18n } = useLingui();
  return (
    <div className={styles.denied}>
      <Icon of={Lock} size="large" />
      <h1 className={styles.title}>
        <Trans>Your role does not open this page</Trans>
      </h1>
      <p className={styles.text}>
        <Trans>It needs the permission below. Whoever manages the roles here can give it.</Trans>
      </p>
      <ul className={styles.list}>
        {[...new Set(of)].map((permission) => (
          <li key={permission}>
            {i18n._(permissionText(permission))} <code>{permission}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
