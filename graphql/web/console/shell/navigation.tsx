/** The way to the screens: a rail at the page's start, on a phone a bar at its end. Nothing that is not there is linked. */
import { useLingui } from "@lingui/react/macro";
import { Keyboard, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { Avatar } from "../parts/avatar";
import { Badge } from "../parts/badge";
import { Icon } from "../parts/icon";
import { IconButton } from "../parts/icon_button";
import styles from "./navigation.module.css";

export interface Place {
  /** Where it begins: what is below belongs to it. */
  path: string;
  text: string;
  icon: LucideIcon;
  /** What waits there, and the same in words. */
  count?: { of: number; label: string };
}

interface NavigationProps {
  desk: string;
  places: readonly Place[];
  isBar: boolean;
  onKeys: () => void;
  /** What one is told of. */
  bell?: ReactNode;
  /** Oneself, at the end. */
  me?: ReactNode;
}

export function Navigation({ desk, places, isBar, onKeys, bell, me }: NavigationProps) {
  const { t } = useLingui();
  const [here] = useLocation();
  return (
    <nav className={styles.navigation} aria-label={t`Main`} data-state={isBar ? "bar" : "rail"}>
      {isBar ? null : (
        <span className={styles.desk} title={desk}>
          <Avatar id={desk} name={desk} />
        </span>
      )}
      <ul className={styles.places}>
        {places.map(({ path, text, icon, count }) => (
          <li key={path}>
            <Link
              href={path}
              className={styles.place}
              aria-current={here === path || here.startsWith(`${path}/`) ? "page" : undefined}
            >
              <span className={styles.icon}>
                <Icon of={icon} size="large" />
                {count ? (
                  <span className={styles.count}>
                    <Badge count={count.of} label={count.label} />
                  </span>
                ) : null}
              </span>
              <span className={styles.text}>{text}</span>
            </Link>
          </li>
        ))}
      </ul>
      {isBar ? null : (
        <IconButton icon={Keyboard} label={t`Keyboard shortcuts`} keys="?" onPress={onKeys} />
      )}
      {bell}
      {me}
    </nav>
  );
}
