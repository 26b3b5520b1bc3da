import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router'
import type { Backend } from '../../backend/port.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { sessionQuery } from '../shared/session.ts'
import { parseUrlWords, type UrlWords, writeUrlWords } from '../shared/url-state.ts'
import { ScreenBar } from '../ui/layout.tsx'
import { LoadingState } from '../ui/states.tsx'
import { AppShell } from './AppShell.tsx'
import { NotFound } from './NotFound.tsx'
import { page } from './pages.ts'
import { words } from './words.ts'

interface RouterContext {
  readonly backend: Backend
  readonly queries: QueryClient
}

const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFound,
  // Screens read their own words (shared/url-state): here they are only words from outside.
  validateSearch: (search: Record<string, unknown>): UrlWords =>
    Object.fromEntries(
      Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  staticData: { title: 'Sign in' },
  component: page('sign-in/SignInPage'),
})

/** Everything behind the sign-in. Whoever is not signed in comes back to where they wanted to go. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: AppShell,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery(context.backend))
    if (session === null) throw redirect({ to: '/sign-in', search: { to: location.href } })
  },
})

const start = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/queue', search: {} })
  },
})

const behind = () => shell
const queue = createRoute({
  getParentRoute: behind,
  path: '/queue',
  staticData: { title: 'Queue' },
  component: page('queue/QueuePage'),
})
const alert = createRoute({
  getParentRoute: behind,
  path: '/alerts/$alertId',
  staticData: { title: 'Alert' },
  component: page('alert/AlertPage'),
})
const approvals = createRoute({
  getParentRoute: behind,
  path: '/approvals',
  staticData: { title: 'Approvals' },
  component: page('approvals/ApprovalsPage'),
})
const plan = createRoute({
  getParentRoute: behind,
  path: '/plans/$planId',
  staticData: { title: 'Plan' },
  component: page('plan/PlanPage'),
})
const identities = createRoute({
  getParentRoute: behind,
  path: '/identities',
  staticData: { title: 'Identities' },
  component: page('identity/IdentitiesPage'),
})
const identity = createRoute({
  getParentRoute: behind,
  path: '/identities/$identityId',
  staticData: { title: 'Identity' },
  component: page('identity/IdentityPage'),
})
const triggers = createRoute({
  getParentRoute: behind,
  path: '/triggers',
  staticData: { title: 'Triggers' },
  component: page('triggers/TriggersPage'),
})
const newTrigger = createRoute({
  getParentRoute: behind,
  path: '/triggers/new',
  staticData: { title: 'New trigger' },
  component: page('triggers/NewTriggerPage'),
})
const trigger = createRoute({
  getParentRoute: behind,
  path: '/triggers/$triggerId',
  staticData: { title: 'Trigger' },
  component: page('triggers/TriggerPage'),
})
const whatIf = createRoute({
  getParentRoute: behind,
  path: '/whatif',
  staticData: { title: 'What-if' },
  component: page('whatif/WhatIfPage'),
})
const record = createRoute({
  getParentRoute: behind,
  path: '/record',
  staticData: { title: 'Record' },
  component: page('audit/AuditPage'),
})
const sources = createRoute({
  getParentRoute: behind,
  path: '/sources',
  staticData: { title: 'Sources' },
  component: page('sources/SourcesPage'),
})
const passkeys = createRoute({
  getParentRoute: behind,
  path: '/keys',
  staticData: { title: 'Your passkeys' },
  component: page('passkeys/PasskeysPage'),
})
const notices = createRoute({
  getParentRoute: behind,
  path: '/notices',
  staticData: { title: 'Notices' },
  component: page('notices/NoticesPage'),
})
const cases = createRoute({
  getParentRoute: behind,
  path: '/cases',
  staticData: { title: 'Cases' },
  component: page('cases/CasesPage'),
})
const caseFile = createRoute({
  getParentRoute: behind,
  path: '/cases/$caseId',
  staticData: { title: 'Case' },
  component: page('cases/CasePage'),
})
const suppressions = createRoute({
  getParentRoute: behind,
  path: '/suppressions',
  staticData: { title: 'Suppressions' },
  component: page('suppressions/SuppressionsPage'),
})
const apiDocs = createRoute({
  getParentRoute: behind,
  path: '/api-docs',
  staticData: { title: 'API' },
  component: page('api-docs/ApiDocsPage'),
})

const routeTree = root.addChildren([
  signIn,
  shell.addChildren([
    start,
    queue,
    alert,
    approvals,
    plan,
    identities,
    identity,
    triggers,
    newTrigger,
    trigger,
    whatIf,
    record,
    sources,
    passkeys,
    notices,
    cases,
    caseFile,
    suppressions,
    apiDocs,
  ]),
])

export function makeRouter(context: RouterContext) {
  return createRouter({
    routeTree,
    context,
    parseSearch: parseUrlWords,
    stringifySearch: writeUrlWords,
    defaultPreload: 'intent',
    // The queries decide what is fresh; a second cache would only disagree with them.
    defaultPreloadStaleTime: 0,
    // Words instead of a blank page, but not for the blink that a loaded screen takes.
    defaultPendingComponent: () => <LoadingState label={words.loading} />,
    defaultPendingMs: 300,
    defaultPendingMinMs: 0,
    defaultErrorComponent: ({ error, reset }) => (
      <>
        <ScreenBar title={words.product} />
        <QueryFailed error={error} onRetry={reset} />
      </>
    ),
  })
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** For the browser's tab. */
    title?: string
  }
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
