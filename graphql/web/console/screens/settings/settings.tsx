/** The frame of the settings: its sections at the side, the chosen one beside them; on a phone one after the other. */
import { useLingui } from "@lingui/react/macro";
import { ArrowLeft } from "lucide-react";
import { type ComponentType, Suspense } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { Boundary } from "../../parts/boundary";
import { IconButton } from "../../parts/icon_button";
import { Skeleton } from "../../parts/skeleton";
import { useMe, usePaneCount } from "../../shell";
import { Denied } from "../permission";
import { mayOpen, SECTIONS, sectionAt } from "./sections";
import styles from "./settings.module.css";
import { SideList } from "./side_list";

interface SettingsProps {
  /** Those of the sections. */
  screens: readonly { path: string; Screen: ComponentType }[];
}

export function Settings({ screens }: SettingsProps) {
  const { t, i18n } = useLingui();
  const { may } = useMe();
  const [here, go] = useLocation();
  const isPhone = usePaneCount() === 1;
  const section = sectionAt(here);
  if (!may) {
    return (
      <div className={styles.page}>
        <Skeleton of="rows" />
      </div>
    );
  }
  const open = SECTIONS.filter((one) => mayOpen(one, may));
  const first = open[0];
  const list = <SideList sections={open} here={section?.path} isPhone={isPhone} />;
  if (here === "/settings" && (isPhone || !first)) {
    return first ? list : <Denied of={SECTIONS.flatMap(({ permissions }) => permissions)} />;
  }
  // From an entry of a section one comes back to its list first.
  const isEntry = section !== undefined && here !== section.path;
  const content = (
    <Boundary>
      <Suspense
        fallback={
          <div className={styles.waiting}>
            <Skeleton of="rows" />
          </div>
        }
      >
        {section && !mayOpen(section, may) ? (
          <Denied of={section.permissions} />
        ) : (
          <Switch>
            {screens.map(({ path, Screen }) => (
              <Route key={path} path={path} component={Screen} />
            ))}
            <Route path="/settings">
              <Redirect to={first?.path ?? "/"} replace />
            </Route>
            <Route>
              <p className={styles.nowhere}>{t`There is no page at this address.`}</p>
            </Route>
          </Switch>
        )}
      </Suspense>
    </Boundary>
  );
  if (isPhone) {
    return (
      <div className={styles.phone} key={section?.path}>
        <div className={styles.back}>
          <IconButton
            icon={ArrowLeft}
            label={isEntry && section ? i18n._(section.label) : t`Settings`}
            isDirectional
            onPress={() => go(isEntry ? `${section?.path}${location.search}` : "/settings")}
          />
          <span aria-hidden="true">{section ? i18n._(section.label) : t`Settings`}</span>
        </div>
        {content}
      </div>
    );
  }
  return (
    <div className={styles.settings}>
      {list}
      <div className={styles.page} key={section?.path}>
        {content}
      </div>
    </div>
  );
}
