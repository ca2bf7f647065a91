/** Asks before a label goes, and says what goes with it. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "urql";
import type { ShownLabelFragment } from "../../../client/operator/graphql";
import { DeleteDialog, LikeCountText, useSave } from "../../library";
import { tell } from "../../parts/toast_queue";
import { useToasts } from "../../shell";
import { LABEL_DELETE, LABEL_USES } from "./documents";
import { usesOf } from "./uses";

interface LabelDeleteProps {
  label: ShownLabelFragment;
  count: { count: number; hasMore: boolean } | undefined;
  isOpen: boolean;
  onClose: () => void;
  onDeleted: () => void;
}

export function LabelDelete({ label, count, isOpen, onClose, onDeleted }: LabelDeleteProps) {
  const { t, i18n } = useLingui();
  const toasts = useToasts();
  const [{ data }] = useQuery({
    query: LABEL_USES,
    pause: !isOpen,
    requestPolicy: "cache-and-network",
  });
  const { save, isSaving, problems, setProblems } = useSave([]);
  const uses = data && usesOf(label.id, data);
  const listed = (names: readonly string[]) =>
    new Intl.ListFormat(i18n.locale).format(names.map((name) => `“${name}”`));
  const close = () => {
    setProblems({});
    onClose();
  };
  const remove = async () => {
    if (await save(LABEL_DELETE, { labelId: label.id })) {
      tell(toasts, { text: t`The label ${label.name} is deleted.` });
      onDeleted();
    }
  };
  return (
    <DeleteDialog
      title={t`Delete the label ${label.name}?`}
      problem={problems[""]}
      isOpen={isOpen}
      isDeleting={isSaving}
      onDelete={() => void remove()}
      onClose={close}
    >
      <ul>
        <li>
          <Trans>
            It is taken off all chats that have it: <LikeCountText of={count} />.
          </Trans>
        </li>
        {uses && uses.views.length > 0 ? (
          <li>
            <Trans>Views that ask for it then find nothing by it: {listed(uses.views)}.</Trans>
          </li>
        ) : null}
        {uses && uses.macros.length > 0 ? (
          <li>
            <Trans>Macros that name it have to be changed: {listed(uses.macros)}.</Trans>
          </li>
        ) : null}
        <li>
          <Trans>Switching it off instead keeps it where it is.</Trans>
        </li>
      </ul>
    </DeleteDialog>
  );
}
