/** Emojis to put into the text. Readers and keyboards of the system know each by its own name. */
import { useLingui } from "@lingui/react/macro";
import { Toolbar } from "react-aria-components/Toolbar";
import { Dialog } from "../../../parts/dialog";
import styles from "./emoji_picker.module.css";
import { EMOJI_GROUPS, type EmojiGroup } from "./emojis";

interface EmojiPickerProps {
  onChoose: (emoji: string) => void;
  onClose: () => void;
}

export function EmojiPicker({ onChoose, onClose }: EmojiPickerProps) {
  const { t } = useLingui();
  const titles: Record<EmojiGroup, string> = {
    faces: t`Faces`,
    hands: t`Hands`,
    hearts: t`Hearts and signs`,
    things: t`Things`,
    weather: t`Weather and nature`,
  };
  return (
    <Dialog title={t`Emojis`} isOpen onClose={onClose}>
      {(Object.keys(EMOJI_GROUPS) as EmojiGroup[]).map((group) => (
        <section key={group}>
          <h3 className={styles.title}>{titles[group]}</h3>
          {/* Tab goes from group to group, the arrows from one to the next. */}
          <Toolbar className={styles.group} aria-label={titles[group]}>
            {EMOJI_GROUPS[group].map((emoji) => (
              <button
                key={emoji}
                type="button"
                className={styles.emoji}
                onClick={() => {
                  onClose();
                  onChoose(emoji);
                }}
              >
                {emoji}
              </button>
            ))}
          </Toolbar>
        </section>
      ))}
    </Dialog>
  );
}
