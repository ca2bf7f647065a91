/** Below a field that somebody else has changed meanwhile: what they have written, and the way to take it. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Banner } from "../../parts/banner";
import { Button } from "../../parts/button";
import type { Place } from "./edits";
import type { ChannelEdit } from "./use_channel_edit";

interface ContestedProps {
  edit: ChannelEdit;
  place: Place;
  /** A value as people read it. */
  text?: (value: unknown) => string | undefined;
}

export function Contested({ edit, place, text }: ContestedProps) {
  const { t } = useLingui();
  const theirs = edit.theirs(place);
  if (!theirs) {
    return null;
  }
  const plain = typeof theirs.is === "string" ? theirs.is : JSON.stringify(theirs.is);
  const shown = text?.(theirs.is) ?? plain ?? t`nothing`;
  return (
    <Banner
      tone="waiting"
      actions={
        <Button tone="quiet" onPress={() => edit.take(place)}>
          <Trans>Take it</Trans>
        </Button>
      }
    >
      <Trans>
        Changed elsewhere meanwhile: <bdi>{shown}</bdi>
      </Trans>
    </Banner>
  );
}
