// Keeps a screen that fails from taking the page with it: most often its code is gone, since the app was updated meanwhile.

import { TriangleAlert } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { Button } from '../controls/button.tsx';
import { Empty } from '../controls/empty.tsx';
import { words } from '../words.ts';

interface Props {
  children: ReactNode;
  /** Another place is another try. */
  place: string;
  className?: string | undefined;
}

/** React offers this to classes only, and writes the error to the console itself. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError = (): { failed: boolean } => ({ failed: true });

  override componentDidUpdate(before: Props): void {
    if (before.place !== this.props.place && this.state.failed) this.setState({ failed: false });
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <div className={this.props.className}>
        <Empty Icon={TriangleAlert}>
          <h1>{words.screenFailed}</h1>
          <p>{words.screenFailedDetail}</p>
          <Button onClick={() => location.reload()}>{words.reload}</Button>
        </Empty>
      </div>
    );
  }
}
