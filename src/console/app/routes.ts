import type { Path } from '../shared/router/paths.ts'
import type { Later } from '../ui/later.ts'
import { page } from './pages.ts'

interface Route {
  /** For the browser's tab. */
  readonly title: string
  readonly Screen: Later<object>
}

/** The screen of each place. All but the first stand behind the sign-in. */
export const ROUTES: Readonly<Record<Path, Route>> = {
  '/sign-in': { title: 'Sign in', Screen: page('sign-in/SignInPage') },
  '/queue': { title: 'Queue', Screen: page('queue/QueuePage') },
  '/alerts/$alertId': { title: 'Alert', Screen: page('alert/AlertPage', true) },
  '/approvals': { title: 'Approvals', Screen: page('approvals/ApprovalsPage', true) },
  '/plans/$planId': { title: 'Plan', Screen: page('plan/PlanPage') },
  '/identities': { title: 'Identities', Screen: page('identity/IdentitiesPage') },
  '/identities/$identityId': { title: 'Identity', Screen: page('identity/IdentityPage') },
  '/triggers': { title: 'Triggers', Screen: page('triggers/TriggersPage') },
  '/triggers/new': { title: 'New trigger', Screen: page('triggers/NewTriggerPage') },
  '/triggers/$triggerId': { title: 'Trigger', Screen: page('triggers/TriggerPage') },
  '/whatif': { title: 'What-if', Screen: page('whatif/WhatIfPage') },
  '/record': { title: 'Record', Screen: page('audit/AuditPage') },
  '/sources': { title: 'Sources', Screen: page('sources/SourcesPage') },
  '/keys': { title: 'Your passkeys', Screen: page('passkeys/PasskeysPage') },
  '/notices': { title: 'Notices', Screen: page('notices/NoticesPage') },
  '/cases': { title: 'Cases', Screen: page('cases/CasesPage') },
  '/cases/$caseId': { title: 'Case', Screen: page('cases/CasePage') },
  '/suppressions': { title: 'Suppressions', Screen: page('suppressions/SuppressionsPage') },
  '/api-docs': { title: 'API', Screen: page('api-docs/ApiDocsPage') },
}
