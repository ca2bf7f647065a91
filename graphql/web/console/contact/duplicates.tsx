/** That another contact may be the same person, and the way to compare the two. */
import { useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import type { ContactCardFragment, Permission } from "../../client/operator/graphql";
import { Banner } from "../parts/banner";
import { Button } from "../parts/button";

const UniteDialog = lazy(() =>
  import("./unite_dialog").then(({ UniteDialog }) => ({ default: UniteDialog })),
);

interface DuplicatesProps {
  contact: ContactCardFragment;
  duplicates: readonly ContactCardFragment[];
  may: ReadonlySet<Permission>;
}

export function Duplicates({ contact, duplicates, may }: DuplicatesProps) {
  const { t } = useLingui();
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
          <UniteDialog
            contact={contact}
            other={other}
            may={may}
            onClose={() => setComparing(false)}
          />
        ) : null}
      </Suspense>
    </>
  );
}
