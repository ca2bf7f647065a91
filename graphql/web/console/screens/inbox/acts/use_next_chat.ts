/** Goes on to the next chat once this one is done with, for whoever has chosen so. */
import { useInbox } from "../use_inbox";
import { useKept } from "../use_kept";

export function useNextChat(): () => void {
  const { next } = useInbox();
  const [isOn] = useKept("next-after-close");
  return () => {
    if (isOn) {
      next.current?.();
    }
  };
}
