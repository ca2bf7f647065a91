/** By which of the customer's addresses the message goes, where there are several. */
import { useLingui } from "@lingui/react/macro";
import { ChevronDown } from "lucide-react";
import { Button } from "../../../parts/button";
import { Menu } from "../../../parts/menu";
import type { Route } from "./routes_of";

export interface RouteMenuProps {
  routes: readonly Route[];
  /** The chosen one. */
  route: Route | undefined;
  onRoute: (identityId: string) => void;
}

export function RouteMenu({ routes, route, onRoute }: RouteMenuProps) {
  const { t } = useLingui();
  if (routes.length < 2 || !route) {
    return null;
  }
  return (
    <Menu
      label={t`By which address`}
      placement="top end"
      trigger={
        <Button tone="quiet" icon={ChevronDown}>
          {t`via ${route.channel.name}`}
        </Button>
      }
      sections={[
        routes.map((one) => {
          const { identityId, channel, identity } = one;
          const address = identity?.username ?? identity?.name;
          return {
            id: identityId,
            text: address ? `${channel.name} · ${address}` : channel.name,
            isChosen: identityId === route.identityId,
            onAction: () => onRoute(identityId),
          };
        }),
      ]}
    />
  );
}
