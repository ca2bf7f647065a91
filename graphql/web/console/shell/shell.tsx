/** The frame of the console: the navigation and, beside it, the screen that the address names. */
import type { MessageDescriptor } from "@lingui/core";
import { Trans, useLingui } from "@lingui/react/macro";
import type { LucideIcon } from "lucide-react";
import { type ComponentType, Suspense, useEffect, useMemo, useState } from "react";
import { useQuery } from "urql";
import { Route, Switch } from "wouter";
import { graphql } from "../../client/operator";
import { Announcer } from "../parts/announcer";
import { Boundary } from "../parts/boundary";
import { ServerClock } from "../parts/clock";
import { Problem } from "../parts/problem";
import { SkipLink } from "../parts/skip_link";
import { ClockProvider } from "../parts/use_now";
import { Keys, useKeys } from "./keys";
import { KeysSheet } from "./keys_sheet";
import { Navigation } from "./navigation";
import { usePaneCount } from "./pane_count";
import { problemOf } from "./problem_of";
import styles from "./shell.module.css";
import { usePreferences } from "./use_preferences";

const SERVER = graphql(`
  query Server {
    server {
      deskName
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

export interface Place {
  /** Where a screen, and what is below it, begins. */
  path: string;
  text: MessageDescriptor;
  icon: LucideIcon;
}

interface ShellProps {
  /** Every address of the console. */
  screens: readonly Screen[];
  /** What the navigation leads to. */
  places: readonly Place[];
}

/** Where the skip link goes. */
const CONTENT = "content";

export function Shell(tables: ShellProps) {
  const { hasSingleKeys, update } = usePreferences();
  return (
    <Keys hasSingleKeys={hasSingleKeys}>
      <Announcer>
        <Frame
          {...tables}
          hasSingleKeys={hasSingleKeys}
          onSingleKeys={update && ((is) => update({ hasSingleKeys: is }))}
        />
      </Announcer>
    </Keys>
  );
}

interface FrameProps extends ShellProps {
  hasSingleKeys: boolean;
  onSingleKeys: ((hasSingleKeys: boolean) => void) | undefined;
}

function Frame({ screens, places, hasSingleKeys, onSingleKeys }: FrameProps) {
  const { t, i18n } = useLingui();
  const [{ data, error }, read] = useQuery({ query: SERVER });
  const [clock] = useState(() => new ServerClock());
  const [hasKeys, setHasKeys] = useState(false);
  const isBar = usePaneCount() < 3;
  const name = data?.server.deskName ?? "Switchboard";
  const now = data?.server.now;
  const named = useMemo(
    () => places.map(({ text, ...place }) => ({ ...place, text: i18n._(text) })),
    [places, i18n],
  );
  useEffect(() => {
    document.title = name;
  }, [name]);
  useEffect(() => {
    if (now !== undefined) {
      clock.set(Date.parse(String(now)));
    }
  }, [clock, now]);
  useKeys([
    {
      keys: "?",
      text: t`Show the keys`,
      group: t`Anywhere`,
      onPress: () => setHasKeys(true),
    },
  ]);

  return (
    <ClockProvider value={clock}>
      <div className={styles.shell} data-state={isBar ? "bar" : "rail"}>
        <SkipLink to={CONTENT} />
        <Navigation desk={name} places={named} isBar={isBar} onKeys={() => setHasKeys(true)} />
        <main id={CONTENT} className={styles.main} tabIndex={-1}>
          {error ? (
            <Problem
              message={i18n._(problemOf(error))}
              onRetry={() => read({ requestPolicy: "network-only" })}
            />
          ) : (
            <Boundary>
              <Suspense>
                <Switch>
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
        </main>
      </div>
      <KeysSheet
        isOpen={hasKeys}
        onClose={() => setHasKeys(false)}
        hasSingleKeys={hasSingleKeys}
        onSingleKeys={onSingleKeys}
      />
    </ClockProvider>
  );
}
