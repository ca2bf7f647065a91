/** Decides by who is there what is shown: the console, signing in, or the first steps of a new server. */
import { useLingui } from "@lingui/react/macro";
import { lazy, Suspense, startTransition, useCallback, useEffect, useState } from "react";
import { address, here } from "./address";
import type { Live } from "./live/live";
import { LiveProvider } from "./live/provider";
import { startLive } from "./live/start";
import { Problem } from "./parts/problem";
import { FRAMES, PLACES, SCREENS } from "./routes";
import {
  askWho,
  reasonOf,
  SignInPage,
  type Step,
  sessionTabs,
  setup,
  stepAfter,
  type Ways,
  type Who,
  ways,
} from "./session";
import { lookAs, Shell } from "./shell";
import { SignedIn } from "./signed_in";

type State =
  | { kind: "asking" }
  | { kind: "away" }
  | { kind: "out"; ways: Ways; first?: Step }
  | { kind: "setup" }
  | { kind: "invitation" }
  | { kind: "in"; who: Who; live: Live };

const Setup = lazy(() => import("./screens/setup"));
const Invitation = lazy(() => import("./screens/invitation"));

/** What the identity provider's way back says is missing. */
const MISSING = "signIn";

export function Entry() {
  const { i18n } = useLingui();
  const [state, setState] = useState<State>({ kind: "asking" });
  // The console is much to draw: a transition is drawn in pieces, between which the page answers.
  const show = useCallback((next: State) => startTransition(() => setState(next)), []);
  const [tabs] = useState(sessionTabs);
  const [secret] = useState(() => location.hash.slice(1));
  useEffect(() => {
    void look().then(show);
  }, [show]);
  useEffect(() => {
    // Here nobody is signed in: what another tab has begun goes on here too.
    if (state.kind === "out") {
      return tabs.listen(({ kind }) => kind === "came" && void look().then(show));
    }
    return;
  }, [state.kind, tabs, show]);
  const enter = async () => {
    const next = await look();
    if (next.kind === "in") {
      tabs.tell({ kind: "came", operatorId: next.who.viewer.operator.id });
    }
    show(next);
  };

  /** From a page that is there once to the console; the secret goes from the address. */
  const begin = async (first?: Step) => {
    history.replaceState(null, "", address("/"));
    if (first) {
      const known = await ways();
      show(known.kind === "done" ? { kind: "out", ways: known.body, first } : { kind: "away" });
    } else {
      await enter();
    }
  };

  switch (state.kind) {
    case "asking":
      return null;
    case "away":
      return <Problem message={i18n._(reasonOf(state))} onRetry={() => void look().then(show)} />;
    case "setup":
      return (
        <Suspense>
          <Setup secret={secret} onSignedIn={() => void begin()} />
        </Suspense>
      );
    case "invitation":
      return (
        <Suspense>
          <Invitation secret={secret} onAccepted={(first) => void begin(first)} />
        </Suspense>
      );
    case "out":
      return <SignInPage ways={state.ways} first={state.first} onSignedIn={() => void enter()} />;
    case "in":
      return (
        <LiveProvider live={state.live}>
          <SignedIn operatorId={state.who.viewer.operator.id} tabs={tabs}>
            {(signOut) => (
              <Shell screens={SCREENS} frames={FRAMES} places={PLACES} onSignOut={signOut} />
            )}
          </SignedIn>
        </LiveProvider>
      );
  }
}

async function look(): Promise<State> {
  if (here().path === "/invitation" && location.hash !== "") {
    return { kind: "invitation" };
  }
  const answer = await askWho();
  if (answer.kind === "in") {
    return { kind: "in", who: answer.who, live: await liveOf(answer.who) };
  }
  if (answer.kind === "away") {
    return answer;
  }
  const [known, started] = await Promise.all([ways(), setup()]);
  if (started.kind === "done" && started.body.isNeeded) {
    return { kind: "setup" };
  }
  return known.kind === "done"
    ? { kind: "out", ways: known.body, ...(await begun()) }
    : { kind: "away" };
}

async function liveOf({ viewer, headCursor, server }: Who): Promise<Live> {
  lookAs(viewer.preferences, server.defaultLanguage);
  const live = await startLive(viewer.operator.id);
  live.looksAs({
    operatorId: viewer.operator.id,
    seesContacts: viewer.permissions.includes("CONTACT_READ"),
  });
  live.feed.begin(live.client, headCursor);
  return live;
}

/** Somebody is back from the identity provider, and something is missing still. */
async function begun(): Promise<{ first?: Step }> {
  const asked = new URL(location.href);
  const code = asked.searchParams.get(MISSING);
  if (code === null) {
    return {};
  }
  asked.searchParams.delete(MISSING);
  history.replaceState(null, "", asked);
  const refusal = { kind: "refused", code, message: code, retryAfterSeconds: undefined } as const;
  const first = await stepAfter({ kind: "oidc" }, refusal);
  return first.kind === "away" || first.kind === "refused" ? {} : { first };
}
