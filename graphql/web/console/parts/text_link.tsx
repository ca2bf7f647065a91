/** A link that somebody wrote: always to another page, and with its host where that looks like another's. */
import type { ReactNode } from "react";
import { disguisedHost, safeHref } from "../../text/ranges";
import styles from "./text_link.module.css";

interface TextLinkProps {
  href: string | undefined;
  children: ReactNode;
}

export function TextLink({ href, children }: TextLinkProps) {
  const address = safeHref(href);
  if (address === undefined) {
    return children;
  }
  const host = disguisedHost(address);
  return (
    <>
      <a
        className={styles.link}
        href={address}
        title={address}
        target="_blank"
        rel="noopener noreferrer nofollow ugc"
      >
        {children}
      </a>
      {host ? <bdi className={styles.host}> ({host})</bdi> : null}
    </>
  );
}
