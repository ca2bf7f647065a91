/** The frame of the console: the desk's name and, below it, the screen that the address names. */
import { Trans, useLingui } from "@lingui/react/macro";
import { Suspense, useEffect } from "react";
import { useQuery } from "urql";
import { Route, Switch } from "wouter";
import { graphql } from "../../client/operator";
import { Problem } from "../parts/problem";
import { ROUTES } from "../routes";
import { problemOf } from "./problem_of";
import styles from "./shell.module.css";

const SERVER = graphql(`
  query Server {
    server {
      deskName
      version
    }
  }
`);

export function Shell() {
  const { i18n } = useLingui();
  const [{ data, error }, read] = useQuery({ query: SERVER });
  const name = data?.server.deskName ?? "Switchboard";
  useEffect(() => {
    document.title = name;
  }, [name]);

  return (
    <div className={styles.shell}>
      <header className={styles.header}>
        <bdi>{name}</bdi>
      </header>
      <main className={styles.main}>
        {error ? (
          <Problem
            message={i18n._(problemOf(error))}
            onRetry={() => read({ requestPolicy: "network-only" })}
          />
        ) : (
          <Suspense>
            <Switch>
              {ROUTES.map(({ path, Screen }) => (
                <Route key={path} path={path} component={Screen} />
              ))}
              <Route>
                <p>
                  <Trans>There is no page at this address.</Trans>
                </p>
              </Route>
            </Switch>
          </Suspense>
        )}
      </main>
    </div>
  );
}
