/** A link: within the console it changes the address, to another site it opens a page of its own. */
import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { Link as AriaLink } from "react-aria-components/Link";
import { Link as Here } from "wouter";
import { Icon } from "./icon";
import styles from "./link.module.css";

interface LinkProps {
  children: ReactNode;
  href: string;
  isExternal?: boolean;
}

export function Link({ children, href, isExternal = false }: LinkProps) {
  return isExternal ? (
    <AriaLink className={styles.link} href={href} target="_blank" rel="noopener noreferrer">
      {children}
      <Icon of={ExternalLink} size="small" isDirectional />
    </AriaLink>
  ) : (
    <Here className={styles.link} href={href}>
      {children}
    </Here>
  );
}
