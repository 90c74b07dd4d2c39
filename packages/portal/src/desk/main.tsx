import './styles/desk.scss';
import { QueryClient, QueryClientProvider } from '@tanstack/preact-query';
import { render } from 'preact';
import { LocationProvider } from 'preact-iso';
import { asApiError } from './api/api-error.ts';
import { onSignedOut } from './api/signed-out.ts';
import { App } from './app.tsx';
import { toLogIn } from './session/to-log-in.ts';

// The log-in ran out while working: log in and come back here. What was typed waits in this tab.
onSignedOut(toLogIn);

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // A broken line is worth another try; an answer of the server is an answer.
      retry: (failures, error) => failures < 2 && ['offline', 'busy'].includes(asApiError(error).kind),
      // Try though the browser believes to be offline: an office network may lead to this server all the same.
      networkMode: 'always',
      staleTime: 5_000,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});

const root = document.getElementById('desk');
if (!root) throw new Error('The page has no element with the id "desk"');
render(
  <QueryClientProvider client={client}>
    <LocationProvider scope="/desk">
      <App />
    </LocationProvider>
  </QueryClientProvider>,
  root,
);
