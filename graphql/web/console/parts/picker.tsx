/** A list over the page that is searched by typing: what a key or a button lets one choose, without a form. */
import { useLingui } from "@lingui/react/macro";
import { Check, Search } from "lucide-react";
import type { ReactNode } from "react";
import { Autocomplete, useFilter } from "react-aria-components/Autocomplete";
import { Dialog } from "react-aria-components/Dialog";
import { Header } from "react-aria-components/Header";
import { Menu, MenuItem, MenuSection } from "react-aria-components/Menu";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { Input, SearchField } from "react-aria-components/SearchField";
import { Icon } from "./icon";
import { KeyHint } from "./key_hint";
import type { Option } from "./option";
import styles from "./picker.module.css";

export interface PickerOption extends Option {
  /** What stands before the text in place of an icon: a face, a label's dot. */
  mark?: ReactNode;
  keys?: string;
  /** Found by these as well. */
  alias?: string;
}

export interface PickerSection {
  id: string;
  title?: string;
  options: readonly PickerOption[];
}

interface PickerProps {
  title: string;
  /** What one types for. */
  placeholder: string;
  sections: readonly PickerSection[];
  /** Those that hold now, with a mark: several can be, and choosing one leaves the list open. */
  chosen?: ReadonlySet<string>;
  onChoose: (id: string) => void;
  isOpen: boolean;
  onClose: () => void;
  /** Where what is found comes from elsewhere, by what is typed: nothing is filtered here. */
  search?: { value: string; onChange: (value: string) => void };
}

export function Picker({
  title,
  placeholder,
  sections,
  chosen,
  onChoose,
  isOpen,
  onClose,
  search,
}: PickerProps) {
  const { t } = useLingui();
  const { contains } = useFilter({ sensitivity: "base" });
  return (
    <ModalOverlay
      className={styles.scrim}
      isDismissable
      isOpen={isOpen}
      onOpenChange={(next) => (next ? undefined : onClose())}
    >
      <Modal className={styles.modal}>
        <Dialog className={styles.dialog} aria-label={title}>
          <Autocomplete
            {...(search
              ? { inputValue: search.value, onInputChange: search.onChange }
              : { filter: contains })}
          >
            {/* Escape leaves at once, also where something is typed: nothing but that clears the field. */}
            <SearchField
              className={styles.search}
              aria-label={placeholder}
              autoFocus
              onClear={onClose}
            >
              <Icon of={Search} />
              <Input className={styles.input} dir="auto" placeholder={placeholder} />
              <KeyHint keys="Escape" />
            </SearchField>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the focus stays in the field; what is long is scrolled by keys too */}
            <div className={styles.scroll} tabIndex={0}>
              <Menu
                className={styles.list}
                aria-label={title}
                onAction={(id) => {
                  onChoose(String(id));
                  if (!chosen) {
                    onClose();
                  }
                }}
                shouldCloseOnSelect={false}
                renderEmptyState={() => (
                  <div className={styles.empty}>{t`Nothing of this name.`}</div>
                )}
              >
                {sections.map((section) => (
                  <MenuSection
                    key={section.id}
                    // An option may have the section's name; a key has to be the only one of its kind.
                    id={`section ${section.id}`}
                    className={styles.section}
                    {...(section.title ? {} : { "aria-label": title })}
                  >
                    {section.title ? (
                      <Header className={styles.title}>{section.title}</Header>
                    ) : null}
                    {section.options.map((option) => (
                      <MenuItem
                        key={option.id}
                        id={option.id}
                        className={styles.option}
                        textValue={[option.text, option.help, option.alias]
                          .filter(Boolean)
                          .join(" ")}
                        isDisabled={option.isDisabled}
                      >
                        {option.mark ?? (option.icon ? <Icon of={option.icon} /> : null)}
                        <span className={styles.text}>
                          <bdi>{option.text}</bdi>
                        </span>
                        {option.help ? (
                          <span className={styles.help}>
                            <bdi>{option.help}</bdi>
                          </span>
                        ) : null}
                        {option.keys ? <KeyHint keys={option.keys} /> : null}
                        {chosen?.has(option.id) ? (
                          <span className={styles.check}>
                            <Icon of={Check} />
                          </span>
                        ) : null}
                      </MenuItem>
                    ))}
                  </MenuSection>
                ))}
              </Menu>
            </div>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
