/** A person: a picture or letters, and for an operator whether they are there. The name stands beside it. */
import { User } from "lucide-react";
import { VisuallyHidden } from "react-aria-components/VisuallyHidden";
import styles from "./avatar.module.css";
import { initials, toneOf } from "./avatar_look";
import { Icon } from "./icon";

interface AvatarProps {
  /** The person's, for the tone. */
  id: string;
  /** Empty for somebody who has not said it. */
  name: string;
  /** From this desk alone: the policy loads no other picture. */
  picture?: string;
  size?: "small" | "plain" | "large";
  /** For an operator, and the same in words. */
  status?: { is: "online" | "away" | "invisible" | "offline"; label: string };
}

export function Avatar({ id, name, picture, size = "plain", status }: AvatarProps) {
  const letters = initials(name);
  const tone = letters ? toneOf(id) : "neutral";
  return (
    <span className={`${styles.avatar} ${styles[size]}`}>
      <span className={`${styles.face} ${styles[tone]}`} aria-hidden="true">
        {picture ? (
          <img className={styles.picture} src={picture} alt="" loading="lazy" />
        ) : (
          letters || <Icon of={User} size="small" />
        )}
      </span>
      {status ? (
        <span className={styles.status} data-state={status.is}>
          <VisuallyHidden>{status.label}</VisuallyHidden>
        </span>
      ) : null}
    </span>
  );
}
