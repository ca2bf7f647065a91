/** The contacts: the list of them, and beside it the page of the one that is open. */
import { useLingui } from "@lingui/react/macro";
import { Lock, UsersRound } from "lucide-react";
import { useState } from "react";
import { useQuery } from "urql";
import { Empty } from "../../parts/empty";
import { Panes, useMe, usePlace } from "../../shell";
import { ContactPage } from "./contact_page";
import { ContactsPane } from "./contacts_pane";
import { CONTACT_ROLES } from "./documents";
import { readPlace, writePlace } from "./place";

const USUAL = { list: 380, panel: 300 };

export function Contacts() {
  const { t } = useLingui();
  const { may } = useMe();
  const [place, go] = usePlace(readPlace, writePlace);
  const [widths, setWidths] = useState(USUAL);
  const [{ data }] = useQuery({ query: CONTACT_ROLES });
  if (!may) {
    return null;
  }
  if (!may.has("CONTACT_READ")) {
    return (
      <Empty
        icon={Lock}
        text={t`Seeing contacts needs the permission CONTACT_READ. Whoever manages the roles here can give it.`}
      />
    );
  }
  const roles = data?.contactRoles ?? [];
  return (
    <Panes
      list={<ContactsPane place={place} go={go} roles={roles} />}
      isOpen={place.contact !== undefined}
      onBack={() => go({ contact: undefined })}
      widths={widths}
      onWidths={setWidths}
    >
      {place.contact === undefined ? (
        <Empty icon={UsersRound} text={t`Choose a contact to see who they are.`} />
      ) : (
        <ContactPage
          key={place.contact}
          id={place.contact}
          place={place}
          go={go}
          may={may}
          roles={roles}
          kinds={(data?.attributeKinds ?? []).filter(({ subject }) => subject === "CONTACT")}
        />
      )}
    </Panes>
  );
}
