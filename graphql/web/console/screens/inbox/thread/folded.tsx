/** A long text, of which the beginning is shown until all of it is asked for. */
import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Button } from "../../../parts/button";

/** Longer ones fold. */
const LONG = 4_096;
const SHOWN = 1_200;

export function Folded({
  text,
  children,
}: {
  text: string;
  children: (text: string) => ReactNode;
}) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  if (text.length <= LONG) {
    return children(text);
  }
  return (
    <div>
      {children(isOpen ? text : `${text.slice(0, SHOWN)} …`)}
      <Button tone="quiet" onPress={() => setOpen(!isOpen)}>
        {isOpen ? t`Show less` : t`Show all of it`}
      </Button>
    </div>
  );
}
