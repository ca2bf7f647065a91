/** What can be done here, in a list that a button opens. */
import { Check, type LucideIcon } from "lucide-react";
import type { ReactElement } from "react";
import { Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger } from "react-aria-components/Menu";
import { Floating } from "./floating";
import { Icon } from "./icon";
import { KeyHint } from "./key_hint";
import styles from "./menu.module.css";

export interface MenuAct {
  id: string;
  text: string;
  icon?: LucideIcon;
  keys?: string;
  /** Cannot be undone. */
  isDangerous?: boolean;
  isDisabled?: boolean;
  /** Said for all acts of a section, of which one holds: how it stands. */
  isChosen?: boolean;
  onAction: () => void;
}

interface MenuProps {
  label: string;
  /** The button that opens it. */
  trigger: ReactElement;
  /** What belongs together; a line is drawn between. */
  sections: readonly (readonly MenuAct[])[];
  placement?: "bottom start" | "bottom end" | "top start" | "top end" | "end top" | "end bottom";
}

export function Menu({ label, trigger, sections, placement = "bottom end" }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Floating placement={placement}>
        <AriaMenu className={styles.menu} aria-label={label}>
          {sections.map((acts) => (
            <MenuSection
              key={acts[0]?.id}
              className={styles.section}
              aria-label={label}
              {...choice(acts)}
            >
              {acts.map(({ id, text, icon, keys, isDangerous, isDisabled, isChosen, onAction }) => (
                <MenuItem
                  key={id}
                  id={id}
                  className={`${styles.act} ${isDangerous ? styles.dangerous : ""}`}
                  textValue={text}
                  isDisabled={isDisabled}
                  onAction={onAction}
                >
                  <span className={styles.icon}>{icon ? <Icon of={icon} /> : null}</span>
                  <span className={styles.text}>
                    <bdi>{text}</bdi>
                  </span>
                  {keys ? <KeyHint keys={keys} /> : null}
                  {isChosen ? <Icon of={Check} /> : null}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Floating>
    </MenuTrigger>
  );
}

/** One of a section's acts holds: readers are told which. */
function choice(acts: readonly MenuAct[]) {
  return acts.some(({ isChosen }) => isChosen !== undefined)
    ? {
        selectionMode: "single" as const,
        disallowEmptySelection: true,
        selectedKeys: acts.filter(({ isChosen }) => isChosen).map(({ id }) => id),
      }
    : {};
}
