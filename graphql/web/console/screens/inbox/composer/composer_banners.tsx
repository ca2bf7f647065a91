/** What to know before one writes on: the customer was faster, files are awaited, or the draft goes on elsewhere. */
import { useLingui } from "@lingui/react/macro";
import type { Draft, DraftState } from "../../../live/draft";
import { Banner } from "../../../parts/banner";
import { Button } from "../../../parts/button";

interface ComposerBannersProps {
  /** What the customer wrote, and has not stood on the screen. */
  guard: { name: string; text: string } | undefined;
  onReadFirst: () => void;
  onSendAnyway: () => void;
  /** It is to leave, and its files are on their way. */
  isWaiting: boolean;
  onHold: () => void;
  draft: Draft;
  state: DraftState;
}

export function ComposerBanners({
  guard,
  onReadFirst,
  onSendAnyway,
  isWaiting,
  onHold,
  draft,
  state,
}: ComposerBannersProps) {
  const { t } = useLingui();
  const name = guard?.name;
  return (
    <>
      {guard ? (
        <Banner
          tone="waiting"
          actions={
            <>
              <Button onPress={onReadFirst}>{t`Read first`}</Button>
              <Button tone="primary" onPress={onSendAnyway}>{t`Send anyway`}</Button>
            </>
          }
        >
          {t`${name} has written meanwhile: ${guard.text}`}
        </Banner>
      ) : null}
      {isWaiting ? (
        <Banner tone="info" actions={<Button onPress={onHold}>{t`Do not send yet`}</Button>}>
          {t`It is sent as soon as its files are there.`}
        </Banner>
      ) : null}
      {state.other ? (
        <Banner
          tone="info"
          actions={
            <>
              <Button onPress={() => draft.takeOther()}>{t`Take that one`}</Button>
              <Button tone="quiet" onPress={() => draft.dropOther()}>{t`Keep this one`}</Button>
            </>
          }
        >
          {t`Written elsewhere: ${state.other.body}`}
        </Banner>
      ) : null}
    </>
  );
}
