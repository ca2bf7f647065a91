/** The sections of the settings, by what they are about. */
import { useLingui } from "@lingui/react/macro";
import { ChevronRight } from "lucide-react";
import { Link } from "wouter";
import { Icon } from "../../parts/icon";
import { iconOf } from "./section_icons";
import type { Section } from "./sections";
import styles from "./side_list.module.css";

interface SideListProps {
  sections: readonly Section[];
  /** The open one's path. */
  here: string | undefined;
  isPhone: boolean;
}

export function SideList({ sections, here, isPhone }: SideListProps) {
  const { t, i18n } = useLingui();
  const groups = [
    { id: undefined, title: t`Desk` },
    { id: "people", title: t`People` },
    { id: "records", title: t`Records` },
  ]
    .map((group) => ({ ...group, of: sections.filter(({ group: id }) => id === group.id) }))
    .filter(({ of }) => of.length > 0);
  return (
    <nav className={styles.side} aria-label={t`Settings`} data-state={isPhone ? "phone" : "side"}>
      <h1 className={styles.title}>{t`Settings`}</h1>
      {groups.map(({ title, of }) => (
        <section key={title} aria-label={title}>
          <h2 className={styles.group}>{title}</h2>
          <ul className={styles.list}>
            {of.map(({ path, label }) => (
              <li key={path}>
                <Link
                  href={path}
                  className={styles.entry}
                  aria-current={path === here ? "page" : undefined}
                >
                  <Icon of={iconOf(path)} />
                  <span className={styles.text}>{i18n._(label)}</span>
                  {isPhone ? <Icon of={ChevronRight} isDirectional /> : null}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
