// The page as a whole: what every screen needs around it.

import { CSPProvider } from '@base-ui/react/csp-provider';
import type { App as TheApp } from '../state/app.ts';
import './tokens.css';
import './base.css';
import { Frame } from './frame/frame.tsx';
import { AppProvider } from './store-context.tsx';

/** Without the provider Base UI writes style elements of its own, which the security policy stops. Its one rule stands in base.css. */
export const App = ({ app }: { app: TheApp }) => (
  <CSPProvider disableStyleElements>
    <AppProvider app={app}>
      <Frame />
    </AppProvider>
  </CSPProvider>
);
