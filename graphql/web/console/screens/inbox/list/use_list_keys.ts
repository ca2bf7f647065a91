/** The keys of the list, wherever the focus is. */
import { useLingui } from "@lingui/react/macro";
import { useKeys } from "../../../shell";
import type { Chosen } from "../bulk/use_chosen";
import type { ShownList } from "./use_chat_list";

interface ListKeys {
  shown: ShownList;
  openId: string | undefined;
  focusedId: string | undefined;
  chosen: Chosen;
  openRow: (id: string) => void;
}

export function useListKeys({ shown, openId, focusedId, chosen, openRow }: ListKeys): void {
  const { t } = useLingui();
  const group = t`The list`;
  const { ids } = shown;
  const beside = (step: number) => {
    const place = openId === undefined ? -1 : ids.indexOf(openId);
    return ids[place < 0 ? 0 : Math.min(Math.max(place + step, 0), ids.length - 1)];
  };
  const go = (step: number) => {
    const id = beside(step);
    if (id !== undefined) {
      openRow(id);
    }
  };
  const choose = (step: number) => {
    const id = beside(step);
    if (openId !== undefined && id !== undefined) {
      chosen.add(openId, id);
      openRow(id);
    }
  };
  const at = focusedId !== undefined && ids.includes(focusedId) ? focusedId : openId;
  useKeys([
    { keys: "j", text: t`The next chat`, group, onPress: () => go(1) },
    { keys: "k", text: t`The chat before`, group, onPress: () => go(-1) },
    {
      keys: "x",
      text: t`Choose for an act on many`,
      group,
      onPress: () => at && chosen.toggle(at),
    },
    { keys: "Shift+J", text: t`Choose the next too`, group, onPress: () => choose(1) },
    { keys: "Shift+K", text: t`Choose the one before too`, group, onPress: () => choose(-1) },
    { keys: "Shift+R", text: t`Read the list again`, group, onPress: shown.reload },
  ]);
}
