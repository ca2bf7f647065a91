/** The frame of the console: the navigation and, beside it, the screen that the address names. */
import type { MessageDescriptor } from "@lingui/core";
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import type { LucideIcon } from "lucide-react";
import { type ComponentType, lazy, Suspense, useEffect, useMemo, useState } from "react";
import { useQuery } from "urql";
import { Route, Switch, useLocation } from "wouter";
import { graphql } from "../../client/operator";
import type { Permission } from "../../client/operator/graphql";
import { Announcer } from "../parts/announcer";
import { Boundary } from "../parts/boundary";
import { ServerClock } from "../parts/clock";
import { Problem } from "../parts/problem";
import { SkipLink } from "../parts/skip_link";
import { createToasts } from "../parts/toast_queue";
import { ToastRegion } from "../parts/toast_region";
import { ClockProvider } from "../parts/use_now";
import { Keys, useKeys } from "./keys";
import { LiveSign } from "./live_sign";
import { lookAs } from "./look";
import { Me } from "./me";
import { Navigation } from "./navigation";
import { Bell } from "./notifications/bell";
import { showBadge } from "./notifications/show_badge";
import { useNotifying } from "./notifications/use_notifying";
import { useUnread } from "./notifications/use_unread";
import { usePaneCount } from "./pane_count";
import { problemOf } from "./problem_of";
import styles from "./shell.module.css";
import { ToastsProvider } from "./toasts";
import { useMe } from "./use_me";
import { usePreferences } from "./use_preferences";

const SERVER = graphql(`
  query Server {
    server {
      deskName
      defaultLanguage
      now
      version
    }
  }
`);

export interface Screen {
  /** As wouter writes them: `/chats/:number`. */
  path: string;
  /** `lazy(() => import("./noun"))`: a screen is a chunk of its own. */
  Screen: ComponentType;
}

/** Stands around every screen whose address begins with its own, and stays while one goes from one to another. */
export interface Frame {
  path: string;
  Frame: ComponentType<{ screens: readonly Screen[] }>;
}

export interface Place {
  /** Where a screen, and what is below it, begins. */
  path: string;
  text: MessageDescriptor;
  icon: LucideIcon;
  /** What leads there from anywhere. */
  keys?: string;
  /** Whom it is offered to; everybody, if left out. */
  isFor?: (may: ReadonlySet<Permission>) => boolean;
}

interface ShellProps {
  /** Every address of the console. */
  screens: readonly Screen[];
  frames: readonly Frame[];
  /** What the navigation leads to. */
  places: readonly Place[];
  onSignOut: () => void;
}

const isBelow = (path: string, frame: string) => path.startsWith(`${frame}/`);

const KeysSheet = lazy(() =>
  import("./keys_sheet").then(({ KeysSheet }) => ({ default: KeysSheet })),
);

/** Where what waits is found: the number of what is unread stands beside it. */
const HOME = "/inbox";
/** Where the skip link goes. */
const CONTENT = "content";

export function Shell(props: ShellProps) {
  const { preferences } = usePreferences();
  const [toasts] = useState(createToasts);
  return (
    <Keys hasSingleKeys={preferences?.hasSingleKeys ?? true}>
      <Announcer>
        <ToastsProvider value={toasts}>
          <Page {...props} />
          <ToastRegion toasts={toasts} />
        </ToastsProvider>
      </Announcer>
    </Keys>
  );
}

function Page({ screens, frames, places, onSignOut }: ShellProps) {
  const { t, i18n } = useLingui();
  const [{ data, error }, read] = useQuery({ query: SERVER });
  // What is read again may fail while the desk is away: what stands here stays.
  const [hasRead, setRead] = useState(false);
  if (data && !hasRead) {
    setRead(true);
  }
  const { preferences, update } = usePreferences();
  const [, navigate] = useLocation();
  const [clock] = useState(() => new ServerClock());
  const [hasKeys, setHasKeys] = useState(false);
  // Its parts come with the first look at it, and stay for it to close in peace.
  const [hasOpenedKeys, setHasOpenedKeys] = useState(false);
  const openKeys = () => {
    setHasOpenedKeys(true);
    setHasKeys(true);
  };
  const isBar = usePaneCount() < 3;
  const { me, may } = useMe();
  const unread = useUnread();
  const counted = t({ message: plural(unread, { one: "# unread", other: "# unread" }) });
  const name = data?.server.deskName ?? "Switchboard";
  const now = data?.server.now;
  const named = useMemo(
    () =>
      places
        .filter(({ isFor }) => !isFor || (may && isFor(may)))
        .map(({ path, text, icon, keys }) => ({
          path,
          icon,
          keys,
          text: i18n._(text),
          ...(path === HOME && { count: { of: unread, label: counted } }),
        })),
    [places, may, i18n, unread, counted],
  );
  useEffect(() => showBadge(name, unread), [name, unread]);
  useEffect(() => {
    const begun = import("../parts/kept_focus").then(({ keepFocus }) =>
      keepFocus(() => document.getElementById(CONTENT)),
    );
    return () => void begun.then((end) => end());
  }, []);
  useNotifying(me?.operator.id, name);
  useEffect(() => {
    if (now !== undefined) {
      clock.set(Date.parse(String(now)));
    }
  }, [clock, now]);
  const deskLanguage = data?.server.defaultLanguage;
  useEffect(() => {
    if (preferences && deskLanguage !== undefined) {
      lookAs(preferences, deskLanguage);
    }
  }, [preferences, deskLanguage]);
  useKeys([
    {
      keys: "?",
      text: t`Show the keys`,
      group: t`Anywhere`,
      onPress: openKeys,
    },
    ...named.flatMap(({ path, text, keys }) =>
      keys ? [{ keys, text, group: t`Anywhere`, onPress: () => navigate(path) }] : [],
    ),
  ]);

  return (
    <ClockProvider value={clock}>
      <div className={styles.shell} data-state={isBar ? "bar" : "rail"}>
        <SkipLink to={CONTENT} />
        <Navigation
          desk={name}
          places={named}
          isBar={isBar}
          onKeys={openKeys}
          bell={<Bell unread={unread} isBar={isBar} />}
          me={<Me isBar={isBar} onSignOut={onSignOut} />}
        />
        <main id={CONTENT} className={styles.main} tabIndex={-1}>
          <LiveSign />
          <div className={styles.screen}>
            {error && !hasRead ? (
              <Problem
                message={i18n._(problemOf(error))}
                onRetry={() => read({ requestPolicy: "network-only" })}
              />
            ) : (
              <Boundary>
                <Suspense>
                  <Switch>
                    {frames.map(({ path, Frame }) => (
                      <Route key={path} path={`${path}/*?`}>
                        <Frame screens={screens.filter((one) => isBelow(one.path, path))} />
                      </Route>
                    ))}
                    {screens.map(({ path, Screen }) => (
                      <Route key={path} path={path} component={Screen} />
                    ))}
                    <Route>
                      <p className={styles.nowhere}>
                        <Trans>There is no page at this address.</Trans>
                      </p>
                    </Route>
                  </Switch>
                </Suspense>
              </Boundary>
            )}
          </div>
        </main>
      </div>
      <Suspense>
        {hasOpenedKeys ? (
          <KeysSheet
            isOpen={hasKeys}
            onClose={() => setHasKeys(false)}
            hasSingleKeys={preferences?.hasSingleKeys ?? true}
            onSingleKeys={(hasSingleKeys) => void update({ hasSingleKeys })}
          />
        ) : null}
      </Suspense>
    </ClockProvider>
  );
}
