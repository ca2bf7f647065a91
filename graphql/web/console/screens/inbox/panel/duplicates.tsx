/** That another contact may be the same person, and the way to compare the two. */
import { useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import type { ContactCardFragment } from "../../../../client/operator/graphql";
import { Banner } from "../../../parts/banner";
import { Button } from "../../../parts/button";
import { useInbox } from "../use_inbox";

const UniteDialog = lazy(() =>
  import("./unite_dialog").then(({ UniteDialog }) => ({ default: UniteDialog })),
);

interface DuplicatesProps {
  contact: ContactCardFragment;
  duplicates: readonly ContactCardFragment[];
}

export function Duplicates({ contact, duplicates }: DuplicatesProps) {
  const { t } = useLingui();
  const { may } = useInbox();
  const [isComparing, setComparing] = useState(false);
  const [other] = duplicates;
  if (!other || !may.has("CONTACT_UNITE")) {
    return null;
  }
  const same = contact.phone && contact.phone === other.phone ? t`phone number` : t`email address`;
  return (
    <>
      <Banner
        tone="info"
        actions={<Button onPress={() => setComparing(true)}>{t`Compare`}</Button>}
      >
        {t`${other.name} has the same ${same}.`}
      </Banner>
      <Suspense>
        {isComparing ? (
          <UniteDialog contact={contact} other={other} onClose={() => setComparing(false)} />
        ) : null}
      </Suspense>
    </>
  );
}
