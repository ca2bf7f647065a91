/** Round each pane: where one breaks, it says so in its place and the others stay. */
import { useLingui } from "@lingui/react/macro";
import { Component, type ReactNode } from "react";
import { Problem } from "./problem";

interface BoundaryProps {
  children: ReactNode;
}

function Broken({ onRetry }: { onRetry: () => void }) {
  const { t } = useLingui();
  return (
    <Problem
      message={t`This part of the page broke. What you have written is kept. If it breaks again, reload the page.`}
      onRetry={onRetry}
    />
  );
}

export class Boundary extends Component<BoundaryProps, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? (
      <Broken onRetry={() => this.setState({ isBroken: false })} />
    ) : (
      this.props.children
    );
  }
}
