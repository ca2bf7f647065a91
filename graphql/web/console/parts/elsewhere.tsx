/** Over a form: somebody has changed it meanwhile, with their value, and both ways on. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Banner } from "./banner";
import { Button } from "./button";

interface ElsewhereProps {
  /** The field's label, and what it is now. */
  changes: readonly { label: string; value: string }[];
  onTheirs: () => void;
  onMine: () => void;
}

export function Elsewhere({ changes, onTheirs, onMine }: ElsewhereProps) {
  const { t } = useLingui();
  if (changes.length === 0) {
    return null;
  }
  const said = changes.map(({ label, value }) => t`${label}: ${value}`).join(" · ");
  return (
    <Banner
      tone="waiting"
      actions={
        <>
          <Button onPress={onTheirs}>
            <Trans>Take theirs</Trans>
          </Button>
          <Button tone="quiet" onPress={onMine}>
            <Trans>Keep mine</Trans>
          </Button>
        </>
      }
    >
      <Trans>
        Changed elsewhere meanwhile. It is now: <bdi>{said}</bdi>
      </Trans>
    </Banner>
  );
}
