/** A colleague to name in a note: they are told of it. */
import { useLingui } from "@lingui/react/macro";
import type { ShownOperatorFragment } from "../../../../client/operator/graphql";
import { Avatar } from "../../../parts/avatar";
import { Picker } from "../../../parts/picker";

interface MentionPickerProps {
  operators: readonly ShownOperatorFragment[];
  isOpen: boolean;
  onClose: () => void;
  onChoose: (operator: ShownOperatorFragment) => void;
}

export function MentionPicker({ operators, isOpen, onClose, onChoose }: MentionPickerProps) {
  const { t } = useLingui();
  return (
    <Picker
      title={t`Name a colleague`}
      placeholder={t`Find a colleague`}
      sections={[
        {
          id: "operators",
          options: operators.map(({ id, name }) => ({
            id,
            text: name,
            mark: <Avatar id={id} name={name} size="small" />,
          })),
        },
      ]}
      isOpen={isOpen}
      onClose={onClose}
      onChoose={(chosen) => {
        const operator = operators.find(({ id }) => id === chosen);
        if (operator) {
          onChoose(operator);
        }
      }}
    />
  );
}
